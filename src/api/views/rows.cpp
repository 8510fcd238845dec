// One writer per row, members in the order of the API's documents.
#include "api/views/rows.hpp"

#include <algorithm>
#include <array>

namespace wf::api {

namespace {
constexpr std::array<std::string_view, 3> task_states = {"open", "completed", "cancelled"};
constexpr std::array<std::string_view, 3> job_states = {"ready", "backingOff", "stuck"};
constexpr std::array<engine::InstanceState, 4> instance_states = {engine::InstanceState::active, engine::InstanceState::completed,
                                                                  engine::InstanceState::terminated, engine::InstanceState::failed};

template <class State>
std::optional<State> parse_state(const std::array<std::string_view, 3>& names, std::string_view name) {
  const auto found = std::find(names.begin(), names.end(), name);
  if (found == names.end()) return std::nullopt;
  return static_cast<State>(found - names.begin());
}

void field_key(JsonWriter& out, std::string_view name, std::int64_t key) { out.field(name, std::string_view(std::to_string(key))); }
void entity(JsonWriter& out, const engine::EntityKey& key) {
  out.field("key", std::string_view(engine::to_text(key)));
  field_key(out, "instance", key.instance);
}
}  // namespace

std::string_view task_state_name(store::TaskState state) { return task_states[static_cast<std::size_t>(state)]; }
std::optional<store::TaskState> parse_task_state(std::string_view name) { return parse_state<store::TaskState>(task_states, name); }
std::string_view job_state_name(engine::JobState state) { return job_states[static_cast<std::size_t>(state)]; }
std::optional<engine::JobState> parse_job_state(std::string_view name) { return parse_state<engine::JobState>(job_states, name); }

std::optional<engine::InstanceState> parse_instance_state(std::string_view name) {
  const auto found = std::find_if(instance_states.begin(), instance_states.end(), [&](auto state) { return engine::state_name(state) == name; });
  if (found == instance_states.end()) return std::nullopt;
  return *found;
}

void field_text(JsonWriter& out, std::string_view name, const std::string& text) {
  out.key(name);
  if (text.empty()) out.null();
  else out.string(text);
}
void field_time(JsonWriter& out, std::string_view name, Instant at) { out.field(name, std::string_view(format_rfc3339(at))); }
void field_time(JsonWriter& out, std::string_view name, const std::optional<Instant>& at) {
  if (at) return field_time(out, name, *at);
  out.key(name).null();
}
void field_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts) {
  out.key(name).begin_array();
  for (const auto& text : texts) out.string(text);
  out.end_array();
}
void field_roles(JsonWriter& out, std::string_view name, const std::vector<store::RightsRole>& roles) {
  out.key(name).begin_array();
  for (const auto role : roles) out.string(store::role_name(role));
  out.end_array();
}

void write_members(JsonWriter& out, const store::InstanceRow& row) {
  field_key(out, "key", row.key);
  out.field("workflow", std::string_view(row.workflow)).field("version", row.version);
  field_text(out, "businessKey", row.business_key);
  out.field("state", engine::state_name(row.state)).field("startedBy", std::string_view(row.started_by));
  field_time(out, "startedAt", row.started_at);
  field_time(out, "endedAt", row.ended_at);
  field_text(out, "endedAtElement", row.ended_at_element);
  field_text(out, "failure", row.failure);
  field_time(out, "updatedAt", row.updated_at);
  out.field("seq", static_cast<std::int64_t>(row.seq)).field("openIncidents", row.open_incidents);
}

void write_members(JsonWriter& out, const store::TaskRow& row) {
  entity(out, row.key);
  out.field("workflow", std::string_view(row.workflow)).field("element", std::string_view(row.element));
  out.field("name", std::string_view(row.name.empty() ? row.element : row.name));
  field_text(out, "businessKey", row.business_key);
  out.field("state", task_state_name(row.state));
  field_text(out, "assignee", row.assignee);
  field_texts(out, "people", row.people);
  field_texts(out, "groups", row.groups);
  field_texts(out, "excluded", row.excluded);
  field_time(out, "createdAt", row.created_at);
  field_time(out, "due", row.due);
  field_time(out, "endedAt", row.ended_at);
  field_text(out, "completedBy", row.completed_by);
  out.field("priority", static_cast<std::int64_t>(row.priority));
}

void write_members(JsonWriter& out, const store::JobRow& row) {
  entity(out, row.key);
  out.field("workflow", std::string_view(row.workflow)).field("element", std::string_view(row.element)).field("type", std::string_view(row.type));
  out.field("state", job_state_name(row.state));
  out.field("attempt", static_cast<std::int64_t>(row.attempt)).field("attemptsLeft", static_cast<std::int64_t>(row.attempts_left));
  field_time(out, "createdAt", row.created_at);
  out.field("timeoutMs", row.timeout_ms);
  field_text(out, "lastError", row.last_error);
  out.field("input", row.input);
}

