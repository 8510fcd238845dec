// apply: how each event changes the state. Total and frozen: an old log must give the same state for ever, so a rule
// here may be added, never changed. Unknown keys are passed over: a log that names them was not written by advance.
#include <algorithm>

#include "engine/advance.hpp"

namespace wf::engine {

namespace {

class Applier {
 public:
  Applier(const model::ProcessDefinition& definition, Instance& instance, const Event& event) : definition_(definition), instance_(instance), event_(event) {}

  // ── the process ──
  void operator()(const ProcessStarted& e) {
    instance_.workflow = e.workflow;
    instance_.definition = e.definition;
    instance_.business_key = e.business_key;
    instance_.state = InstanceState::active;
    instance_.started_by = event_.by;
    instance_.started_at = event_.at;
    ElementInstance root;
    root.key = root_key;
    root.node = model::process_node;
    instance_.elements[root_key] = std::move(root);
    took(root_key);
  }
  void operator()(const ProcessCompleted& e) { end(InstanceState::completed, e.ended_at, {}, {}); }
  void operator()(const ProcessTerminated& e) { end(InstanceState::terminated, e.ended_at, {}, e.reason); }
  void operator()(const ProcessFailed& e) { end(InstanceState::failed, e.ended_at, e.code, e.message); }

  // ── elements and tokens ──
  void operator()(const ElementActivated& e) {
    took(e.key);
    if (auto* scope = element(e.scope)) {
      scope->children.insert(e.key);
      scope->started = true;
      if (e.via != model::no_index) consume(*scope, e.via);
      else for (const auto flow : definition_.node(e.node).incoming) consume(*scope, flow);
    }
    ElementInstance created;
    created.key = e.key;
    created.scope = e.scope;
    created.node = e.node;
    instance_.elements[e.key] = std::move(created);
  }
  void operator()(const ElementCompleted& e) { remove_element(e.key); }
  void operator()(const ElementTerminated& e) { remove_element(e.key); }
  void operator()(const FlowTaken& e) {
    if (auto* scope = element(e.scope)) ++scope->taken[e.flow];
  }
  void operator()(const VariableSet& e) {
    if (auto* scope = element(e.scope)) scope->variables.set(e.name, e.value);
  }

  // ── jobs ──
  void operator()(const JobCreated& e) {
    took(e.key);
    Job job;
    job.key = e.key;
    job.element = e.element;
    job.type = e.type;
    job.input = e.input;
    job.attempts_left = e.attempts_left;
    job.timeout_ms = e.timeout_ms;
    job.created = event_.at;
    instance_.jobs[e.key] = std::move(job);
    if (auto* owner = element(e.element)) owner->job = e.key;
  }
  void operator()(const JobCompleted& e) {
    if (auto* owner = owner_of_job(e.key)) keep_result(*owner, e.output);
    remove_job(e.key);
  }
  void operator()(const JobFailed& e) {
    auto* job = find(instance_.jobs, e.key);
    if (!job) return;
    job->attempts_left = e.attempts_left;
    job->state = e.retry_at ? JobState::backing_off : JobState::stuck;
    job->last_error = e.code.empty() ? e.message : e.code + ": " + e.message;
  }
  void operator()(const JobReleased& e) {
    auto* job = find(instance_.jobs, e.key);
    if (!job) return;
    job->attempts_left = e.attempts_left;
    job->state = JobState::ready;
    ++job->attempt;
  }
  void operator()(const JobCancelled& e) { remove_job(e.key); }

  // ── user tasks ──
  void operator()(const UserTaskCreated& e) {
    took(e.key);
    instance_.tasks[e.key] = {e.key, e.element, e.assignee, e.people, e.groups, e.excluded, e.due, e.priority, event_.at};
    if (auto* owner = element(e.element)) owner->task = e.key;
  }
  void operator()(const UserTaskAssigned& e) {
    if (auto* task = find(instance_.tasks, e.key)) task->assignee = e.assignee;
  }
  void operator()(const UserTaskCompleted& e) {
    const auto* task = find(instance_.tasks, e.key);
    if (auto* owner = task ? element(task->element) : nullptr) keep_result(*owner, e.data);
    remove_task(e.key);
  }
  void operator()(const UserTaskCancelled& e) { remove_task(e.key); }

