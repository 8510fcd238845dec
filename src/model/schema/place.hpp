// Place: where in the value a check stands, as a chain on the stack; text is made only when something is
// reported.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace wf::model::schema {

struct Node;

struct Place {
  const Place* above = nullptr;
  std::string_view name;  ///< of the member, where above is an object
  std::size_t index = 0;  ///< of the item, where is_item
  bool is_item = false;
  bool has_own_schema = false;   ///< an item of prefixItems: its title is its name
  bool is_name = false;          ///< the name of the member itself is checked (propertyNames)
  const Node* titled = nullptr;  ///< the first schema with a title that was met here
};

/// RFC 6901.
std::string pointer_of(const Place& place);
/// As the subject of a sentence: the title, else the member's name, "Entry 2 of Quotes", or "The value".
std::string subject_of(const Place& place);
/// The member `name` of an object under `schema`: its title, else its name.
std::string member_subject(const Node& schema, std::string_view name);

}  // namespace wf::model::schema