void write_members(JsonWriter& out, const runtime::Lease& lease) {
  const auto& job = lease.job;
  entity(out, job.key);
  out.field("workflow", std::string_view(job.workflow)).field("element", std::string_view(job.element)).field("type", std::string_view(job.type));
  out.field("input", job.input);
  out.field("attempt", static_cast<std::int64_t>(job.attempt)).field("attemptsLeft", static_cast<std::int64_t>(job.attempts_left));
  field_time(out, "leaseUntil", lease.until);
  out.field("idempotencyKey", std::string_view(lease.idempotency_key));
}

void write_members(JsonWriter& out, const store::IncidentRow& row) {
  entity(out, row.key);
  out.field("workflow", std::string_view(row.workflow)).field("element", std::string_view(row.element));
  out.field("code", std::string_view(row.code)).field("message", std::string_view(row.message)).field("advice", incident_advice(row.code));
  field_text(out, "businessKey", row.business_key);
  field_time(out, "at", row.at);
  field_time(out, "resolvedAt", row.resolved_at);
}

void write_members(JsonWriter& out, const store::DefinitionRow& row) {
  out.field("workflow", std::string_view(row.workflow)).field("name", std::string_view(row.name));
  field_key(out, "key", row.key);
  out.field("version", row.version);
  field_text(out, "label", row.label);
  out.field("digest", std::string_view(row.digest));
  field_time(out, "deployedAt", row.deployed_at);
  out.field("deployedBy", std::string_view(row.deployed_by));
  field_text(out, "message", row.message);
}

void write_members(JsonWriter& out, const store::PersonRow& row) {
  out.field("id", std::string_view(row.id)).field("name", std::string_view(row.name));
  field_text(out, "email", row.email);
  field_text(out, "manager", row.manager);
  field_texts(out, "groups", row.groups);
  field_roles(out, "roles", row.roles);
  out.field("active", row.active).field("version", static_cast<std::int64_t>(row.version));
}

void write_members(JsonWriter& out, const store::TokenRow& row) {
  out.field("id", row.id).field("person", std::string_view(row.person)).field("name", std::string_view(row.name));
  field_roles(out, "roles", row.roles);
  field_time(out, "createdAt", row.created_at);
  field_time(out, "expiresAt", row.expires_at);
  field_time(out, "revokedAt", row.revoked_at);
}

void write_members(JsonWriter& out, const Diagnostic& found) {
  out.field("code", std::string_view(found.code)).field("severity", severity_name(found.severity));
  out.field("message", std::string_view(found.message)).field("help", std::string_view(found.help)).field("file", std::string_view(found.file));
  out.field("line", static_cast<std::int64_t>(found.begin.line)).field("column", static_cast<std::int64_t>(found.begin.column));
  out.field("endLine", static_cast<std::int64_t>(found.end.line)).field("endColumn", static_cast<std::int64_t>(found.end.column));
  out.field("element", std::string_view(found.element)).field("sourceLine", std::string_view(found.source_line));
}

void field_diagnostics(JsonWriter& out, const std::vector<Diagnostic>& diagnostics) {
  out.key("diagnostics").begin_array();
  for (const auto& diagnostic : diagnostics) write_object(out, diagnostic);
  out.end_array();
}

std::string_view incident_advice(std::string_view code) {
  struct Advice {
    std::string_view beginning, text;
  };
  constexpr std::array<Advice, 8> known{{
      {"EGRESS-DENIED", "The address is inside a protected network. Have an administrator allow this host in the configuration, then retry."},
      {"TIMEOUT", "The other system did not answer in time. Check that it runs, then retry."},
      {"CONNECTION", "The other system cannot be reached. Check its address and that it runs, then retry."},
      {"NAME-NOT-FOUND", "The host name is unknown. Correct the address in the workflow and deploy it, or repair the name, then retry."},
      {"HTTP-", "The other system refused the request. Correct the data with 'set variables' or repair that system, then retry."},
      {"SECRET", "A secret is missing. Have an administrator set it in the configuration, then retry."},
      {"WF-FEEL", "A formula could not be computed with the data of this case. Correct the variables, then retry."},
      {"", "Correct the cause (usually a variable of the case), then retry; or cancel the case."},
  }};
  return std::find_if(known.begin(), known.end(), [&](const auto& advice) { return code.starts_with(advice.beginning); })->text;
}

}  // namespace wf::api
