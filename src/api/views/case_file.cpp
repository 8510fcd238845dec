// Reading a case and writing its parts.
#include "api/views/case_file.hpp"

#include "api/views/rows.hpp"

namespace wf::api {

namespace {

using codec::JsonWriter;

constexpr std::size_t events_at_once = 1000;

tl::unexpected<Error> no_case(engine::InstanceKey key) { return fail("NOT-FOUND", "There is no case '" + std::to_string(key) + "'."); }

Result<bool> has_task_in(const Principal& who, store::Reader& reader, engine::InstanceKey key) {
  for (const auto state : {store::TaskState::open, store::TaskState::completed}) {
    store::TaskFilter filter;
    filter.state = state;
    filter.instance = key;
    filter.for_person = who.person.id;
    filter.groups = who.person.groups;
    const auto rows = reader.tasks(filter, {1, {}});
    if (!rows) return tl::unexpected(rows.error());
    if (!rows->rows.empty()) return true;
  }
  return false;
}

std::string entity_text(const CaseFile& file, engine::LocalKey local) { return engine::to_text({file.row.key, local}); }

void write_task(JsonWriter& out, const CaseFile& file, engine::LocalKey key) {
  const auto& task = file.state.tasks.at(key);
  out.begin_object().field("key", std::string_view(entity_text(file, key)));
  field_text(out, "assignee", task.assignee);
  field_texts(out, "people", task.people);
  field_texts(out, "groups", task.groups);
  field_texts(out, "excluded", task.excluded);
  field_time(out, "due", task.due);
  out.end_object();
}

void write_job(JsonWriter& out, const CaseFile& file, engine::LocalKey key) {
  const auto& job = file.state.jobs.at(key);
  out.begin_object().field("key", std::string_view(entity_text(file, key))).field("type", std::string_view(job.type));
  out.field("state", job_state_name(job.state)).field("attempt", static_cast<std::int64_t>(job.attempt));
  out.field("attemptsLeft", static_cast<std::int64_t>(job.attempts_left));
  field_text(out, "lastError", job.last_error);
  out.end_object();
}

void write_incident(JsonWriter& out, const CaseFile& file, engine::LocalKey key) {
  const auto& incident = file.state.incidents.at(key);
  out.begin_object().field("key", std::string_view(entity_text(file, key))).field("code", std::string_view(incident.code));
  out.field("message", std::string_view(incident.message)).field("advice", incident_advice(incident.code));
  field_time(out, "at", incident.at);
  out.end_object();
}

}  // namespace

bool sees_all_cases(const Principal& who) { return who.sees_everything() || who.has(RightsRole::designer); }

Result<store::InstanceRow> visible_row(const Call& call, store::Reader& reader, engine::InstanceKey key) {
  auto row = reader.instance(key);
  if (!row) return tl::unexpected(row.error());
  if (!*row) return no_case(key);
  if (sees_all_cases(*call.who) || (*row)->started_by == call.who->person.id) return std::move(**row);
  const auto involved = has_task_in(*call.who, reader, key);
  if (!involved) return tl::unexpected(involved.error());
  if (!*involved) return no_case(key);
  return std::move(**row);
}

Result<CaseFile> read_case(const Call& call, engine::InstanceKey key) {
  auto reader = call.service.readers->lend();
  if (!reader) return tl::unexpected(reader.error());
  CaseFile file;
  auto row = visible_row(call, **reader, key);
  if (!row) return tl::unexpected(row.error());
  auto deployed = call.service.runtime->deployed(row->definition);
  if (!deployed) return tl::unexpected(deployed.error());
  file.deployed = std::move(*deployed);
  file.state.key = key;
  ProgressReader progress(file.definition());
  std::size_t got = events_at_once;
  while (got == events_at_once) {
    const auto events = (*reader)->history(key, file.definition(), file.state.seq, events_at_once);
    if (!events) return tl::unexpected(events.error());
    for (const auto& event : *events) engine::apply(file.definition(), file.state, event);
    progress.follow(*events);
    got = events->size();
  }
  file.steps = progress.steps(file.state);
  // The case may have moved between reading its row and its events; the row is read again, so that it is not older.
  if (row->seq != file.state.seq) row = visible_row(call, **reader, key);
  if (!row) return tl::unexpected(row.error());
  file.row = std::move(*row);
  return file;
}

void write_step(JsonWriter& out, const CaseFile& file, const StepProgress& step) {
  const auto& node = file.definition().node(step.node);
  out.begin_object().field("element", std::string_view(node.id)).field("name", std::string_view(node.name));
  out.field("type", model::element_type(node.kind)).field("state", step_state_name(step.state)).field("depth", static_cast<std::int64_t>(step.depth));
  field_time(out, "since", step.since);
  if (step.task != engine::no_key) write_task(out.key("task"), file, step.task);
  if (step.job != engine::no_key) write_job(out.key("job"), file, step.job);
  if (step.incident != engine::no_key) write_incident(out.key("incident"), file, step.incident);
  if (!step.timers.empty()) {
    out.key("timers").begin_array();
    for (const auto due : step.timers) out.string(format_rfc3339(due));
    out.end_array();
  }
  out.end_object();
}

void write_variables(JsonWriter& out, const engine::Instance& state) {
  const auto* root = state.find_element(engine::root_key);
  out.begin_object();
  if (root) {
    for (const auto& entry : root->variables.entries()) out.field(entry.name, entry.value);
  }
  out.end_object();
}

}  // namespace wf::api
