// Tasks that machines do: script tasks at once, service tasks by a job. BPMN 2.0.2 §13.3.3.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

/// Its assignments are part of leaving it (Step::outputs): when a flow behind it is in trouble, nothing is written yet,
/// and trying again does not count `n + 1` twice.
Tried<void> activate_script_task(Step& step, const ElementInstance& element) {
  step.complete(element.key);
  return {};
}

Tried<void> activate_job_task(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  if (!node.job) return activate_unsupported(step, element);
  auto locals = step.assignments(node.in, element, nullptr);
  if (!locals) return tl::unexpected(locals.error());
  feel::Context own;
  for (const auto& local : *locals) own.set(local.name, local.value);
  const feel::Value over(std::move(own));
  auto input = step.evaluate(node.job->input, element.key, &over);
  if (!input) return tl::unexpected(input.error());
  auto timers = step.boundary_schedules(element);
  if (!timers) return tl::unexpected(timers.error());
  const LocalKey key = element.key;
  for (auto& local : *locals) local.scope = key;
  step.write(*locals);
  step.set_timers(key, *timers);
  const LocalKey job = step.fresh_key();
  step.emit(JobCreated{job, key, node.job->type, *input, node.job->retry.times + 1, node.job->timeout_ms});
  step.owe({RunJob{job, node.job->type, std::move(*input), 1, node.job->timeout_ms, idempotency_key(step.instance().key, job)}});
  return {};
}

}  // namespace wf::engine
