// Looking up keys, choosing a reader, and the tree as plain values.
#include "formats/document.hpp"

namespace wf::formats {

const Node* Node::find(std::string_view key) const {
  for (const Entry& entry : entries) {
    if (entry.key == key) return &entry.value;
  }
  return nullptr;
}

ReadResult read_document(std::shared_ptr<const SourceText> source, const ReadLimits& limits) {
  const std::string_view name = source->name();
  if (name.ends_with(".toml")) return read_toml(std::move(source), limits);
  if (name.ends_with(".json")) return read_json(std::move(source), limits);
  return read_yaml(std::move(source), limits);
}

feel::Value to_value(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return {};
    case Node::Kind::boolean: return feel::Value(node.boolean);
    case Node::Kind::number: return feel::Value(node.number);
    case Node::Kind::string: return feel::Value(node.text);
    case Node::Kind::sequence: {
      feel::List list;
      list.reserve(node.items.size());
      for (const Node& item : node.items) list.push_back(to_value(item));
      return feel::Value(std::move(list));
    }
    case Node::Kind::mapping: {
      feel::Context context;
      for (const Node::Entry& entry : node.entries) context.set(entry.key, to_value(entry.value));
      return feel::Value(std::move(context));
    }
  }
  return {};
}

}  // namespace wf::formats
