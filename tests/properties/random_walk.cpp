// Commands are chosen by what is open; time moves only when a timer is fired.
#include "random_walk.hpp"

#include <catch2/catch.hpp>

#include "codec/json_event.hpp"
#include "codec/json_instance.hpp"
#include "codec/json_trace.hpp"

namespace wf::test {

using namespace engine;

namespace {

/// Whoever acts: the system may do everything, otto and the office only their own.
const Actor machine{"system", {}, true};
const Actor stranger{"fritz", {}, false};

/// Data that fit a task: with an outcome for approvals, with an amount for forms.
feel::Value data_for(const model::ProcessDefinition& definition, const Instance& instance, LocalKey task, std::uint64_t number) {
  const auto& node = definition.node(instance.find_element(instance.tasks.at(task).element)->node);
  if (!node.user_task) return feel::Context{};
  if (node.user_task->approval) return feel::Context{{"outcome", number % 2 ? "approve" : "reject"}};
  if (!node.user_task->form.empty()) return feel::Context{{"amount", Decimal(static_cast<std::int64_t>(number))}};
  return feel::Context{};
}

LocalKey earliest_timer(const Instance& instance) {
  LocalKey key = no_key;
  for (const auto& [candidate, timer] : instance.timers) {
    if (key == no_key || timer.due < instance.timers.at(key).due) key = candidate;
  }
  return key;
}

}  // namespace

RandomWalk::RandomWalk(std::shared_ptr<const model::ProcessDefinition> definition, std::uint64_t seed) : definition_(std::move(definition)), random_(seed) {
  live_.key = replayed_.key = 7;
}

Command RandomWalk::random_command() {
  for (;;) {
    switch (below(10)) {
      case 0: case 1: case 2:
        if (const auto task = any_of(live_.tasks); task != no_key) return {CompleteTask{task, data_for(*definition_, live_, task, below(9))}};
        break;
      case 3: case 4:
        if (const auto job = any_of(live_.jobs); job != no_key) return {CompleteJob{job, feel::Context{{"result", Decimal(static_cast<std::int64_t>(below(9)))}}}};
        break;
      case 5:
        if (const auto job = any_of(live_.jobs); job != no_key) return {FailJob{job, "DOWN", "It is down.", below(4) != 0, std::nullopt}};
        break;
      case 6:
        if (const auto job = any_of(live_.jobs); job != no_key) return {ThrowJobError{job, "BROKEN", "It broke.", {}}};
        break;
      case 7: case 8:
        if (const auto timer = earliest_timer(live_); timer != no_key) {
          now_ = std::max(now_, live_.timers.at(timer).due);
          return {FireTimer{timer}};
        }
        break;
      default:
        if (const auto incident = any_of(live_.incidents); incident != no_key) return {ResolveIncident{incident}};
        if (const auto task = any_of(live_.tasks); task != no_key && below(3) == 0) return {AssignTask{task, "paul"}};
        if (below(8) == 0) return {SetVariables{root_key, feel::Context{{"n", Decimal(static_cast<std::int64_t>(below(12)))}}}};
    }
  }
}

Command RandomWalk::wrong_command() {
  const LocalKey missing = live_.last_key + 1 + static_cast<LocalKey>(below(5));
  switch (below(9)) {
    case 0: return {CompleteTask{missing, feel::Context{}}};
    case 1: return {CompleteJob{missing, {}}};
    case 2: return {FailJob{missing, "X", "x", true, std::nullopt}};
    case 3: return {FireTimer{missing}};
    case 4: return {ResolveIncident{missing}};
    case 5: return {StartInstance{1, "asked", feel::Context{{"n", Decimal(1)}}, ""}};
    case 6: return {CompleteTask{any_of(live_.tasks), Decimal(5)}};
    case 7: return {CompleteTask{any_of(live_.tasks), feel::Context{{"amount", -1}, {"outcome", "perhaps"}}}};
    default: return {ClaimTask{missing}};
  }
}

bool RandomWalk::send(const Command& command) {
  const Instance before = live_;
  const bool by_stranger = std::holds_alternative<ClaimTask>(command.body);
  const auto outcome = advance(*definition_, live_, command, {now_, by_stranger ? stranger : machine, nullptr});
  ++commands_;
  if (!outcome) {
    ++refusals_;
    CHECK_FALSE(outcome.error().code.empty());
    CHECK(live_ == before);
    return false;
  }
  CHECK(live_.seq == before.seq + outcome->events.size());
  for (const auto& event : outcome->events) engine::apply(*definition_, replayed_, event);
  CHECK(live_ == replayed_);
  check_codecs(outcome->events);
  log_.insert(log_.end(), outcome->events.begin(), outcome->events.end());
  if (const auto found = fault(); !found.empty()) FAIL(found << " after\n" << story());
  return true;
}

void RandomWalk::check_codecs(const std::vector<Event>& events) const {
  std::vector<Event> read;
  const auto done = codec::read_events(codec::events_to_json(events, *definition_), *definition_, read);
  CHECK(done.has_value());
  CHECK(read == events);
  std::string text;
  codec::write_instance(text, live_, *definition_);
  const auto instance = codec::read_instance(text, *definition_);
  REQUIRE(instance.has_value());
  CHECK(*instance == live_);
}

/// The last events, one a line, for a failure.
std::string RandomWalk::story() const {
  constexpr std::size_t most = 40;
  codec::TraceWriter trace(*definition_, live_.key);
  std::string text;
  for (std::size_t i = 0; i < log_.size(); ++i) {
    const auto place = trace.locate(log_[i]);
    if (i + most < log_.size()) continue;
    text += std::to_string(log_[i].seq) + " " + std::string(place.event) + " " + std::string(place.element) + "\n";
  }
  return text;
}

/// What holds in every state of every case; the first thing that does not.
std::string RandomWalk::fault() const {
  const auto exists = [&](LocalKey key) { return live_.find_element(key) != nullptr; };
  for (const auto& [key, task] : live_.tasks) if (!exists(task.element)) return "a task without its element";
  for (const auto& [key, job] : live_.jobs) if (!exists(job.element)) return "a job without its element";
  for (const auto& [key, timer] : live_.timers) if (!exists(timer.element)) return "a timer without its element";
  for (const auto& [key, incident] : live_.incidents) if (incident.element != no_key && !exists(incident.element)) return "an incident without its element";
  for (const auto& [key, element] : live_.elements) {
    if (key > live_.last_key) return "a key that was not given out";
    if (key != root_key && !exists(element.scope)) return "an element without its scope";
    for (const auto child : element.children) if (!exists(child)) return "a child that is not there";
  }
  const std::size_t open = live_.tasks.size() + live_.jobs.size() + live_.timers.size() + live_.incidents.size();
  if (live_.is_live()) return open > 0 ? "" : "a live case that nothing can ever move again";
  if (open > 0) return "something open after the end";
  return live_.elements.size() <= 1 ? "" : "an element after the end";
}

/// The process dies: everything is built anew from the log, and that is what goes on.
void RandomWalk::crash() {
  Instance rebuilt;
  rebuilt.key = live_.key;
  for (const auto& event : log_) engine::apply(*definition_, rebuilt, event);
  CHECK(rebuilt == live_);
  live_ = std::move(rebuilt);
}

void RandomWalk::run(std::size_t most) {
  REQUIRE(send({StartInstance{1, "asked", feel::Context{{"n", Decimal(static_cast<std::int64_t>(below(10)))}}, "R"}}));
  while (live_.is_live() && commands_ < most) {
    if (below(4) == 0) send(wrong_command());
    if (!live_.is_live()) return;
    send(random_command());
    crash();
  }
  if (!live_.is_live()) return;
  REQUIRE(send({CancelInstance{"enough"}}));
  CHECK(live_.state == InstanceState::terminated);
}

}  // namespace wf::test
