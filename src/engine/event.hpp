// Events: everything that ever changes an instance, as past participles. Frozen once released: fields may be added,
// never renamed or given another meaning (codec/upcast reads older ones). Not for effects (effect.hpp).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "engine/key.hpp"
#include "feel/value.hpp"
#include "model/flow_node.hpp"

namespace wf::engine {

using model::FlowIndex;
using model::NodeIndex;

// ── the process ──
struct ProcessStarted {
  std::string workflow;        ///< id of the definition
  std::int64_t definition = 0; ///< key of the deployed version
  NodeIndex start = model::no_index;
  std::string business_key;    ///< free text by which people find the case; may be empty
  bool operator==(const ProcessStarted&) const = default;
};
struct ProcessCompleted { NodeIndex ended_at = model::no_index; bool operator==(const ProcessCompleted&) const = default; };
/// By a terminate end event (ended_at set) or by a person (reason set).
struct ProcessTerminated { NodeIndex ended_at = model::no_index; std::string reason; bool operator==(const ProcessTerminated&) const = default; };
struct ProcessFailed { NodeIndex ended_at = model::no_index; std::string code, message; bool operator==(const ProcessFailed&) const = default; };

// ── elements and tokens ──
/// Consumes the taken flow `via` of the scope; a joining gateway (via = no_index and incoming flows) one of each.
struct ElementActivated { LocalKey key = no_key; LocalKey scope = no_key; NodeIndex node = model::no_index; FlowIndex via = model::no_index; bool operator==(const ElementActivated&) const = default; };
struct ElementCompleted { LocalKey key = no_key; bool operator==(const ElementCompleted&) const = default; };
struct ElementTerminated { LocalKey key = no_key; bool operator==(const ElementTerminated&) const = default; };
struct FlowTaken { LocalKey scope = no_key; FlowIndex flow = model::no_index; bool operator==(const FlowTaken&) const = default; };

// ── data ──
/// Creates or replaces the variable in the scope of element `scope`.
struct VariableSet { LocalKey scope = no_key; std::string name; feel::Value value; bool operator==(const VariableSet&) const = default; };

// ── jobs ──
struct JobCreated { LocalKey key = no_key; LocalKey element = no_key; std::string type; feel::Value input; std::int32_t attempts_left = 1; std::int64_t timeout_ms = 0; bool operator==(const JobCreated&) const = default; };
struct JobCompleted { LocalKey key = no_key; feel::Value output; bool operator==(const JobCompleted&) const = default; };
/// The job waits until `retry_at`, or, without it, for a person (an incident follows).
struct JobFailed { LocalKey key = no_key; std::string code, message; std::int32_t attempts_left = 0; std::optional<Instant> retry_at; bool operator==(const JobFailed&) const = default; };
/// Back-off is over, or a person resolved the incident: the job may run again.
struct JobReleased { LocalKey key = no_key; std::int32_t attempts_left = 1; bool operator==(const JobReleased&) const = default; };
struct JobCancelled { LocalKey key = no_key; bool operator==(const JobCancelled&) const = default; };

// ── user tasks ──
struct UserTaskCreated {
  LocalKey key = no_key;
  LocalKey element = no_key;
  std::string assignee;                  ///< person id, or empty: open to the candidates
  std::vector<std::string> people;       ///< candidate persons
  std::vector<std::string> groups;       ///< candidate groups
  std::vector<std::string> excluded;     ///< persons who must not decide (separation of duties)
  std::optional<Instant> due;
  std::int32_t priority = 0;
  bool operator==(const UserTaskCreated&) const = default;
};
/// Claimed, handed over, or (empty assignee) released.
struct UserTaskAssigned { LocalKey key = no_key; std::string assignee; bool operator==(const UserTaskAssigned&) const = default; };
struct UserTaskCompleted { LocalKey key = no_key; feel::Value data; bool operator==(const UserTaskCompleted&) const = default; };
struct UserTaskCancelled { LocalKey key = no_key; bool operator==(const UserTaskCancelled&) const = default; };

// ── timers ──
/// For element `element`: its own wait (node = its node), a boundary event (node = the boundary), or the back-off of `job`.
struct TimerScheduled { LocalKey key = no_key; LocalKey element = no_key; NodeIndex node = model::no_index; LocalKey job = no_key; Instant due; std::int32_t repeats_left = 0; std::int64_t period_ms = 0; bool operator==(const TimerScheduled&) const = default; };
struct TimerFired { LocalKey key = no_key; bool operator==(const TimerFired&) const = default; };
struct TimerCancelled { LocalKey key = no_key; bool operator==(const TimerCancelled&) const = default; };

// ── trouble ──
/// `caught_by` is the catching boundary or start event, no_index where nobody catches.
struct ErrorThrown { LocalKey element = no_key; std::string code, message; NodeIndex caught_by = model::no_index; bool operator==(const ErrorThrown&) const = default; };
/// The element (or job) is stuck until a person repairs it. `code` groups causes.
struct IncidentRaised { LocalKey key = no_key; LocalKey element = no_key; LocalKey job = no_key; std::string code, message; bool operator==(const IncidentRaised&) const = default; };
struct IncidentResolved { LocalKey key = no_key; bool operator==(const IncidentResolved&) const = default; };

struct EventBody {
  using Variant =
      std::variant<ProcessStarted, ProcessCompleted, ProcessTerminated, ProcessFailed, ElementActivated, ElementCompleted,
                   ElementTerminated, FlowTaken, VariableSet, JobCreated, JobCompleted, JobFailed, JobReleased, JobCancelled,
                   UserTaskCreated, UserTaskAssigned, UserTaskCompleted, UserTaskCancelled, TimerScheduled, TimerFired,
                   TimerCancelled, ErrorThrown, IncidentRaised, IncidentResolved>;
};

/// `seq` counts from 1 within the instance without gaps; `by` is a person id, "timer", "worker:<id>" or "system".
struct Event {
  std::uint64_t seq = 0;
  Instant at;
  std::uint16_t version = 1;
  std::string by;
  EventBody::Variant body;
  bool operator==(const Event&) const = default;
};

/// "ElementActivated", the name of the body's type.
std::string_view event_name(const Event& event);

}  // namespace wf::engine
