// One handler per command: checks everything that can refuse, then emits. An answer means: refused, nothing emitted.
#pragma once
#include "engine/step.hpp"

namespace wf::engine {

using Refusal = std::optional<Rejection>;

Refusal handle(Step& step, const StartInstance& command);
Refusal handle(Step& step, const ClaimTask& command);
Refusal handle(Step& step, const ReleaseTask& command);
Refusal handle(Step& step, const AssignTask& command);
Refusal handle(Step& step, const CompleteTask& command);
Refusal handle(Step& step, const CompleteJob& command);
Refusal handle(Step& step, const FailJob& command);
Refusal handle(Step& step, const ThrowJobError& command);
Refusal handle(Step& step, const FireTimer& command);
Refusal handle(Step& step, const ResolveIncident& command);
Refusal handle(Step& step, const RetryInstance& command);
Refusal handle(Step& step, const CancelInstance& command);
Refusal handle(Step& step, const SetVariables& command);

inline Rejection rejection(std::string code, std::string text) { return {std::move(code), std::move(text), {}}; }
/// Only the daemon and administrators; people come in through tasks.
Refusal unless_system(const Step& step);

}  // namespace wf::engine
