// The promises, checked after every command.
#include "mirrored_case.hpp"

#include "codec/json_event.hpp"
#include "codec/json_instance.hpp"

namespace wf::engine_traces {

using namespace wf::engine;

MirroredCase::MirroredCase(std::shared_ptr<const model::ProcessDefinition> definition, const Catalog* catalog)
    : definition_(std::move(definition)), catalog_(catalog) {
  live_.key = replayed_.key = 1;
}

void MirroredCase::check(bool promise, const std::string& what) {
  if (!promise) broken_.push_back("after event " + std::to_string(live_.seq) + ": " + what);
}

Instance MirroredCase::folded(const std::vector<Event>& events) const {
  Instance instance;
  instance.key = live_.key;
  for (const auto& event : events) wf::engine::apply(*definition_, instance, event);
  return instance;
}

tl::expected<Outcome, Rejection> MirroredCase::send(Command::Body body, const Actor& actor) {
  const Instance before = live_;
  auto outcome = advance(*definition_, live_, Command{std::move(body)}, {now, actor, catalog_});
  if (!outcome) {
    check(live_ == before, "a refused command (" + outcome.error().code + ") changed the state");
    return outcome;
  }
  for (const auto& event : outcome->events) {
    check(event.seq == replayed_.seq + 1, "the events are not numbered without gaps");
    wf::engine::apply(*definition_, replayed_, event);
  }
  check(live_ == replayed_, "the state is not the fold of the events");
  check_stored_forms(outcome->events);
  check_references();
  events_.insert(events_.end(), outcome->events.begin(), outcome->events.end());
  return outcome;
}

void MirroredCase::check_stored_forms(const std::vector<Event>& fresh) {
  const std::string batch = codec::events_to_json(fresh, *definition_);
  std::vector<Event> back;
  const auto read = codec::read_events(batch, *definition_, back);
  check(read.has_value() && back == fresh, "the events are not the same when they are read back: " + batch);
  log_ += batch + "\n";
  std::string snapshot;
  codec::write_instance(snapshot, live_, *definition_);
  const auto restored = codec::read_instance(snapshot, *definition_);
  check(restored.has_value() && *restored == live_, "the state is not the same when it is read back: " + snapshot);
}

/// Everything open belongs to an element that is alive, and an ended case has nothing open.
void MirroredCase::check_references() {
  const auto alive = [&](LocalKey element) { return live_.find_element(element) != nullptr; };
  for (const auto& [key, element] : live_.elements) {
    check(key == root_key || alive(element.scope), "element " + std::to_string(key) + " lives without its scope");
    for (const auto child : element.children) check(alive(child), "a scope lists a child that is gone");
    for (const auto timer : element.timers) check(live_.timers.contains(timer), "an element lists a timer that is gone");
  }
  for (const auto& [key, job] : live_.jobs) check(alive(job.element), "job " + std::to_string(key) + " has lost its element");
  for (const auto& [key, task] : live_.tasks) check(alive(task.element), "task " + std::to_string(key) + " has lost its element");
  for (const auto& [key, timer] : live_.timers) check(alive(timer.element), "timer " + std::to_string(key) + " has lost its element");
  for (const auto& [key, incident] : live_.incidents) {
    check(incident.element == no_key || alive(incident.element), "incident " + std::to_string(key) + " has lost its element");
  }
  if (live_.is_live()) return;
  check(live_.elements.size() == 1 && live_.elements.contains(root_key), "an ended case still has steps");
  check(live_.jobs.empty() && live_.tasks.empty() && live_.timers.empty() && live_.incidents.empty(), "an ended case still has something open");
  check(live_.elements.begin()->second.taken.empty(), "an ended case still has tokens");
}

void MirroredCase::crash() {
  std::vector<Event> stored;
  for (std::size_t begin = 0; begin < log_.size();) {
    const auto end = log_.find('\n', begin);
    const auto read = codec::read_events(std::string_view(log_).substr(begin, end - begin), *definition_, stored);
    check(read.has_value(), "the stored events cannot be read");
    begin = end + 1;
  }
  Instance restored = folded(stored);
  check(restored == live_, "the state after a crash is another one");
  const auto owed_before = owed_effects(live_);
  live_ = std::move(restored);
  check(owed_effects(live_) == owed_before, "other jobs are owed after a crash");
  replayed_ = live_;
}

}  // namespace wf::engine_traces
