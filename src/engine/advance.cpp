// The door: which state takes which command, then the handler, then the work it set off.
#include "engine/advance.hpp"

#include "engine/commands/handlers.hpp"
#include "engine/step.hpp"

namespace wf::engine {

tl::expected<Outcome, Rejection> advance(const model::ProcessDefinition& definition, Instance& instance, const Command& command,
                                         const Context& context, const Limits& limits) {
  const bool starts = std::holds_alternative<StartInstance>(command.body);
  if (starts && instance.state != InstanceState::created) return tl::unexpected(rejection("CONFLICT", "The case has been started already."));
  if (!starts && !instance.is_live()) {
    return tl::unexpected(rejection("CONFLICT", "The case is " + std::string(state_name(instance.state)) + ": nothing in it can be changed any more."));
  }
  Step step(definition, instance, context, limits);
  auto refusal = std::visit([&](const auto& body) { return handle(step, body); }, command.body);
  if (refusal) return tl::unexpected(std::move(*refusal));
  return step.finish();
}

std::string idempotency_key(InstanceKey instance, LocalKey job) { return "wf-" + to_text({instance, job}); }

std::vector<Effect> owed_effects(const Instance& instance) {
  std::vector<Effect> effects;
  for (const auto& [key, job] : instance.jobs) {
    if (job.state == JobState::ready) effects.push_back({RunJob{key, job.type, job.input, job.attempt, job.timeout_ms, idempotency_key(instance.key, key)}});
  }
  return effects;
}

Refusal unless_system(const Step& step) {
  if (step.context().actor.system) return std::nullopt;
  return rejection("FORBIDDEN", "Only an operator may do this.");
}

}  // namespace wf::engine
