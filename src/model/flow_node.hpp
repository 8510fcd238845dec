// The flow elements of a process (BPMN 2.0.2 §10): one FlowNode type for activities, gateways and events, so that
// the engine can index them. Parts that only some kinds have are optional members.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/formula.hpp"
#include "model/period.hpp"

namespace wf::model {

using NodeIndex = std::uint32_t;  ///< into ProcessDefinition::nodes; 0 is the process itself
using FlowIndex = std::uint32_t;  ///< into ProcessDefinition::flows
inline constexpr NodeIndex process_node = 0;
inline constexpr std::uint32_t no_index = std::numeric_limits<std::uint32_t>::max();

enum class NodeKind : std::uint8_t {
  process,
  task, user_task, manual_task, service_task, script_task, business_rule_task, send_task, receive_task,
  call_activity, sub_process, event_sub_process, transaction, ad_hoc_sub_process,
  exclusive_gateway, parallel_gateway, inclusive_gateway, event_based_gateway, complex_gateway,
  start_event, intermediate_catch_event, intermediate_throw_event, boundary_event, end_event
};
/// The BPMN element name: "userTask", "subProcess" (also for event sub-processes), "process".
std::string_view element_type(NodeKind kind);
bool is_activity(NodeKind kind);
bool is_gateway(NodeKind kind);
/// process and the sub-process kinds: nodes that contain nodes and own variables.
bool is_scope(NodeKind kind);

enum class EventKind : std::uint8_t {
  none, timer, message, signal, error, escalation, conditional, link, compensation, cancel, terminate, multiple, parallel_multiple
};

/// §10.5.5 TimerEventDefinition. `value` gives a moment, a period, or ISO 8601 repetition text (R3/PT10M).
struct TimerDefinition {
  enum class Form : std::uint8_t { date, duration, cycle };
  Form form = Form::duration;
  ValueTree value;
  std::optional<Period> constant;  ///< set when `value` is a constant period, read at validation
};

/// Catching: an empty code catches any error. Throwing: the code thrown.
struct ErrorDefinition {
  std::string code;
  ValueTree message;
};

/// Waiting times between attempts: wait · grow^(n-1), at most at_most, spread by ±jitter of itself.
struct RetryPolicy {
  std::int32_t times = 0;  ///< further attempts after the first
  std::int64_t wait_ms = 30'000;
  double grow = 2.0;
  std::int64_t at_most_ms = 3'600'000;
  double jitter = 0.1;
};

/// A call to a connector ("http") or a job type for outside workers. `input` is computed at activation.
struct JobDefinition {
  std::string type;
  ValueTree input;
  RetryPolicy retry;
  std::int64_t timeout_ms = 30'000;
};

struct UserTaskDefinition {
  bool approval = false;            ///< `approve`: the data have an `outcome`, approve or reject or a word of the form
  std::vector<std::string> outcomes = {};  ///< allowed outcomes of an approval; empty: approve, reject
  ValueTree by;                     ///< person or group: "group:x", "person:x", a role's name resolved at lowering to its value
  std::vector<ValueTree> not_by;
  std::string form;                 ///< name in ProcessDefinition::forms, or empty
  std::optional<TimerDefinition> due;
  ValueTree priority;
};

struct FlowNode {
  std::string id;
  std::string name;
  std::string documentation;
  NodeKind kind = NodeKind::task;
  EventKind event = EventKind::none;
  NodeIndex parent = process_node;      ///< the scope it lies in
  NodeIndex attached_to = no_index;     ///< boundary events: their activity
  bool interrupting = true;             ///< boundary events and starts of event sub-processes
  std::vector<FlowIndex> incoming, outgoing;
  FlowIndex default_flow = no_index;
  std::vector<NodeIndex> children;          ///< scopes: everything directly inside, in order of the file
  std::vector<NodeIndex> boundary_events;   ///< activities
  NodeIndex start = no_index;               ///< scopes: the plain (none) start event, if there is one

  std::optional<TimerDefinition> timer;
  std::optional<ErrorDefinition> error;
  std::optional<UserTaskDefinition> user_task;
  std::optional<JobDefinition> job;
  std::string form;                      ///< start events: form of the start, name in ProcessDefinition::forms
  std::vector<Assignment> assignments;   ///< script tasks: `set`
  std::vector<Assignment> in;            ///< local variables at activation
  std::vector<Assignment> out;           ///< variables written at completion, read over the result
  std::string into;                      ///< variable that takes the whole result
  bool writes_result = false;            ///< imported nodes without mapping: every member of the result is written
  SourceRef where;                       ///< the id in the file
};

/// §10.6.1. `condition` is absent on unconditional and default flows.
struct SequenceFlow {
  std::string id;
  std::string name;
  NodeIndex source = no_index;
  NodeIndex target = no_index;
  std::optional<Formula> condition;
  SourceRef where;
};

}  // namespace wf::model
