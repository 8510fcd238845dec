// What an operator does to a case: resolve incidents, cancel, set variables.
#include "engine/commands/handlers.hpp"

namespace wf::engine {

namespace {

/// Takes the incident away and does again what it stopped.
void resolve(Step& step, LocalKey key) {
  const Incident incident = step.instance().incidents.at(key);
  step.emit(IncidentResolved{key});
  if (incident.job != no_key) {
    const auto found = step.instance().jobs.find(incident.job);
    if (found == step.instance().jobs.end()) return;
    const Job job = found->second;
    const auto& policy = step.node_of(*step.find(job.element)).job->retry;
    step.emit(JobReleased{job.key, policy.times + 1});
    step.owe({RunJob{job.key, job.type, job.input, job.attempt + 1, job.timeout_ms, idempotency_key(step.instance().key, job.key)}});
  } else if (incident.element != no_key) {
    step.repeat(incident.element);
  } else {
    step.resume_tokens();
  }
}

}  // namespace

Refusal handle(Step& step, const ResolveIncident& command) {
  if (auto refusal = unless_system(step)) return refusal;
  if (!step.instance().incidents.contains(command.incident)) {
    const std::string name = to_text(EntityKey{step.instance().key, command.incident});
    if (command.incident <= step.instance().last_key) return rejection("CONFLICT", "Incident " + name + " is not open any more.");
    return rejection("NOT-FOUND", "There is no incident " + name + ".");
  }
  resolve(step, command.incident);
  return std::nullopt;
}

Refusal handle(Step& step, const RetryInstance&) {
  if (auto refusal = unless_system(step)) return refusal;
  std::vector<LocalKey> open;
  for (const auto& [key, incident] : step.instance().incidents) open.push_back(key);
  if (open.empty()) return rejection("CONFLICT", "The case has no incident: there is nothing to try again.");
  for (const auto key : open) {
    // Repeating one may have ended the scope of another.
    if (step.instance().is_live() && step.instance().incidents.contains(key)) resolve(step, key);
  }
  return std::nullopt;
}

Refusal handle(Step& step, const CancelInstance& command) {
  if (auto refusal = unless_system(step)) return refusal;
  step.end_process(ProcessTerminated{model::no_index, command.reason});
  return std::nullopt;
}

Refusal handle(Step& step, const SetVariables& command) {
  if (auto refusal = unless_system(step)) return refusal;
  const auto* values = command.values.as_context();
  if (!values) return rejection("INVALID", "The values must be an object: name and value of each variable.");
  const auto* scope = step.find(command.scope);
  if (!scope) return rejection("NOT-FOUND", "There is no such scope in the case.");
  std::vector<Step::Write> writes;
  for (const auto& entry : values->entries()) {
    if (entry.name.empty()) return rejection("INVALID", "A variable needs a name.");
    writes.push_back({command.scope, entry.name, entry.value});
  }
  step.write(writes);
  return std::nullopt;
}

}  // namespace wf::engine
