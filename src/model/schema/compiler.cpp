// The table of keywords, and the order of work: schemas first, then references until none is left.
#include "model/schema/compiler.hpp"

#include <algorithm>
#include <array>

#include "model/schema/uri.hpp"

namespace wf::model::schema {

using feel::Value;

const Compiler::Keyword* Compiler::keyword_named(std::string_view name) {
  using C = Compiler;
  static constexpr std::array<Keyword, 42> table = {{
      {"$ref", &C::on_ref, false},
      {"$dynamicRef", &C::on_dynamic_ref, false},
      {"$recursiveRef", &C::on_recursive_ref, false},
      {"$defs", &C::on_definitions, false},
      {"definitions", &C::on_definitions, false},
      {"allOf", &C::on_all_of, false},
      {"anyOf", &C::on_any_of, false},
      {"oneOf", &C::on_one_of, false},
      {"not", &C::on_not, false},
      {"prefixItems", &C::on_prefix_items, false},
      {"items", &C::on_items, false},
      {"contains", &C::on_contains, false},
      {"unevaluatedItems", &C::on_unevaluated_items, false},
      {"properties", &C::on_properties, false},
      {"patternProperties", &C::on_pattern_properties, false},
      {"additionalProperties", &C::on_additional_properties, false},
      {"unevaluatedProperties", &C::on_unevaluated_properties, false},
      {"propertyNames", &C::on_property_names, false},
      {"dependentSchemas", &C::on_dependent_schemas, false},
      {"dependencies", &C::on_dependencies, false},
      {"type", &C::on_type, true},
      {"enum", &C::on_enum, true},
      {"const", &C::on_const, true},
      {"minimum", &C::on_minimum, true},
      {"maximum", &C::on_maximum, true},
      {"exclusiveMinimum", &C::on_exclusive_minimum, true},
      {"exclusiveMaximum", &C::on_exclusive_maximum, true},
      {"multipleOf", &C::on_multiple_of, true},
      {"minLength", &C::on_min_length, true},
      {"maxLength", &C::on_max_length, true},
      {"pattern", &C::on_pattern, true},
      {"format", &C::on_format, false},
      {"minItems", &C::on_min_items, true},
      {"maxItems", &C::on_max_items, true},
      {"minContains", &C::on_min_contains, true},
      {"maxContains", &C::on_max_contains, true},
      {"uniqueItems", &C::on_unique_items, true},
      {"required", &C::on_required, true},
      {"dependentRequired", &C::on_dependent_required, true},
      {"minProperties", &C::on_min_properties, true},
      {"maxProperties", &C::on_max_properties, true},
      {"title", &C::on_title, false},
  }};
  const auto* found =
      std::find_if(table.begin(), table.end(), [&](const Keyword& row) { return row.name == name; });
  return found == table.end() ? nullptr : found;
}

const Node* Compiler::compile(const Spot& spot) {
  const Node* root = node_for(spot);
  resolve_references();
  link_dynamic_anchors();
  return root;
}

void Compiler::refuse(const At& at, std::string message) {
  if (problems_.size() >= most_schema_problems) return;
  problems_.push_back({at.resource.document, at.pointer, std::move(message)});
}

Node* Compiler::node_for(const Spot& spot) {
  const auto known = nodes_.find(spot.schema);
  if (known != nodes_.end()) return known->second;
  Node& node = library_.nodes.emplace_back();
  nodes_.emplace(spot.schema, &node);
  node.source = spot.schema;
  node.resource = spot.resource;
  node.pointer = spot.pointer;
  if (const bool* constant = spot.schema->as_boolean())
    node.constant = *constant;
  else if (spot.schema->as_context() && depth_ < most_schema_depth)
    fill(node, spot);
  else if (spot.schema->as_context())
    refuse(At{node, *spot.resource, spot.pointer}, "schemas are nested too deeply here");
  else
    refuse(At{node, *spot.resource, spot.pointer}, "a schema must be an object, true or false");
  return &node;
}

void Compiler::fill(Node& node, const Spot& spot) {
  // Draft-07 §8.3: "All other properties in a $ref object MUST be ignored." Titles do no harm, definitions
  // may be used.
  ++depth_;
  const bool only_ref = spot.resource->draft_07 && spot.schema->member("$ref").as_string();
  for (const auto& [name, value] : spot.schema->as_context()->entries()) {
    const Keyword* keyword = keyword_named(name);
    if (!keyword || (keyword->validation && !spot.resource->validates)) continue;
    if (only_ref && name != "$ref" && name != "title" && name != "definitions") continue;
    (this->*keyword->handler)(At{node, *spot.resource, spot.pointer + "/" + pointer_token(name)}, value);
  }
  if (!only_ref) fill_conditions(node, spot);
  --depth_;
}

/// `then` and `else` mean nothing without `if`, but must be schemas all the same.
void Compiler::fill_conditions(Node& node, const Spot& spot) {
  const auto branch = [&](std::string_view name) -> const Node* {
    const Value* value = spot.schema->as_context()->find(name);
    return value ? subschema(At{node, *spot.resource, spot.pointer + "/" + std::string(name)}, *value)
                 : nullptr;
  };
  node.if_this = branch("if");
  node.then_that = branch("then");
  node.else_that = branch("else");
}

void Compiler::resolve_references() {
  while (!references_.empty()) {
    const Reference reference = std::move(references_.front());
    references_.pop_front();
    const auto spot = catalog_.find(reference.uri);
    if (!spot) {
      At at{*reference.from, const_cast<Resource&>(*reference.from->resource), reference.pointer};
      refuse(at, "\"" + reference.text + "\" leads to no schema (looked for " + reference.uri + ")");
      continue;
    }
    const Node* target = node_for(*spot);
    if (!reference.dynamic) {
      reference.from->ref = target;
      continue;
    }
    reference.from->dynamic_ref = target;
    // Core §8.2.3.2: dynamic only where the first target carries a $dynamicAnchor of that name.
    const std::string name = split_fragment(reference.uri).fragment;
    if (spot->schema->member("$dynamicAnchor").text() == name) reference.from->dynamic_name = name;
  }
}

void Compiler::link_dynamic_anchors() {
  // Compiling an anchor may load further documents with anchors of their own, hence by index.
  for (std::size_t i = 0; i < catalog_.dynamic_anchors().size(); ++i) {
    const auto [name, schema] = catalog_.dynamic_anchors()[i];
    const Spot spot = *catalog_.spot_of(schema);
    spot.resource->dynamic_anchors.try_emplace(name, node_for(spot));
    resolve_references();
  }
}

}  // namespace wf::model::schema
