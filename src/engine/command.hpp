// Commands: what the outside asks of an instance, in the imperative. Each is either carried out or rejected whole.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "engine/key.hpp"
#include "feel/value.hpp"

namespace wf::engine {

/// On an Instance in state `created`.
struct StartInstance {
  std::int64_t definition = 0;  ///< key of the deployed version
  std::string start_at;         ///< id of a start event; empty: the only one without trigger
  feel::Value data;             ///< context: content of the start form, or variables where there is no form
  std::string business_key;
};
struct ClaimTask { LocalKey task = no_key; };
struct ReleaseTask { LocalKey task = no_key; };
struct AssignTask { LocalKey task = no_key; std::string assignee; };
struct CompleteTask { LocalKey task = no_key; feel::Value data; };
struct CompleteJob { LocalKey job = no_key; feel::Value output; };
/// `retry` false: no further attempt, whatever is left. `retry_after_ms` overrides the policy's waiting time.
struct FailJob { LocalKey job = no_key; std::string code, message; bool retry = true; std::optional<std::int64_t> retry_after_ms; };
/// A BPMN error: leaves over a catching `instead: error`.
struct ThrowJobError { LocalKey job = no_key; std::string code, message; feel::Value data; };
struct FireTimer { LocalKey timer = no_key; };
/// Tries the stuck element or job again.
struct ResolveIncident { LocalKey incident = no_key; };
/// All incidents of the case.
struct RetryInstance {};
struct CancelInstance { std::string reason; };
struct SetVariables { LocalKey scope = root_key; feel::Value values; };

struct Command {
  using Body = std::variant<StartInstance, ClaimTask, ReleaseTask, AssignTask, CompleteTask, CompleteJob, FailJob, ThrowJobError,
                            FireTimer, ResolveIncident, RetryInstance, CancelInstance, SetVariables>;
  Body body;
};
std::string_view command_name(const Command& command);

}  // namespace wf::engine
