// Lists and values as text, and the rows of instances, tasks, jobs, incidents.
#include "store/sql/row_text.hpp"

#include <limits>

#include "codec/json_scan.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"

namespace wf::store::sql {

namespace {

void damaged(Connection& connection, std::string_view what) {
  connection.fault({"WF-STORE-012", "The database is damaged: " + std::string(what) + " cannot be read. Restore a backup."});
}

template <class Item, class Read>
std::vector<Item> read_list(Connection& connection, std::string_view json, Read read) {
  std::vector<Item> list;
  if (json == "[]") return list;
  const auto elements = codec::array_elements(json);
  if (!elements) damaged(connection, "a list");
  else {
    for (const auto element : *elements) {
      auto text = codec::string_content(element);
      const auto item = text ? read(std::move(*text)) : std::nullopt;
      if (!item) return damaged(connection, "a list"), list;
      list.push_back(*item);
    }
  }
  return list;
}

std::vector<std::string> texts(Connection& connection, std::string_view json) {
  return read_list<std::string>(connection, json, [](std::string text) { return std::optional<std::string>(std::move(text)); });
}

std::vector<RightsRole> roles(Connection& connection, std::string_view json) {
  return read_list<RightsRole>(connection, json, [](const std::string& text) { return parse_role(text); });
}

feel::Value value(Connection& connection, std::string_view json) {
  if (json == "null") return {};
  auto parsed = codec::parse_json(json, codec::JsonLimits::stored());
  if (!parsed) return damaged(connection, "a value"), feel::Value();
  return std::move(*parsed);
}

template <class Enum>
Enum enumeration(Connection& connection, std::int64_t number, Enum last) {
  if (number < 0 || number > static_cast<std::int64_t>(last)) return damaged(connection, "a state"), last;
  return static_cast<Enum>(number);
}

EntityKey key_of(Statement& s) { return {s.integer(0), static_cast<engine::LocalKey>(s.integer(1))}; }

std::optional<Instant> moment(Statement& s, int column) {
  if (s.is_null(column)) return std::nullopt;
  return Instant{s.integer(column)};
}

std::string text(Statement& s, int column) { return std::string(s.text(column)); }

}  // namespace

std::string list_text(const std::vector<std::string>& list) {
  if (list.empty()) return "[]";
  std::string out;
  codec::JsonWriter writer(out);
  writer.begin_array();
  for (const auto& item : list) writer.string(item);
  writer.end_array();
  return out;
}

std::string roles_text(const std::vector<RightsRole>& roles) {
  std::vector<std::string> names;
  for (const auto role : roles) names.emplace_back(role_name(role));
  return list_text(names);
}

std::string value_text(const feel::Value& value) {
  std::string out;
  codec::write_json(out, value);
  return out;
}

void read_row(Connection& connection, Statement& s, InstanceRow& row) {
  row.key = s.integer(0);
  row.workflow = s.text(1);
  row.definition = s.integer(2);
  row.version = s.integer(3);
  row.business_key = s.text(4);
  row.state = enumeration(connection, s.integer(5), engine::InstanceState::failed);
  row.started_by = s.text(6);
  row.started_at = {s.integer(7)};
  row.ended_at = moment(s, 8);
  row.ended_at_element = s.text(9);
  row.failure = s.text(10);
  row.updated_at = {s.integer(11)};
  row.seq = static_cast<std::uint64_t>(s.integer(12));
  row.open_incidents = s.integer(13);
}

void read_row(Connection& connection, Statement& s, TaskRow& row) {
  row.key = key_of(s);
  row.workflow = s.text(2);
  row.element = s.text(3);
  row.name = s.text(4);
  row.business_key = s.text(5);
  row.state = enumeration(connection, s.integer(6), TaskState::cancelled);
  row.assignee = s.text(7);
  row.people = texts(connection, s.text(8));
  row.groups = texts(connection, s.text(9));
  row.excluded = texts(connection, s.text(10));
  row.created_at = {s.integer(11)};
  row.ended_at = moment(s, 12);
  row.completed_by = s.text(13);
  row.priority = static_cast<std::int32_t>(-s.integer(14));
  const auto due = s.integer(15);
  if (due != std::numeric_limits<std::int64_t>::max()) row.due = Instant{due};
}

void read_row(Connection& connection, Statement& s, JobRow& row) {
  row.key = key_of(s);
  row.workflow = s.text(2);
  row.element = s.text(3);
  row.type = s.text(4);
  row.state = enumeration(connection, s.integer(5), engine::JobState::stuck);
  row.attempts_left = static_cast<std::int32_t>(s.integer(6));
  row.attempt = static_cast<std::int32_t>(s.integer(7));
  row.created_at = {s.integer(8)};
  row.timeout_ms = s.integer(9);
  row.last_error = s.text(10);
  row.input = value(connection, s.text(11));
}

void read_row(Connection&, Statement& s, IncidentRow& row) {
  row = {key_of(s), text(s, 2), text(s, 3), text(s, 4), text(s, 5), text(s, 6), {s.integer(7)}, moment(s, 8)};
}

void read_row(Connection&, Statement& s, DefinitionRow& row) {
  row = {s.integer(0), text(s, 1), s.integer(2), text(s, 3), text(s, 4), text(s, 5), text(s, 6), {}, {s.integer(7)}, text(s, 8), text(s, 9)};
}

std::vector<PersonRow> read_people(Connection& connection) {
  std::vector<PersonRow> rows;
  auto& s = connection.statement("SELECT id, name, email, manager, groups, roles, active, version FROM people ORDER BY id");
  while (s.step()) {
    rows.push_back({text(s, 0), text(s, 1), text(s, 2), text(s, 3), texts(connection, s.text(4)), roles(connection, s.text(5)),
                    s.integer(6) != 0, static_cast<std::uint64_t>(s.integer(7))});
  }
  return rows;
}

std::vector<TokenRow> read_tokens(Connection& connection) {
  std::vector<TokenRow> rows;
  auto& s = connection.statement("SELECT id, hash, person, name, roles, created_at, expires_at, revoked_at FROM tokens ORDER BY id");
  while (s.step()) {
    rows.push_back({s.integer(0), text(s, 1), text(s, 2), text(s, 3), roles(connection, s.text(4)), {s.integer(5)}, moment(s, 6), moment(s, 7)});
  }
  return rows;
}

std::optional<DefinitionRow> read_definition(Connection& connection, std::int64_t key) {
  DefinitionRow row;
  auto& s = connection.statement("SELECT " WF_DEFINITION_COLUMNS " FROM definitions WHERE key = ?1");
  if (!s.bind(key).step()) return std::nullopt;
  read_row(connection, s, row);
  s.reset();
  auto& files = connection.statement("SELECT path, body FROM definition_files WHERE definition = ?1 ORDER BY path");
  files.bind(key);
  while (files.step()) row.files.emplace(files.text(0), files.text(1));
  return row;
}

OutboxRow read_outbox_row(Connection& connection, Statement& s) {
  OutboxRow row;
  row.job = key_of(s);
  row.effect = {row.job.local, text(s, 2), value(connection, s.text(3)), static_cast<std::int32_t>(s.integer(4)), s.integer(5), text(s, 6)};
  return row;
}

}  // namespace wf::store::sql
