// FieldWriter and FieldReader: one description of a struct's fields serves both directions. A description is a
// function template describe(visitor, struct) that names each field once; see event_fields.hpp.
// Empty texts, lists, keys, indices, nulls and absent moments are left out; a missing field keeps its default.
#pragma once
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unordered_map>
#include <vector>

#include "codec/json_scan.hpp"
#include "codec/json_writer.hpp"
#include "engine/key.hpp"
#include "model/process_definition.hpp"

namespace wf::codec {

/// `T` as a visitor sees it: const for a writer.
template <class Visitor, class T>
using Described = std::conditional_t<Visitor::writes, const T, T>;

/// Ids of nodes and flows to indices and back. The process itself is written as the empty id. One per read: the index
/// of flows is built when the first one is asked for.
class DefinitionIndex {
 public:
  explicit DefinitionIndex(const model::ProcessDefinition& definition) : definition_(definition) {}
  std::optional<model::NodeIndex> node(std::string_view id) const;
  std::optional<model::FlowIndex> flow(std::string_view id);
  const model::ProcessDefinition& definition() const { return definition_; }

 private:
  const model::ProcessDefinition& definition_;
  std::unordered_map<std::string_view, model::FlowIndex> flows_;
};
std::string_view node_id(const model::ProcessDefinition& definition, model::NodeIndex node);

class FieldWriter {
 public:
  static constexpr bool writes = true;
  /// `definition` may be null where no node or flow is described.
  FieldWriter(JsonWriter& writer, const model::ProcessDefinition* definition) : writer_(writer), definition_(definition) {}

  void text(std::string_view name, const std::string& field) { if (!field.empty()) writer_.field(name, std::string_view(field)); }
  template <class Integer>
  void number(std::string_view name, Integer field) { writer_.field(name, static_cast<std::int64_t>(field)); }
  void flag(std::string_view name, bool field) { writer_.field(name, field); }
  void key(std::string_view name, engine::LocalKey field) { if (field != engine::no_key) number(name, field); }
  void node(std::string_view name, model::NodeIndex field);
  void flow(std::string_view name, model::FlowIndex field);
  void value(std::string_view name, const feel::Value& field) { if (!field.is_null()) writer_.field(name, field); }
  void moment(std::string_view name, Instant field) { number(name, field.ms); }
  void moment(std::string_view name, const std::optional<Instant>& field) { if (field) moment(name, *field); }
  void amount(std::string_view name, const std::optional<std::int64_t>& field) { if (field) number(name, *field); }
  void texts(std::string_view name, const std::vector<std::string>& field);
  void keys(std::string_view name, const std::vector<engine::LocalKey>& field);

 private:
  JsonWriter& writer_;
  const model::ProcessDefinition* definition_;
};

/// Reads the members in any order; the first fault is kept, the rest then does nothing.
class FieldReader {
 public:
  static constexpr bool writes = false;
  FieldReader(std::vector<RawMember> members, DefinitionIndex* index) : members_(std::move(members)), index_(index) {}

  void text(std::string_view name, std::string& field);
  template <class Integer>
  void number(std::string_view name, Integer& field) {
    if (const auto found = integer(name, std::numeric_limits<Integer>::min(), std::numeric_limits<Integer>::max())) {
      field = static_cast<Integer>(*found);
    }
  }
  void flag(std::string_view name, bool& field);
  void key(std::string_view name, engine::LocalKey& field) { number(name, field); }
  void node(std::string_view name, model::NodeIndex& field);
  void flow(std::string_view name, model::FlowIndex& field);
  void value(std::string_view name, feel::Value& field);
  void moment(std::string_view name, Instant& field) { number(name, field.ms); }
  void moment(std::string_view name, std::optional<Instant>& field);
  void amount(std::string_view name, std::optional<std::int64_t>& field);
  void texts(std::string_view name, std::vector<std::string>& field);
  void keys(std::string_view name, std::vector<engine::LocalKey>& field);
  /// The raw text of a member, for shapes of their own.
  std::optional<std::string_view> raw(std::string_view name);
  void fault(std::string_view name, std::string_view expected);

  bool failed() const { return error_.has_value(); }
  const Error& error() const { return *error_; }
  /// Errors: WF-CODEC-001 a field of the wrong shape or unknown, WF-CODEC-002 an id that the definition does not have.
  Result<void> finish();

 private:
  std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::uint64_t most);
  std::vector<RawMember> members_;  // used ones have an empty name
  std::size_t next_ = 0;
  DefinitionIndex* index_;
  std::optional<Error> error_;
};

/// Appends one object with the described fields.
template <class Body>
void write_fields(JsonWriter& writer, const model::ProcessDefinition* definition, const Body& body) {
  FieldWriter fields(writer, definition);
  writer.begin_object();
  describe(fields, body);
  writer.end_object();
}

template <class Body>
Result<Body> read_fields(std::string_view json, DefinitionIndex* index) {
  JsonScan scan(json);
  auto members = scan.object();
  if (!scan.at_end()) return fail("WF-CODEC-001", "A stored entry is no JSON object.");
  FieldReader fields(std::move(members), index);
  Body body;
  describe(fields, body);
  if (auto done = fields.finish(); !done) return tl::unexpected(done.error());
  return body;
}

}  // namespace wf::codec
