// JSON of the store's rows as the API shows them: camelCase, keys as text, times RFC 3339 in UTC, missing values null.
// Not for what a single page adds to them (the resources).
#pragma once
#include <vector>

#include "base/diagnostic.hpp"
#include "codec/json_writer.hpp"
#include "runtime/job_desk.hpp"
#include "store/rows.hpp"

namespace wf::api {

using codec::JsonWriter;

/// Members only, without braces, so that more can follow.
void write_members(JsonWriter& out, const store::InstanceRow& row);
void write_members(JsonWriter& out, const store::TaskRow& row);
void write_members(JsonWriter& out, const store::JobRow& row);
void write_members(JsonWriter& out, const store::IncidentRow& row);
void write_members(JsonWriter& out, const store::DefinitionRow& row);
void write_members(JsonWriter& out, const store::PersonRow& row);
void write_members(JsonWriter& out, const store::TokenRow& row);
void write_members(JsonWriter& out, const runtime::Lease& lease);
void write_members(JsonWriter& out, const Diagnostic& diagnostic);

/// The row as one object.
template <class Row>
void write_object(JsonWriter& out, const Row& row) {
  out.begin_object();
  write_members(out, row);
  out.end_object();
}

void field_text(JsonWriter& out, std::string_view name, const std::string& text_or_empty);  ///< null for the empty text
void field_time(JsonWriter& out, std::string_view name, Instant at);
void field_time(JsonWriter& out, std::string_view name, const std::optional<Instant>& at);
void field_texts(JsonWriter& out, std::string_view name, const std::vector<std::string>& texts);
void field_roles(JsonWriter& out, std::string_view name, const std::vector<store::RightsRole>& roles);
void field_diagnostics(JsonWriter& out, const std::vector<Diagnostic>& diagnostics);

std::string_view task_state_name(store::TaskState state);
std::optional<store::TaskState> parse_task_state(std::string_view name);
std::string_view job_state_name(engine::JobState state);  ///< "ready", "backingOff", "stuck"
std::optional<engine::JobState> parse_job_state(std::string_view name);
/// "active", "completed", "terminated", "failed".
std::optional<engine::InstanceState> parse_instance_state(std::string_view name);
/// What to do about an incident of this code, one sentence.
std::string_view incident_advice(std::string_view code);

}  // namespace wf::api
