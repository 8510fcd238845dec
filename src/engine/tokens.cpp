// Tokens: how they move, join and end. BPMN 2.0.2 §13.3.1 (sequence flow), §13.4 (gateways), §13.3.4 (sub-process).
#include <algorithm>

#include "base/assert.hpp"
#include "engine/elements/behaviour.hpp"
#include "engine/step.hpp"

namespace wf::engine {

void Step::append(EventBody::Variant body) {
  Event event;
  event.seq = instance_.seq + 1;
  event.at = context_.now;
  event.by = context_.actor.id;
  event.body = std::move(body);
  apply(definition_, instance_, event);
  outcome_.events.push_back(std::move(event));
}

void Step::take(LocalKey scope, FlowIndex flow) {
  emit(FlowTaken{scope, flow});
  work_.push_back(Arrive{scope, flow});
}

void Step::activate_later(LocalKey scope, NodeIndex node) { work_.push_back(Activate{scope, node}); }

void Step::run() {
  while (!work_.empty() && instance_.is_live()) {
    const Work work = work_.front();
    work_.pop_front();
    std::visit([this](const auto& w) { carry_out(w); }, work);
  }
  if (!out_of_steps_ || !instance_.is_live()) return;
  raise(no_key, {"ENDLESS-LOOP", "The case moved through " + std::to_string(limits_.steps) + " steps without waiting for anything. Is there a loop without a task? Correct the workflow, or try again to let it go on for as many steps."});
}

void Step::carry_out(const Arrive& arrive) {
  const auto* scope = find(arrive.scope);
  if (!scope || !scope->taken.contains(arrive.flow)) return;  // the scope was left, or a join consumed the token
  // Beyond the limit tokens stay on their flows, where a later retry finds them.
  if (++steps_ > limits_.steps) {
    out_of_steps_ = true;
    return;
  }
  const NodeIndex target = definition_.flow(arrive.flow).target;
  const auto& node = definition_.node(target);
  const bool joins = node.kind == model::NodeKind::parallel_gateway && node.incoming.size() > 1;
  if (!joins) return activate(arrive.scope, target, arrive.flow);
  // §13.4.1: one token on each incoming flow; surplus tokens stay.
  const bool complete = std::all_of(node.incoming.begin(), node.incoming.end(), [&](FlowIndex flow) { return scope->taken.contains(flow); });
  if (complete) activate(arrive.scope, target, model::no_index);
}

void Step::carry_out(const Activate& work) {
  if (find(work.scope)) activate(work.scope, work.node, model::no_index);
}

void Step::carry_out(const Complete& work) {
  if (find(work.element)) complete(work.element);
}

void Step::activate(LocalKey scope, NodeIndex node, FlowIndex via) {
  if (static_cast<std::int64_t>(instance_.elements.size()) >= limits_.elements) {
    return raise(no_key, {"TOO-MANY-ELEMENTS", "The case has " + std::to_string(limits_.elements) + " steps active at once, which is the limit."});
  }
  const LocalKey key = fresh_key();
  emit(ElementActivated{key, scope, node, via});
  const auto* element = find(key);
  WF_ASSERT(element);
  if (auto done = behaviour_of(definition_.node(node).kind)(*this, *element); !done) raise(key, done.error());
}

void Step::repeat(LocalKey key) {
  const auto* element = find(key);
  if (!element) return;
  const auto& node = node_of(*element);
  const bool was_leaving = element->has_result || (model::is_scope(node.kind) && element->started);
  if (was_leaving) return complete(key);
  if (auto done = behaviour_of(node.kind)(*this, *element); !done) raise(key, done.error());
}

void Step::resume_tokens() {
  for (const auto& [key, element] : instance_.elements) {
    for (const auto& [flow, count] : element.taken) {
      for (std::uint32_t i = 0; i < count; ++i) work_.push_back(Arrive{key, flow});
    }
  }
}

/// §13.3.2: flows without condition always, those with a true condition, the default when no condition is true.
Tried<std::vector<FlowIndex>> Step::outgoing(const ElementInstance& element, const feel::Value* over) const {
  const auto& node = node_of(element);
  std::vector<FlowIndex> taken;
  bool any_condition = false, any_true = false;
  for (const auto index : node.outgoing) {
    const auto& flow = definition_.flow(index);
    if (index == node.default_flow) continue;
    if (!flow.condition) {
      taken.push_back(index);
      continue;
    }
    any_condition = true;
    auto is_true = holds(*flow.condition, element.key, over);
    if (!is_true) return tl::unexpected(is_true.error());
    if (*is_true) taken.push_back(index), any_true = true;
  }
  if (!any_true && node.default_flow != model::no_index) taken.push_back(node.default_flow);
  if (taken.empty() && any_condition) return trouble("NO-FLOW", "After '" + node.id + "' no condition is true and there is no 'else'. Add an 'else', or correct the data and try again.");
  return taken;
}

void Step::complete(LocalKey key) {
  const auto* element = find(key);
  WF_ASSERT(element);
  auto writes = outputs(*element);
  if (!writes) return raise(key, writes.error());
  // The conditions of the flows see the data that the element writes; but nothing is written before all is known, so
  // that a repetition after an incident starts from the same data.
  feel::Context written;
  for (const auto& one : *writes) written.set(one.name, one.value);
  const feel::Value over(std::move(written));
  auto flows = outgoing(*element, &over);
  if (!flows) return raise(key, flows.error());
  write(*writes);
  complete_with(key, *flows);
}

void Step::leave_quietly(LocalKey key) {
  // A copy: each cancellation changes the list.
  const std::vector<LocalKey> timers = find(key)->timers;
  for (const auto timer : timers) emit(TimerCancelled{timer});
  const std::vector<LocalKey> incidents = find(key)->incidents;
  for (const auto incident : incidents) emit(IncidentResolved{incident});
}

void Step::complete_with(LocalKey key, const std::vector<FlowIndex>& flows) {
  leave_quietly(key);
  const auto* element = find(key);
  const LocalKey scope = element->scope;
  const auto& node = node_of(*element);
  if (node.kind == model::NodeKind::end_event && scope == root_key) last_end_ = element->node;
  emit(ElementCompleted{key});
  for (const auto flow : flows) take(scope, flow);
  if (flows.empty()) check_scope(scope);
}

void Step::check_scope(LocalKey key) {
  const auto* scope = find(key);
  if (!scope || !scope->children.empty() || !scope->taken.empty()) return;
  for (const auto& work : work_) {
    if (const auto* pending = std::get_if<Activate>(&work); pending && pending->scope == key) return;
  }
  if (key == root_key) return end_process(ProcessCompleted{last_end_});
  work_.push_back(Complete{key});
}

void Step::complete_scope_now(LocalKey scope) {
  terminate_contents(scope);
  // What was about to move inside must not: it would live on without its scope.
  std::erase_if(work_, [scope](const Work& work) {
    if (const auto* arrive = std::get_if<Arrive>(&work)) return arrive->scope == scope;
    const auto* begin = std::get_if<Activate>(&work);
    return begin && begin->scope == scope;
  });
  work_.push_back(Complete{scope});
}

void Step::terminate_contents(LocalKey scope) {
  const auto* found = find(scope);
  if (!found) return;
  const std::vector<LocalKey> children(found->children.begin(), found->children.end());
  for (const auto child : children) terminate(child);
}

void Step::terminate(LocalKey top) {
  // Depth first without recursion: an element ends when nothing is left in it.
  std::vector<LocalKey> open{top};
  while (!open.empty()) {
    const LocalKey key = open.back();
    const auto* element = find(key);
    if (!element) {
      open.pop_back();
      continue;
    }
    if (!element->children.empty()) {
      open.insert(open.end(), element->children.rbegin(), element->children.rend());
      continue;
    }
    if (element->job != no_key) emit(JobCancelled{element->job});
    if (element->task != no_key) emit(UserTaskCancelled{find(key)->task});
    leave_quietly(key);
    emit(ElementTerminated{key});
    open.pop_back();
  }
}

Outcome Step::finish() {
  run();
  // A job that was cancelled within the same step is not owed any more.
  std::erase_if(outcome_.effects, [this](const Effect& effect) {
    const auto* job = std::get_if<RunJob>(&effect.body);
    const auto found = job ? instance_.jobs.find(job->job) : instance_.jobs.end();
    return found == instance_.jobs.end() || found->second.state != JobState::ready;
  });
  return std::move(outcome_);
}

}  // namespace wf::engine
