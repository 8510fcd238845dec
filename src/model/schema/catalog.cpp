// Walks documents along the keywords that hold schemas, so that `$id` in an `enum` or `const` is not taken
// for one.
#include "model/schema/catalog.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"
#include "model/schema/uri.hpp"

namespace wf::model::schema {

namespace {

using feel::Context;
using feel::Value;

constexpr std::array<std::string_view, 13> keywords_with_schema = {"not",
                                                                   "if",
                                                                   "then",
                                                                   "else",
                                                                   "items",
                                                                   "additionalItems",
                                                                   "contains",
                                                                   "additionalProperties",
                                                                   "propertyNames",
                                                                   "unevaluatedItems",
                                                                   "unevaluatedProperties",
                                                                   "contentSchema",
                                                                   "$recursiveRef"};
constexpr std::array<std::string_view, 5> keywords_with_list = {"allOf", "anyOf", "oneOf", "prefixItems",
                                                                "items"};
constexpr std::array<std::string_view, 6> keywords_with_map = {
    "properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"};

template <std::size_t N>
bool is_in(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

constexpr std::string_view draft_07_uri = "http://json-schema.org/draft-07/schema";
constexpr std::string_view draft_2020_12_uri = "https://json-schema.org/draft/2020-12/schema";

std::string without_end_hash(std::string_view uri) {
  if (uri.ends_with('#')) uri.remove_suffix(1);
  return std::string(uri);
}

}  // namespace

Spot Catalog::add(Value document, const std::string& uri, const std::string& name) {
  const Value& root = library_.documents.emplace_back(std::move(document));
  Resource& resource = library_.resources.emplace_back();
  resource.uri = uri;
  resource.document = name;
  resource.schema = &root;
  resource.draft_07 = options_.dialect == SchemaOptions::Dialect::draft_07;
  by_uri_.try_emplace(uri, &resource);
  scan(root, &resource, "", 0);
  return spots_.at(&root);
}

const Spot* Catalog::spot_of(const Value* value) const {
  const auto found = spots_.find(value);
  return found == spots_.end() ? nullptr : &found->second;
}

void Catalog::read_dialect(const Value& schema, Resource& resource) {
  const Value& named = schema.member("$schema");
  if (!named.as_string()) return;
  const std::string uri = without_end_hash(named.text());
  if (uri == draft_2020_12_uri) resource.draft_07 = false;
  if (uri == draft_07_uri) resource.draft_07 = true;
  if (uri == draft_2020_12_uri || uri == draft_07_uri || !source_) return;
  // A meta-schema of one's own: only its vocabulary matters. Core §8.1.2.
  const auto meta = source_(uri);
  const Context* vocabulary = meta ? meta->member("$vocabulary").as_context() : nullptr;
  if (!vocabulary) return;
  const auto& entries = vocabulary->entries();
  resource.draft_07 = false;
  resource.validates = std::any_of(entries.begin(), entries.end(), [](const Context::Entry& entry) {
    return entry.name.ends_with("/vocab/validation");
  });
}

Resource* Catalog::resource_of(const Value& schema, Resource* around, const std::string& pointer) {
  const Value& id = schema.member("$id");
  const bool hidden = around->draft_07 && schema.member("$ref").as_string();
  if (!id.as_string() || hidden || id.text().starts_with('#')) return around;
  const std::string uri = split_fragment(resolve_uri(around->uri, id.text())).document;
  Resource* inner = around;
  if (around->schema != &schema) {
    inner = &library_.resources.emplace_back();
    inner->document = around->document;
    inner->draft_07 = around->draft_07;
    inner->validates = around->validates;
    inner->pointer = pointer;
    inner->schema = &schema;
  }
  inner->uri = uri;
  by_uri_.try_emplace(uri, inner);
  return inner;
}

void Catalog::register_anchors(const Value& schema, Resource& resource, const std::string& pointer) {
  const auto add_anchor = [&](std::string_view name) {
    if (!resource.anchors.try_emplace(std::string(name), &schema).second) {
      problems_.push_back(
          {resource.document, pointer, "the anchor \"" + std::string(name) + "\" is given twice"});
    }
  };
  const std::string_view id = schema.member("$id").text();
  if (id.size() > 1 && id.starts_with('#')) add_anchor(id.substr(1));
  const std::string_view anchor = schema.member("$anchor").text();
  if (!anchor.empty()) add_anchor(anchor);
  const std::string_view dynamic = schema.member("$dynamicAnchor").text();
  if (dynamic.empty()) return;
  if (dynamic != anchor) add_anchor(dynamic);
  dynamic_anchors_.emplace_back(dynamic, &schema);
}

void Catalog::scan(const Value& schema, Resource* resource, const std::string& pointer, std::size_t depth) {
  const Context* members = schema.as_context();
  if (depth > most_schema_depth) {
    problems_.push_back({resource->document, pointer, "schemas are nested too deeply here"});
    return;
  }
  if (members) {
    // `$schema` is read before `$id`, which it tells how to understand.
    if (resource->schema == &schema) read_dialect(schema, *resource);
    Resource* const inner = resource_of(schema, resource, pointer);
    if (inner != resource) read_dialect(schema, *inner);
    resource = inner;
    register_anchors(schema, *resource, pointer);
  }
  spots_[&schema] = Spot{&schema, resource, pointer};
  if (!members) return;
  for (const auto& [name, value] : members->entries()) {
    const std::string at = pointer + "/" + pointer_token(name);
    if (is_in(keywords_with_list, name) && value.as_list()) {
      std::size_t index = 0;
      for (const Value& item : *value.as_list())
        scan(item, resource, at + "/" + std::to_string(index++), depth + 1);
    } else if (is_in(keywords_with_map, name) && value.as_context()) {
      for (const auto& [key, item] : value.as_context()->entries()) {
        const bool is_schema = item.as_context() || item.as_boolean();
        if (is_schema) scan(item, resource, at + "/" + pointer_token(key), depth + 1);
      }
    } else if (is_in(keywords_with_schema, name) && (value.as_context() || value.as_boolean())) {
      scan(value, resource, at, depth + 1);
    }
  }
}

/// RFC 6901 §4; an inner `$id` on the way changes the base.
std::optional<Spot> Catalog::walk(Resource& resource, std::string_view pointer) const {
  Spot spot{resource.schema, &resource, resource.pointer};
  if (pointer.empty()) return spot;
  for (const std::string_view token : split(pointer.substr(1), '/')) {
    const std::string name = unescaped_token(token);
    const Value* next = nullptr;
    if (const auto* members = spot.schema->as_context()) next = members->find(name);
    if (const auto* items = spot.schema->as_list()) {
      std::size_t index = 0;
      const auto [end, fault] = std::from_chars(name.data(), name.data() + name.size(), index);
      if (fault == std::errc() && end == name.data() + name.size() && index < items->size())
        next = &(*items)[index];
    }
    if (!next) return std::nullopt;
    spot.schema = next;
    spot.pointer += "/" + std::string(token);
    if (const Spot* known = spot_of(next)) spot = *known;
  }
  return spot;
}

std::optional<Spot> Catalog::load(const std::string& uri) {
  if (!source_ || library_.documents.size() >= most_documents) return std::nullopt;
  auto document = source_(uri);
  if (!document) return std::nullopt;
  Spot root = add(std::move(*document), uri, uri);
  by_uri_.try_emplace(uri, root.resource);
  return root;
}

std::optional<Spot> Catalog::find(const std::string& uri) {
  const SplitUri parts = split_fragment(uri);
  auto found = by_uri_.find(parts.document);
  if (found == by_uri_.end()) {
    if (!load(parts.document)) return std::nullopt;
    found = by_uri_.find(parts.document);
  }
  Resource& resource = *found->second;
  if (parts.fragment.empty() || parts.fragment.starts_with('/')) return walk(resource, parts.fragment);
  const auto anchor = resource.anchors.find(parts.fragment);
  if (anchor == resource.anchors.end()) return std::nullopt;
  return spots_.at(anchor->second);
}

}  // namespace wf::model::schema