  // ── timers ──
  void operator()(const TimerScheduled& e) {
    took(e.key);
    instance_.timers[e.key] = {e.key, e.element, e.node, e.job, e.due, e.repeats_left, e.period_ms};
    if (auto* owner = element(e.element)) owner->timers.push_back(e.key);
  }
  void operator()(const TimerFired& e) {
    const auto* timer = find(instance_.timers, e.key);
    auto* owner = timer ? element(timer->element) : nullptr;
    // The wait of a catch event is over; a boundary event's or a back-off's timer leaves its activity at work.
    if (owner && timer->job == no_key && timer->node == owner->node) keep_result(*owner, {});
    remove_timer(e.key);
  }
  void operator()(const TimerCancelled& e) { remove_timer(e.key); }

  // ── trouble ──
  void operator()(const ErrorThrown&) {}
  void operator()(const IncidentRaised& e) {
    took(e.key);
    instance_.incidents[e.key] = {e.key, e.element, e.job, e.code, e.message, event_.at};
    if (auto* owner = element(e.element)) owner->incidents.push_back(e.key);
  }
  void operator()(const IncidentResolved& e) {
    const auto* incident = find(instance_.incidents, e.key);
    if (auto* owner = incident ? element(incident->element) : nullptr) std::erase(owner->incidents, e.key);
    instance_.incidents.erase(e.key);
  }

 private:
  template <class Map>
  static typename Map::mapped_type* find(Map& map, LocalKey key) {
    const auto found = map.find(key);
    return found == map.end() ? nullptr : &found->second;
  }
  ElementInstance* element(LocalKey key) { return find(instance_.elements, key); }
  void took(LocalKey key) { instance_.last_key = std::max(instance_.last_key, key); }

  static void consume(ElementInstance& scope, FlowIndex flow) {
    const auto token = scope.taken.find(flow);
    if (token != scope.taken.end() && --token->second == 0) scope.taken.erase(token);
  }
  static void keep_result(ElementInstance& owner, const feel::Value& result) {
    owner.has_result = true;
    owner.result = result;
  }
  ElementInstance* owner_of_job(LocalKey key) {
    const auto* job = find(instance_.jobs, key);
    return job ? element(job->element) : nullptr;
  }
  void remove_element(LocalKey key) {
    const auto* gone = element(key);
    if (!gone) return;
    if (auto* scope = element(gone->scope)) scope->children.erase(key);
    instance_.elements.erase(key);
  }
  void remove_job(LocalKey key) {
    if (auto* owner = owner_of_job(key)) owner->job = no_key;
    instance_.jobs.erase(key);
  }
  void remove_task(LocalKey key) {
    const auto* task = find(instance_.tasks, key);
    if (auto* owner = task ? element(task->element) : nullptr) owner->task = no_key;
    instance_.tasks.erase(key);
  }
  void remove_timer(LocalKey key) {
    const auto* timer = find(instance_.timers, key);
    if (auto* owner = timer ? element(timer->element) : nullptr) std::erase(owner->timers, key);
    instance_.timers.erase(key);
  }
  /// The root element stays: it holds the data of the ended case.
  void end(InstanceState state, NodeIndex ended_at, const std::string& code, const std::string& message) {
    instance_.state = state;
    instance_.ended_at = event_.at;
    instance_.ended_at_node = ended_at;
    instance_.failure_code = code;
    instance_.failure_message = message;
    if (auto* root = element(root_key)) root->taken.clear();
  }

  const model::ProcessDefinition& definition_;
  Instance& instance_;
  const Event& event_;
};

}  // namespace

void apply(const model::ProcessDefinition& definition, Instance& instance, const Event& event) {
  std::visit(Applier(definition, instance, event), event.body);
  instance.seq = event.seq;
}

}  // namespace wf::engine
