// Verbs of a script, and how its trace is written.
#include "script.hpp"

#include <algorithm>

#include "codec/json_value.hpp"
#include "model/period.hpp"

namespace wf::engine_traces {

using namespace wf::engine;

namespace {

constexpr LocalKey never_given = 9'999;  // a key that no case of these scripts reaches

std::string text_at(const feel::Value& step, std::string_view key) { return std::string(step.member(key).text()); }

std::string verb_of(const feel::Value& step) { return step.as_context()->entries().front().name; }

}  // namespace

Script::Script(std::shared_ptr<const model::ProcessDefinition> definition, const runtime::Directory& people)
    : case_(definition, &people), people_(people), writer_(case_.definition(), 1) {}

std::string Script::id_of(LocalKey element) const {
  const auto* found = case_.instance().find_element(element);
  return found ? case_.definition().node(found->node).id : std::string();
}

LocalKey Script::last_known(const std::string& element, std::string_view event) const {
  codec::TraceWriter writer(case_.definition(), 1);
  LocalKey last = never_given;
  for (const auto& one : case_.events()) {
    const auto place = writer.locate(one);
    if (place.element != element || place.event != event) continue;
    if (const auto* task = std::get_if<UserTaskCreated>(&one.body)) last = task->key;
    if (const auto* job = std::get_if<JobCreated>(&one.body)) last = job->key;
    if (const auto* timer = std::get_if<TimerScheduled>(&one.body)) last = timer->key;
    if (const auto* incident = std::get_if<IncidentRaised>(&one.body)) last = incident->key;
  }
  return last;
}

LocalKey Script::task_at(const std::string& element) const {
  for (const auto& [key, task] : case_.instance().tasks) {
    if (id_of(task.element) == element) return key;
  }
  return last_known(element, "UserTaskCreated");
}

LocalKey Script::job_at(const std::string& element) const {
  for (const auto& [key, job] : case_.instance().jobs) {
    if (id_of(job.element) == element) return key;
  }
  return last_known(element, "JobCreated");
}

LocalKey Script::timer_at(const std::string& element) const {
  for (const auto& [key, timer] : case_.instance().timers) {
    if (case_.definition().node(timer.node).id == element) return key;
  }
  return last_known(element, "TimerScheduled");
}

LocalKey Script::incident_at(const std::string& element) const {
  for (const auto& [key, incident] : case_.instance().incidents) {
    if (id_of(incident.element) == element) return key;
  }
  return last_known(element, "IncidentRaised");
}

Actor Script::actor_of(const std::string& verb, const feel::Value& step) const {
  const std::string id = text_at(step, "as");
  if (id.empty()) return verb == "start" ? Actor{"anna", {}, false} : Actor{"system", {}, true};
  const auto* person = people_.find_person(id);
  return {id, person ? person->groups : std::vector<std::string>{}, false};
}

Command::Body Script::command_of(const std::string& verb, const feel::Value& step) const {
  const std::string at = text_at(step, verb);
  if (verb == "start") return StartInstance{7, text_at(step, "at"), step.member("start"), text_at(step, "business_key")};
  if (verb == "claim") return ClaimTask{task_at(at)};
  if (verb == "release") return ReleaseTask{task_at(at)};
  if (verb == "assign") return AssignTask{task_at(at), text_at(step, "to")};
  if (verb == "complete") return CompleteTask{task_at(at), step.member("data")};
  if (verb == "answer") return CompleteJob{job_at(at), step.member("data")};
  if (verb == "error") return ThrowJobError{job_at(at), text_at(step, "code"), text_at(step, "message"), {}};
  if (verb == "fail") {
    FailJob fail{job_at(at), text_at(step, "code"), text_at(step, "message"), true, std::nullopt};
    if (const auto* retry = step.member("retry").as_boolean()) fail.retry = *retry;
    if (const auto* after = step.member("after_ms").as_number()) fail.retry_after_ms = after->to_int64();
    return fail;
  }
  return repair_of(verb, step);
}

Command::Body Script::repair_of(const std::string& verb, const feel::Value& step) const {
  const std::string at = text_at(step, verb);
  if (verb == "fire") return FireTimer{timer_at(at)};
  if (verb == "resolve") return ResolveIncident{incident_at(at)};
  if (verb == "retry") return RetryInstance{};
  if (verb == "cancel") return CancelInstance{at};
  if (verb == "set") {
    const std::string scope = text_at(step, "scope");
    LocalKey key = root_key;
    if (!scope.empty()) {
      const auto& elements = case_.instance().elements;
      const auto found = std::find_if(elements.begin(), elements.end(), [&](const auto& one) { return id_of(one.first) == scope; });
      key = found == elements.end() ? never_given : found->first;
    }
    return SetVariables{key, step.member("set")};
  }
  throw ScriptFault{"unknown verb '" + verb + "'"};
}

void Script::play(const feel::Value& commands) {
  if (!commands.as_list()) throw ScriptFault{"'do' is no list"};
  for (const auto& step : *commands.as_list()) {
    if (!step.as_context()) throw ScriptFault{"a command is no mapping"};
    act(step);
  }
  write_state();
}

void Script::act(const feel::Value& step) {
  const std::string verb = verb_of(step);
  trace_ += "* " + codec::to_json(step) + "\n";
  if (verb == "pass") return pass(text_at(step, "pass"));
  send(command_of(verb, step), actor_of(verb, step));
  case_.crash();
}

void Script::send(Command::Body body, const Actor& actor) {
  const auto outcome = case_.send(std::move(body), actor);
  if (outcome) return write_events(*outcome);
  trace_ += "  refused " + outcome.error().code + ": " + outcome.error().text + "\n";
  for (const auto& field : outcome.error().fields) trace_ += "    " + field.pointer + ": " + field.message + "\n";
}

/// Time goes by; timers fire at the moment they are due, the earliest first.
void Script::pass(const std::string& period) {
  const auto parsed = model::parse_period(period);
  if (!parsed) throw ScriptFault{"'" + period + "' is no period"};
  const auto& definition = case_.definition();
  const Instant end = model::add(case_.now, *parsed, definition.time_zone, definition.calendar ? &*definition.calendar : nullptr);
  constexpr int most_firings = 100;
  for (int fired = 0; fired < most_firings; ++fired) {
    const auto& timers = case_.instance().timers;
    const auto next = std::min_element(timers.begin(), timers.end(), [](const auto& a, const auto& b) { return a.second.due < b.second.due; });
    if (next == timers.end() || next->second.due > end) break;
    case_.now = std::max(case_.now, next->second.due);
    trace_ += "  at " + format_rfc3339(case_.now, definition.time_zone) + "\n";
    send(FireTimer{next->first}, {"timer", {}, true});
  }
  case_.now = end;
}

void Script::write_events(const Outcome& outcome) {
  for (const auto& event : outcome.events) {
    const auto place = writer_.locate(event);
    trace_ += "  " + std::string(place.event) + " " + std::string(place.element);
    std::string content;
    codec::write_event_data(content, event, 1, case_.definition());
    if (content != "{}") trace_ += " " + content;
    trace_ += "\n";
  }
  for (const auto& effect : outcome.effects) {
    const auto& job = std::get<RunJob>(effect.body);
    trace_ += "  owes " + job.type + ", attempt " + std::to_string(job.attempt) + ", " + std::to_string(job.timeout_ms) + " ms, ";
    trace_ += job.idempotency_key + " " + codec::to_json(job.input) + "\n";
  }
}

void Script::write_state() {
  const auto& instance = case_.instance();
  trace_ += "= " + std::string(state_name(instance.state));
  if (instance.ended_at_node != model::no_index) trace_ += " at " + case_.definition().node(instance.ended_at_node).id;
  if (!instance.failure_code.empty()) trace_ += " " + instance.failure_code;
  if (!instance.failure_message.empty()) trace_ += " (" + instance.failure_message + ")";
  for (const auto& [key, element] : instance.elements) {
    const auto& node = case_.definition().node(element.node);
    if (key != root_key) trace_ += ", in " + node.id;
    for (const auto& [flow, count] : element.taken) trace_ += ", " + std::to_string(count) + " on " + case_.definition().flow(flow).id;
  }
  for (const auto& [key, task] : instance.tasks) trace_ += ", task of " + (task.assignee.empty() ? "nobody" : task.assignee);
  if (const auto* root = instance.find_element(root_key)) trace_ += "\n  " + codec::to_json(feel::Value(root->variables));
  trace_ += "\n";
}

}  // namespace wf::engine_traces
