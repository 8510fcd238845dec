// FireTimer: a wait is over, a boundary event happens, a job may be tried again.
#include "engine/commands/handlers.hpp"

namespace wf::engine {

namespace {

void release_job(Step& step, LocalKey key) {
  const Job job = step.instance().jobs.at(key);
  step.emit(JobReleased{key, job.attempts_left});
  step.owe({RunJob{key, job.type, job.input, job.attempt + 1, job.timeout_ms, idempotency_key(step.instance().key, key)}});
}

/// §13.5.3: an interrupting boundary event ends its activity first; both kinds then start their branch.
void fire_boundary(Step& step, const Timer& timer) {
  const auto& node = step.definition().node(timer.node);
  const LocalKey host = timer.element, scope = step.find(host)->scope;
  step.activate_later(scope, timer.node);
  if (node.interrupting) return step.terminate(host);
  if (const auto next = step.next_repeat(timer)) {
    const std::int32_t left = timer.repeats_left < 0 ? timer.repeats_left : timer.repeats_left - 1;
    step.emit(TimerScheduled{step.fresh_key(), host, timer.node, no_key, *next, left, 0});
  } else if (timer.repeats_left != 0) {
    step.raise(no_key, {"TIMER-FAILED", "The repetition of '" + node.id + "' cannot be computed any more, so it does not repeat."});
  }
}

}  // namespace

Refusal handle(Step& step, const FireTimer& command) {
  if (auto refusal = unless_system(step)) return refusal;
  const auto& timers = step.instance().timers;
  const auto found = timers.find(command.timer);
  if (found == timers.end()) return rejection("NOT-FOUND", "There is no timer " + to_text(EntityKey{step.instance().key, command.timer}) + ".");
  const Timer timer = found->second;
  if (timer.due > step.context().now) return rejection("CONFLICT", "The timer is not due yet.");
  const auto* element = step.find(timer.element);
  step.emit(TimerFired{command.timer});
  if (timer.job != no_key) release_job(step, timer.job);
  else if (timer.node == element->node) step.complete(timer.element);
  else fire_boundary(step, timer);
  return std::nullopt;
}

}  // namespace wf::engine
