// Answers of machines: done, failed, or a BPMN error.
#include <algorithm>
#include <cmath>

#include "engine/commands/handlers.hpp"

namespace wf::engine {

namespace {

struct Found {
  const Job* job = nullptr;
  Refusal refusal;
};

Found find_job(const Step& step, LocalKey key) {
  if (auto refusal = unless_system(step)) return {nullptr, refusal};
  const auto& jobs = step.instance().jobs;
  const auto found = jobs.find(key);
  if (found != jobs.end()) return {&found->second, std::nullopt};
  const std::string name = to_text(EntityKey{step.instance().key, key});
  if (key <= step.instance().last_key) return {nullptr, rejection("CONFLICT", "Job " + name + " is not open any more; a late answer changes nothing.")};
  return {nullptr, rejection("NOT-FOUND", "There is no job " + name + ".")};
}

/// Back-offs and incidents of the job: an answer ends both.
void settle(Step& step, LocalKey job) {
  const auto& instance = step.instance();
  const auto found = instance.jobs.find(job);
  const auto* element = step.find(found->second.element);
  for (const auto timer : std::vector<LocalKey>(element->timers)) {
    if (instance.timers.at(timer).job == job) step.emit(TimerCancelled{timer});
  }
  for (const auto incident : std::vector<LocalKey>(step.find(found->second.element)->incidents)) {
    if (instance.incidents.at(incident).job == job) step.emit(IncidentResolved{incident});
  }
}

/// A number from 0 to 1 that is the same whenever the step is repeated: advance has no randomness of its own.
double steady_fraction(InstanceKey instance, LocalKey job, std::int32_t attempt) {
  std::uint64_t x = static_cast<std::uint64_t>(instance) * 0x9E3779B97F4A7C15ULL + job * 0xBF58476D1CE4E5B9ULL + static_cast<std::uint64_t>(attempt);
  x ^= x >> 30, x *= 0xBF58476D1CE4E5B9ULL, x ^= x >> 27, x *= 0x94D049BB133111EBULL, x ^= x >> 31;  // SplitMix64's mixer
  return static_cast<double>(x >> 11) / 9007199254740992.0;
}

std::int64_t back_off_ms(const model::RetryPolicy& policy, InstanceKey instance, const Job& job) {
  const double grown = static_cast<double>(policy.wait_ms) * std::pow(policy.grow, job.attempt - 1);
  const double capped = std::min(grown, static_cast<double>(policy.at_most_ms));
  const double spread = 1.0 + policy.jitter * (2.0 * steady_fraction(instance, job.key, job.attempt) - 1.0);
  return static_cast<std::int64_t>(capped * spread);
}

}  // namespace

Refusal handle(Step& step, const CompleteJob& command) {
  const auto found = find_job(step, command.job);
  if (!found.job) return found.refusal;
  const LocalKey element = found.job->element;
  settle(step, command.job);
  step.emit(JobCompleted{command.job, command.output});
  step.complete(element);
  return std::nullopt;
}

Refusal handle(Step& step, const FailJob& command) {
  const auto found = find_job(step, command.job);
  if (!found.job) return found.refusal;
  const Job job = *found.job;
  if (job.state != JobState::ready) return rejection("CONFLICT", "Job " + to_text(EntityKey{step.instance().key, job.key}) + " is not being tried at the moment.");
  const auto& policy = step.node_of(*step.find(job.element)).job->retry;
  const std::int32_t left = command.retry ? job.attempts_left - 1 : 0;
  if (left > 0) {
    const std::int64_t wait = command.retry_after_ms.value_or(back_off_ms(policy, step.instance().key, job));
    const Instant at{step.context().now.ms + std::max<std::int64_t>(0, wait)};
    step.emit(JobFailed{job.key, command.code, command.message, left, at});
    step.emit(TimerScheduled{step.fresh_key(), job.element, step.find(job.element)->node, job.key, at, 0, 0});
    return std::nullopt;
  }
  step.emit(JobFailed{job.key, command.code, command.message, 0, std::nullopt});
  const std::string what = command.message.empty() ? (command.code.empty() ? "The job failed." : "The job failed with " + command.code + ".") : command.message;
  step.raise(job.element, {command.code.empty() ? "JOB-FAILED" : command.code, what}, job.key);
  return std::nullopt;
}

Refusal handle(Step& step, const ThrowJobError& command) {
  const auto found = find_job(step, command.job);
  if (!found.job) return found.refusal;
  if (command.code.empty()) return rejection("INVALID", "An error needs a code.");
  step.throw_error(found.job->element, command.code, command.message);
  return std::nullopt;
}

}  // namespace wf::engine
