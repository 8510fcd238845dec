// Instance: the state of one case = what is active, which flows are taken, variables, jobs, tasks, timers, incidents.
// Changed by apply() only. A value: comparable, so that replay can be checked.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "engine/key.hpp"
#include "feel/value.hpp"
#include "model/flow_node.hpp"

namespace wf::engine {

using model::FlowIndex;
using model::NodeIndex;

enum class InstanceState : std::uint8_t { created, active, completed, terminated, failed };
std::string_view state_name(InstanceState state);  ///< "active" …

/// One running element. Scopes (process, sub-process) own variables and taken flows; tasks own their `in` variables.
struct ElementInstance {
  LocalKey key = no_key;
  LocalKey scope = no_key;  ///< the element instance it lies in; no_key for the root
  NodeIndex node = model::no_index;
  feel::Context variables;
  std::map<FlowIndex, std::uint32_t> taken;  ///< tokens on flows that no element has consumed yet
  std::set<LocalKey> children;               ///< element instances directly inside
  bool started = false;                      ///< scopes: something was active inside already
  bool has_result = false;                   ///< the work is done, leaving failed or is under way
  feel::Value result;                        ///< what the job or the person gave, kept until the element is left
  LocalKey job = no_key, task = no_key;      ///< open ones of this element
  std::vector<LocalKey> timers, incidents;   ///< open ones of this element
  bool operator==(const ElementInstance&) const = default;
};

enum class JobState : std::uint8_t { ready, backing_off, stuck };
struct Job {
  LocalKey key = no_key;
  LocalKey element = no_key;
  std::string type;
  feel::Value input;
  std::int32_t attempts_left = 1;
  std::int32_t attempt = 1;  ///< counts from 1; part of the idempotency key only where the job says so
  std::int64_t timeout_ms = 0;
  JobState state = JobState::ready;
  Instant created;
  std::string last_error;    ///< "CODE: message" of the latest failure; kept while the next attempt runs
  bool operator==(const Job&) const = default;
};

struct UserTask {
  LocalKey key = no_key;
  LocalKey element = no_key;
  std::string assignee;
  std::vector<std::string> people, groups, excluded;
  std::optional<Instant> due;
  std::int32_t priority = 0;
  Instant created;
  bool operator==(const UserTask&) const = default;
};

struct Timer {
  LocalKey key = no_key;
  LocalKey element = no_key;
  NodeIndex node = model::no_index;
  LocalKey job = no_key;
  Instant due;
  std::int32_t repeats_left = 0;
  std::int64_t period_ms = 0;
  bool operator==(const Timer&) const = default;
};

struct Incident {
  LocalKey key = no_key;
  LocalKey element = no_key;
  LocalKey job = no_key;
  std::string code, message;
  Instant at;
  bool operator==(const Incident&) const = default;
};

struct Instance {
  InstanceKey key = 0;
  std::string workflow;
  std::int64_t definition = 0;
  InstanceState state = InstanceState::created;
  std::string business_key;
  std::string started_by;
  Instant started_at, ended_at;
  NodeIndex ended_at_node = model::no_index;
  std::string failure_code, failure_message;  ///< of failed ones; failure_message also holds the reason of a termination
  std::uint64_t seq = 0;                      ///< of the last applied event; the version for optimistic locking
  LocalKey last_key = 0;                      ///< highest local key given out
  std::map<LocalKey, ElementInstance> elements;
  std::map<LocalKey, Job> jobs;
  std::map<LocalKey, UserTask> tasks;
  std::map<LocalKey, Timer> timers;
  std::map<LocalKey, Incident> incidents;

  bool is_live() const { return state == InstanceState::active; }
  const ElementInstance* find_element(LocalKey element) const;
  /// The variable as seen from an element: the nearest scope that has it. Null pointer where none has.
  const feel::Value* find_variable(LocalKey from, std::string_view name) const;
  bool operator==(const Instance&) const = default;
};

}  // namespace wf::engine
