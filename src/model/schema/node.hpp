// The compiled form of one schema: plain data, references resolved to pointers. Not for checking
// (checker.hpp).
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/decimal.hpp"
#include "feel/value.hpp"
#include "model/schema/format.hpp"
#include "model/schema/pattern.hpp"

namespace wf::model::schema {

struct Node;

/// A schema document or a part of one with its own `$id`.
struct Resource {
  std::string uri;       ///< absolute as far as the base is; no fragment
  std::string document;  ///< URI of the file it stands in; empty for the compiled one
  std::string pointer;   ///< where in that file
  const feel::Value* schema = nullptr;
  bool draft_07 = false;  ///< `$ref` hides its neighbours, `$id` may name an anchor
  bool validates = true;  ///< false where `$vocabulary` leaves out the validation vocabulary
  std::map<std::string, const feel::Value*, std::less<>> anchors;
  std::map<std::string, const Node*, std::less<>> dynamic_anchors;
};

enum class JsonType : std::uint8_t {
  null = 1,
  boolean = 2,
  integer = 4,
  number = 8,
  string = 16,
  array = 32,
  object = 64
};
using TypeSet = std::uint8_t;  ///< JsonType bits; `number` covers `integer`

struct NumberRules {
  std::optional<Decimal> minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of;
};
struct StringRules {
  std::optional<std::int64_t> min_length, max_length;
  std::shared_ptr<const Pattern> pattern;
  std::optional<Format> format;
};
struct ListRules {
  std::vector<const Node*> prefix_items;
  const Node* items = nullptr;  ///< for what follows the prefix
  const Node* contains = nullptr;
  const Node* unevaluated = nullptr;
  std::optional<std::int64_t> min_items, max_items, min_contains, max_contains;
  bool unique = false;
};
struct ObjectRules {
  std::map<std::string, const Node*, std::less<>> properties;
  std::vector<std::pair<std::shared_ptr<const Pattern>, const Node*>> pattern_properties;
  const Node* additional = nullptr;
  const Node* unevaluated = nullptr;
  const Node* property_names = nullptr;
  std::vector<std::string> required;
  std::vector<std::pair<std::string, std::vector<std::string>>> dependent_required;
  std::vector<std::pair<std::string, const Node*>> dependent_schemas;
  std::optional<std::int64_t> min_properties, max_properties;
};

struct Node {
  const feel::Value* source = nullptr;
  const Resource* resource = nullptr;
  std::string pointer;           ///< RFC 6901 into resource->document
  std::optional<bool> constant;  ///< a boolean schema
  std::string title;

  const Node* ref = nullptr;
  const Node* dynamic_ref = nullptr;
  std::string dynamic_name;  ///< not empty where dynamic_ref is to be looked up in the dynamic scope
  std::vector<const Node*> all_of, any_of, one_of;
  const Node* not_this = nullptr;
  const Node* if_this = nullptr;
  const Node* then_that = nullptr;
  const Node* else_that = nullptr;

  std::optional<TypeSet> types;
  std::optional<feel::Value> exactly;
  std::optional<feel::List> one_value_of;
  NumberRules number;
  StringRules string;
  ListRules list;
  ObjectRules object;
};

}  // namespace wf::model::schema
