// Rows: what readers list and filter; projected from events at commit. Also the plain records of administration.
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "engine/instance.hpp"
#include "engine/key.hpp"
#include "feel/value.hpp"

namespace wf::store {

using engine::EntityKey;
using engine::InstanceKey;

struct InstanceRow {
  InstanceKey key = 0;
  std::string workflow;
  std::int64_t definition = 0;
  std::int64_t version = 0;        ///< number of the version within its workflow
  std::string business_key;
  engine::InstanceState state = engine::InstanceState::active;
  std::string started_by;
  Instant started_at;
  std::optional<Instant> ended_at;
  std::string ended_at_element;    ///< id of the end event, or empty
  std::string failure;             ///< "CODE: message" of failed ones, reason of terminated ones
  Instant updated_at;
  std::uint64_t seq = 0;
  std::int64_t open_incidents = 0;
  bool operator==(const InstanceRow&) const = default;
};

enum class TaskState : std::uint8_t { open, completed, cancelled };
struct TaskRow {
  EntityKey key;
  std::string workflow;
  std::string element;             ///< id of the step
  std::string name;                ///< human name of the step
  std::string business_key;
  TaskState state = TaskState::open;
  std::string assignee;
  std::vector<std::string> people, groups, excluded;
  Instant created_at;
  std::optional<Instant> due;
  std::optional<Instant> ended_at;
  std::string completed_by;
  std::int32_t priority = 0;
  bool operator==(const TaskRow&) const = default;
};

struct JobRow {
  EntityKey key;
  std::string workflow, element, type;
  engine::JobState state = engine::JobState::ready;
  std::int32_t attempts_left = 1;
  std::int32_t attempt = 1;
  Instant created_at;
  std::int64_t timeout_ms = 0;
  std::string last_error;
  feel::Value input;
  bool operator==(const JobRow&) const = default;
};

struct TimerRow {
  EntityKey key;
  Instant due;
  bool operator==(const TimerRow&) const = default;
};

struct IncidentRow {
  EntityKey key;
  std::string workflow, element, code, message, business_key;
  Instant at;
  std::optional<Instant> resolved_at;
  bool operator==(const IncidentRow&) const = default;
};

/// A task row that stays as a record of what was done. `assignee` and candidates remain as they were.
struct TaskEnd {
  EntityKey key;
  TaskState state = TaskState::completed;
  Instant at;
  std::string completed_by;            ///< empty for cancelled ones
  bool operator==(const TaskEnd&) const = default;
};
struct IncidentEnd {
  EntityKey key;
  Instant at;
  bool operator==(const IncidentEnd&) const = default;
};

/// What one commit does to the rows of one instance. Open jobs and timers exist as rows; ended ones are deleted.
/// Carried out in this order; an end or a deletion of what is not there changes nothing.
struct RowChanges {
  std::optional<InstanceRow> instance;
  std::vector<TaskRow> tasks;          ///< insert or replace
  std::vector<TaskEnd> tasks_ended;
  std::vector<JobRow> jobs;            ///< insert or replace
  std::vector<EntityKey> jobs_gone;
  std::vector<TimerRow> timers;        ///< insert or replace
  std::vector<EntityKey> timers_gone;
  std::vector<IncidentRow> incidents;  ///< insert or replace
  std::vector<IncidentEnd> incidents_resolved;
};

struct DefinitionRow {
  std::int64_t key = 0;
  std::string workflow;
  std::int64_t version = 0;            ///< 1, 2, … within the workflow
  std::string label;                   ///< `version:` of the file
  std::string name;
  std::string digest;
  std::string entry;                   ///< path of the workflow file within `files`
  std::map<std::string, std::string> files;
  Instant deployed_at;
  std::string deployed_by;
  std::string message;                 ///< why, e.g. a commit id
  bool operator==(const DefinitionRow&) const = default;
};

enum class RightsRole : std::uint8_t { viewer, user, designer, operator_, admin };
struct PersonRow {
  std::string id;                      ///< "anna"
  std::string name, email;
  std::string manager;                 ///< person id, or empty
  std::vector<std::string> groups;
  std::vector<RightsRole> roles;
  bool active = true;
  std::uint64_t version = 1;           ///< for ETag and If-Match
  bool operator==(const PersonRow&) const = default;
};

/// Only the hash of a token is stored.
struct TokenRow {
  std::int64_t id = 0;
  std::string hash;                    ///< SHA-256 of the secret, hexadecimal
  std::string person;
  std::string name;                    ///< what it is for
  std::vector<RightsRole> roles;       ///< at most those of the person; empty: all of them
  Instant created_at;
  std::optional<Instant> expires_at;
  std::optional<Instant> revoked_at;
  bool operator==(const TokenRow&) const = default;
};

std::string_view role_name(RightsRole role);  ///< "viewer", "user", "designer", "operator", "admin"
std::optional<RightsRole> parse_role(std::string_view name);

}  // namespace wf::store
