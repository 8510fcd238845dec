// project: what the events of one step do to the rows that people list. The state after the step has the facts of what
// is still there; what is gone already is read from the events.
#include <algorithm>
#include <set>

#include "store/store.hpp"

namespace wf::store {

namespace {

using engine::Event;
using engine::Instance;
using engine::LocalKey;

class Projection {
 public:
  Projection(const Instance& after, const model::ProcessDefinition& definition, std::int64_t version)
      : after_(after), definition_(definition), version_(version) {}

  void see(const Event& event) {
    std::visit([&](const auto& body) { see(event, body); }, event.body);
    updated_at_ = event.at;
  }

  RowChanges finish() && {
    changes_.instance = instance_row();
    for (const auto key : jobs_) {
      if (const auto found = after_.jobs.find(key); found != after_.jobs.end()) changes_.jobs.push_back(job_row(found->second));
      else changes_.jobs_gone.push_back(public_key(key));
    }
    for (const auto key : timers_) {
      if (const auto found = after_.timers.find(key); found != after_.timers.end()) changes_.timers.push_back({public_key(key), found->second.due});
      else changes_.timers_gone.push_back(public_key(key));
    }
    return std::move(changes_);
  }

 private:
  EntityKey public_key(LocalKey key) const { return {after_.key, key}; }

  const model::FlowNode* node_of(LocalKey element) const {
    auto index = model::no_index;
    if (const auto found = after_.elements.find(element); found != after_.elements.end()) index = found->second.node;
    else if (const auto seen = activated_.find(element); seen != activated_.end()) index = seen->second;
    return index < definition_.nodes.size() ? &definition_.node(index) : nullptr;
  }
  std::string element_id(LocalKey element) const {
    const auto* node = node_of(element);
    return node ? node->id : std::string();
  }

  template <class Body>
  void see(const Event&, const Body&) {}  // not shown in any row

  void see(const Event&, const engine::ElementActivated& e) { activated_[e.key] = e.node; }

  void see(const Event& event, const engine::UserTaskCreated& e) {
    if (const auto found = after_.tasks.find(e.key); found != after_.tasks.end()) return put(task_row(found->second));
    put(task_row({e.key, e.element, e.assignee, e.people, e.groups, e.excluded, e.due, e.priority, event.at}));
  }
  void see(const Event&, const engine::UserTaskAssigned& e) {
    if (const auto found = after_.tasks.find(e.key); found != after_.tasks.end()) return put(task_row(found->second));
    for (auto& row : changes_.tasks) {
      if (row.key.local == e.key) row.assignee = e.assignee;
    }
  }
  void see(const Event& event, const engine::UserTaskCompleted& e) {
    changes_.tasks_ended.push_back({public_key(e.key), TaskState::completed, event.at, event.by});
  }
  void see(const Event& event, const engine::UserTaskCancelled& e) {
    changes_.tasks_ended.push_back({public_key(e.key), TaskState::cancelled, event.at, {}});
  }

  void see(const Event&, const engine::JobCreated& e) { jobs_.insert(e.key); }
  void see(const Event&, const engine::JobCompleted& e) { jobs_.insert(e.key); }
  void see(const Event&, const engine::JobFailed& e) { jobs_.insert(e.key); }
  void see(const Event&, const engine::JobReleased& e) { jobs_.insert(e.key); }
  void see(const Event&, const engine::JobCancelled& e) { jobs_.insert(e.key); }
  void see(const Event&, const engine::TimerScheduled& e) { timers_.insert(e.key); }
  void see(const Event&, const engine::TimerFired& e) { timers_.insert(e.key); }
  void see(const Event&, const engine::TimerCancelled& e) { timers_.insert(e.key); }

  void see(const Event& event, const engine::IncidentRaised& e) {
    changes_.incidents.push_back({public_key(e.key), definition_.id, element_id(e.element), e.code, e.message, after_.business_key, event.at, std::nullopt});
  }
  void see(const Event& event, const engine::IncidentResolved& e) { changes_.incidents_resolved.push_back({public_key(e.key), event.at}); }

  void put(TaskRow row) {
    const auto same = std::find_if(changes_.tasks.begin(), changes_.tasks.end(), [&](const TaskRow& known) { return known.key == row.key; });
    if (same == changes_.tasks.end()) changes_.tasks.push_back(std::move(row));
    else *same = std::move(row);
  }

  TaskRow task_row(const engine::UserTask& task) const {
    TaskRow row;
    row.key = public_key(task.key);
    row.workflow = definition_.id;
    if (const auto* node = node_of(task.element)) {
      row.element = node->id;
      row.name = node->name;
    }
    row.business_key = after_.business_key;
    row.assignee = task.assignee;
    row.people = task.people;
    row.groups = task.groups;
    row.excluded = task.excluded;
    row.created_at = task.created;
    row.due = task.due;
    row.priority = task.priority;
    return row;
  }

  JobRow job_row(const engine::Job& job) const {
    return {public_key(job.key), definition_.id, element_id(job.element), job.type, job.state, job.attempts_left, job.attempt,
            job.created, job.timeout_ms, job.last_error, job.input};
  }

  InstanceRow instance_row() const {
    InstanceRow row;
    row.key = after_.key;
    row.workflow = definition_.id;
    row.definition = after_.definition;
    row.version = version_;
    row.business_key = after_.business_key;
    row.state = after_.state;
    row.started_by = after_.started_by;
    row.started_at = after_.started_at;
    const bool ended = after_.state != engine::InstanceState::created && after_.state != engine::InstanceState::active;
    if (ended) row.ended_at = after_.ended_at;
    if (after_.ended_at_node < definition_.nodes.size()) row.ended_at_element = definition_.node(after_.ended_at_node).id;
    row.failure = after_.failure_message;
    if (!after_.failure_code.empty()) row.failure = after_.failure_code + ": " + after_.failure_message;
    row.updated_at = updated_at_;
    row.seq = after_.seq;
    row.open_incidents = static_cast<std::int64_t>(after_.incidents.size());
    return row;
  }

  const Instance& after_;
  const model::ProcessDefinition& definition_;
  const std::int64_t version_;
  Instant updated_at_;
  std::map<LocalKey, model::NodeIndex> activated_;
  std::set<LocalKey> jobs_, timers_;
  RowChanges changes_;
};

}  // namespace

RowChanges project(const Instance& after, std::span<const Event> events, const model::ProcessDefinition& definition, std::int64_t version) {
  Projection projection(after, definition, version);
  for (const auto& event : events) projection.see(event);
  return std::move(projection).finish();
}

}  // namespace wf::store
