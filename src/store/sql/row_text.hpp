// Columns to rows and back: lists and values as JSON, and the reading of each kind of row.
#pragma once
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include "store/rows.hpp"
#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace wf::store::sql {

std::string list_text(const std::vector<std::string>& list);
std::string roles_text(const std::vector<RightsRole>& roles);
std::string value_text(const feel::Value& value);

inline std::optional<std::int64_t> ms_of(const std::optional<Instant>& moment) {
  return moment ? std::optional<std::int64_t>(moment->ms) : std::nullopt;
}

// The column lists below and the functions that read them belong together. A malformed column is a failure of the
// connection (WF-STORE-012).
#define WF_INSTANCE_COLUMNS                                                                                             \
  "key, workflow, definition, version, business_key, state, started_by, started_at, ended_at, ended_at_element, "      \
  "failure, updated_at, seq, open_incidents"
#define WF_TASK_COLUMNS                                                                                                 \
  "t.instance, t.local, t.workflow, t.element, t.name, t.business_key, t.state, t.assignee, t.people, t.groups, "      \
  "t.excluded, t.created_at, t.ended_at, t.completed_by, t.rank_priority, t.rank_due"
#define WF_JOB_COLUMNS                                                                                                  \
  "instance, local, workflow, element, type, state, attempts_left, attempt, created_at, timeout_ms, last_error, input"
#define WF_INCIDENT_COLUMNS "instance, local, workflow, element, code, message, business_key, at, resolved_at"
#define WF_DEFINITION_COLUMNS "key, workflow, version, label, name, digest, entry, deployed_at, deployed_by, message"

void read_row(Connection& connection, Statement& s, InstanceRow& row);
void read_row(Connection& connection, Statement& s, TaskRow& row);
void read_row(Connection& connection, Statement& s, JobRow& row);
void read_row(Connection& connection, Statement& s, IncidentRow& row);
void read_row(Connection& connection, Statement& s, DefinitionRow& row);

std::vector<PersonRow> read_people(Connection& connection);
std::vector<TokenRow> read_tokens(Connection& connection);
std::optional<DefinitionRow> read_definition(Connection& connection, std::int64_t key);  ///< with files
OutboxRow read_outbox_row(Connection& connection, Statement& s);
/// Newest snapshot and the events after it; nothing where there is no such instance.
std::optional<StoredInstance> read_stored(Connection& connection, InstanceKey key, const model::ProcessDefinition& definition);
/// At most `limit` events with seq > `after`.
std::vector<engine::Event> read_history(Connection& connection, InstanceKey key, const model::ProcessDefinition& definition,
                                        std::uint64_t after, std::size_t limit);

}  // namespace wf::store::sql
