// Keywords whose argument is a schema or holds schemas, and references. Core 2020-12 §8.2, §10 and §11;
// draft-07's `items` lists and `dependencies`.
#include "model/schema/compiler.hpp"
#include "model/schema/uri.hpp"

namespace wf::model::schema {

using feel::Context;
using feel::Value;

const Node* Compiler::subschema(const At& at, const Value& value) {
  if (const Spot* spot = catalog_.spot_of(&value)) return node_for(*spot);
  // Not seen when the document was scanned: no schema, or a place that no keyword of ours declares.
  return node_for(Spot{&value, &at.resource, at.pointer});
}

std::vector<const Node*> Compiler::subschemas(const At& at, const Value& value) {
  std::vector<const Node*> nodes;
  if (!value.as_list() || value.as_list()->empty()) {
    refuse(at, "must be a list of at least one schema");
    return nodes;
  }
  for (const Value& item : *value.as_list()) {
    nodes.push_back(
        subschema(At{at.node, at.resource, at.pointer + "/" + std::to_string(nodes.size())}, item));
  }
  return nodes;
}

const Context* Compiler::map_of(const At& at, const Value& value) {
  if (!value.as_context()) refuse(at, "must be an object with a name for each entry");
  return value.as_context();
}

void Compiler::on_ref(const At& at, const Value& value) {
  if (!value.as_string()) return refuse(at, "must be a URI reference in quotes");
  references_.push_back(
      {&at.node, resolve_uri(at.resource.uri, value.text()), *value.as_string(), at.pointer, false});
}

void Compiler::on_dynamic_ref(const At& at, const Value& value) {
  if (!value.as_string()) return refuse(at, "must be a URI reference in quotes");
  references_.push_back(
      {&at.node, resolve_uri(at.resource.uri, value.text()), *value.as_string(), at.pointer, true});
}

void Compiler::on_recursive_ref(const At& at, const Value& /*value*/) {
  refuse(at, "is of draft 2019-09, which is not supported; use $dynamicRef");
}

void Compiler::on_definitions(const At& at, const Value& value) {
  const Context* map = map_of(at, value);
  if (!map) return;
  for (const auto& [name, schema] : map->entries()) {
    subschema(At{at.node, at.resource, at.pointer + "/" + pointer_token(name)}, schema);
  }
}

void Compiler::on_all_of(const At& at, const Value& value) {
  at.node.all_of = subschemas(at, value);
}
void Compiler::on_any_of(const At& at, const Value& value) {
  at.node.any_of = subschemas(at, value);
}
void Compiler::on_one_of(const At& at, const Value& value) {
  at.node.one_of = subschemas(at, value);
}
void Compiler::on_not(const At& at, const Value& value) {
  at.node.not_this = subschema(at, value);
}

void Compiler::on_prefix_items(const At& at, const Value& value) {
  at.node.list.prefix_items = subschemas(at, value);
}

/// A list in `items` is draft-07's name for `prefixItems`; then `additionalItems` is what `items` is today.
void Compiler::on_items(const At& at, const Value& value) {
  if (!value.as_list()) {
    at.node.list.items = subschema(at, value);
    return;
  }
  if (!value.as_list()->empty()) at.node.list.prefix_items = subschemas(at, value);
  const std::string parent = at.pointer.substr(0, at.pointer.rfind('/'));
  const Value* rest = at.node.source->as_context()->find("additionalItems");
  if (rest) at.node.list.items = subschema(At{at.node, at.resource, parent + "/additionalItems"}, *rest);
}

void Compiler::on_contains(const At& at, const Value& value) {
  at.node.list.contains = subschema(at, value);
}
void Compiler::on_unevaluated_items(const At& at, const Value& value) {
  at.node.list.unevaluated = subschema(at, value);
}

void Compiler::on_properties(const At& at, const Value& value) {
  const Context* map = map_of(at, value);
  if (!map) return;
  for (const auto& [name, schema] : map->entries()) {
    const At inner{at.node, at.resource, at.pointer + "/" + pointer_token(name)};
    at.node.object.properties.emplace(name, subschema(inner, schema));
  }
}

void Compiler::on_pattern_properties(const At& at, const Value& value) {
  const Context* map = map_of(at, value);
  if (!map) return;
  for (const auto& [text, schema] : map->entries()) {
    const At inner{at.node, at.resource, at.pointer + "/" + pointer_token(text)};
    const Node* node = subschema(inner, schema);
    if (auto compiled = pattern(inner, text))
      at.node.object.pattern_properties.emplace_back(std::move(compiled), node);
  }
}

void Compiler::on_additional_properties(const At& at, const Value& value) {
  at.node.object.additional = subschema(at, value);
}
void Compiler::on_unevaluated_properties(const At& at, const Value& value) {
  at.node.object.unevaluated = subschema(at, value);
}
void Compiler::on_property_names(const At& at, const Value& value) {
  at.node.object.property_names = subschema(at, value);
}

void Compiler::on_dependent_schemas(const At& at, const Value& value) {
  const Context* map = map_of(at, value);
  if (!map) return;
  for (const auto& [name, schema] : map->entries()) {
    const At inner{at.node, at.resource, at.pointer + "/" + pointer_token(name)};
    at.node.object.dependent_schemas.emplace_back(name, subschema(inner, schema));
  }
}

/// Draft-07 §6.5.7: a list of names or a schema for each member.
void Compiler::on_dependencies(const At& at, const Value& value) {
  const Context* map = map_of(at, value);
  if (!map) return;
  for (const auto& [name, dependency] : map->entries()) {
    const At inner{at.node, at.resource, at.pointer + "/" + pointer_token(name)};
    if (dependency.as_list())
      at.node.object.dependent_required.emplace_back(name, names(inner, dependency));
    else
      at.node.object.dependent_schemas.emplace_back(name, subschema(inner, dependency));
  }
}

}  // namespace wf::model::schema
