// Pointers and subjects from chains of places.
#include "model/schema/place.hpp"

#include "model/schema/node.hpp"
#include "model/schema/uri.hpp"

namespace wf::model::schema {

namespace {

constexpr int most_references = 20;  // followed in search of a title

const std::string* title_of(const Node* node) {
  for (int i = 0; node && i < most_references; ++i) {
    if (!node->title.empty()) return &node->title;
    node = node->ref;
  }
  return nullptr;
}

std::string quoted(std::string_view name) {
  return "\"" + std::string(name) + "\"";
}

}  // namespace

std::string pointer_of(const Place& place) {
  if (!place.above) return {};
  const std::string token = place.is_item ? std::to_string(place.index) : pointer_token(place.name);
  return pointer_of(*place.above) + "/" + token;
}

std::string subject_of(const Place& place) {
  if (place.is_name) return "The name " + quoted(place.name);
  if (place.titled && !place.is_item) return place.titled->title;
  if (!place.above) return "The value";
  if (!place.is_item) return quoted(place.name);
  const std::string number = std::to_string(place.index + 1);
  std::string what = place.titled ? place.titled->title : "Entry";
  if (!place.titled || !place.has_own_schema) what += " " + number;
  return place.above->above || place.above->titled ? what + " of " + subject_of(*place.above) : what;
}

std::string member_subject(const Node& schema, std::string_view name) {
  const auto found = schema.object.properties.find(name);
  const std::string* title = found == schema.object.properties.end() ? nullptr : title_of(found->second);
  return title ? *title : quoted(name);
}

}  // namespace wf::model::schema
