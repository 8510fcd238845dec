// The bodies of FieldWriter and FieldReader.
#include "codec/fields.hpp"

#include "codec/json_value.hpp"

namespace wf::codec {

std::string_view node_id(const model::ProcessDefinition& definition, model::NodeIndex node) {
  return node == model::process_node ? std::string_view() : std::string_view(definition.node(node).id);
}

std::optional<model::NodeIndex> DefinitionIndex::node(std::string_view id) const {
  if (id.empty()) return model::process_node;
  const auto found = definition_.find_node(id);
  if (found == model::no_index) return std::nullopt;
  return found;
}

std::optional<model::FlowIndex> DefinitionIndex::flow(std::string_view id) {
  if (flows_.empty()) {
    for (std::size_t i = 0; i < definition_.flows.size(); ++i) flows_.emplace(definition_.flows[i].id, static_cast<model::FlowIndex>(i));
  }
  const auto found = flows_.find(id);
  if (found == flows_.end()) return std::nullopt;
  return found->second;
}

void FieldWriter::node(std::string_view name, model::NodeIndex field) {
  if (field != model::no_index) writer_.field(name, node_id(*definition_, field));
}

void FieldWriter::flow(std::string_view name, model::FlowIndex field) {
  if (field != model::no_index) writer_.field(name, std::string_view(definition_->flow(field).id));
}

void FieldWriter::texts(std::string_view name, const std::vector<std::string>& field) {
  if (field.empty()) return;
  writer_.key(name).begin_array();
  for (const auto& item : field) writer_.string(item);
  writer_.end_array();
}

void FieldWriter::keys(std::string_view name, const std::vector<engine::LocalKey>& field) {
  if (field.empty()) return;
  writer_.key(name).begin_array();
  for (const auto item : field) writer_.integer(item);
  writer_.end_array();
}

void FieldReader::fault(std::string_view name, std::string_view expected) {
  if (error_) return;
  error_ = Error{"WF-CODEC-001", "The stored field '" + std::string(name) + "' is not " + std::string(expected) + "."};
}

std::optional<std::string_view> FieldReader::raw(std::string_view name) {
  if (error_) return std::nullopt;
  for (std::size_t i = 0; i < members_.size(); ++i) {  // fields come in the order they are described: the first try hits
    auto& member = members_[(next_ + i) % members_.size()];
    if (member.name != name) continue;
    next_ = (next_ + i + 1) % members_.size();
    member.name = {};
    return member.json;
  }
  return std::nullopt;
}

void FieldReader::text(std::string_view name, std::string& field) {
  const auto json = raw(name);
  if (!json) return;
  if (auto content = string_content(*json)) field = std::move(*content);
  else fault(name, "a text");
}

std::optional<std::int64_t> FieldReader::integer(std::string_view name, std::int64_t least, std::uint64_t most) {
  const auto json = raw(name);
  if (!json) return std::nullopt;
  const auto found = integer_content(*json);
  if (found && *found >= least && (*found < 0 || static_cast<std::uint64_t>(*found) <= most)) return found;
  fault(name, "a whole number within its range");
  return std::nullopt;
}

void FieldReader::flag(std::string_view name, bool& field) {
  const auto json = raw(name);
  if (!json) return;
  if (*json == "true") field = true;
  else if (*json == "false") field = false;
  else fault(name, "true or false");
}

void FieldReader::node(std::string_view name, model::NodeIndex& field) {
  const auto json = raw(name);
  if (!json) return;
  const auto id = string_content(*json);
  if (!id) return fault(name, "the id of a step");
  if (const auto found = index_->node(*id)) field = *found;
  else if (!error_) error_ = Error{"WF-CODEC-002", "The log names the step '" + *id + "', which the definition '" + index_->definition().id + "' does not have."};
}

void FieldReader::flow(std::string_view name, model::FlowIndex& field) {
  const auto json = raw(name);
  if (!json) return;
  const auto id = string_content(*json);
  if (!id) return fault(name, "the id of a sequence flow");
  if (const auto found = index_->flow(*id)) field = *found;
  else if (!error_) error_ = Error{"WF-CODEC-002", "The log names the flow '" + *id + "', which the definition '" + index_->definition().id + "' does not have."};
}

void FieldReader::value(std::string_view name, feel::Value& field) {
  const auto json = raw(name);
  if (!json) return;
  auto parsed = parse_json(*json, JsonLimits::stored());
  if (parsed) field = std::move(*parsed);
  else if (!error_) error_ = Error{"WF-CODEC-001", "The stored field '" + std::string(name) + "' cannot be read: " + parsed.error().text};
}

void FieldReader::moment(std::string_view name, std::optional<Instant>& field) {
  std::optional<std::int64_t> ms;
  amount(name, ms);
  if (ms) field = Instant{*ms};
}

void FieldReader::amount(std::string_view name, std::optional<std::int64_t>& field) {
  if (const auto found = integer(name, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max())) field = *found;
}

void FieldReader::texts(std::string_view name, std::vector<std::string>& field) {
  const auto json = raw(name);
  if (!json) return;
  const auto elements = array_elements(*json);
  if (!elements) return fault(name, "a list of texts");
  field.clear();
  for (const auto element : *elements) {
    auto content = string_content(element);
    if (!content) return fault(name, "a list of texts");
    field.push_back(std::move(*content));
  }
}

void FieldReader::keys(std::string_view name, std::vector<engine::LocalKey>& field) {
  const auto json = raw(name);
  if (!json) return;
  const auto elements = array_elements(*json);
  if (!elements) return fault(name, "a list of keys");
  field.clear();
  for (const auto element : *elements) {
    const auto number = integer_content(element);
    if (!number || *number < 0 || *number > std::numeric_limits<engine::LocalKey>::max()) return fault(name, "a list of keys");
    field.push_back(static_cast<engine::LocalKey>(*number));
  }
}

Result<void> FieldReader::finish() {
  if (error_) return tl::unexpected(*error_);
  for (const auto& member : members_) {
    if (!member.name.empty()) return fail("WF-CODEC-001", "The stored field '" + std::string(member.name) + "' is unknown to this version.");
  }
  return {};
}

}  // namespace wf::codec
