// JSON types of values, and words for values and types in messages.
#include <array>

#include "base/text.hpp"
#include "model/schema/checker.hpp"

namespace wf::model::schema {

using feel::Kind;
using feel::Value;

namespace {

constexpr std::array<std::pair<JsonType, std::string_view>, 7> type_names = {{
    {JsonType::string, "a text"},
    {JsonType::number, "a number"},
    {JsonType::integer, "a whole number"},
    {JsonType::boolean, "yes or no (true or false)"},
    {JsonType::array, "a list"},
    {JsonType::object, "a group of fields"},
    {JsonType::null, "empty"},
}};

}  // namespace

TypeSet types_of(const Value& value) {
  const auto set = [](JsonType type) { return static_cast<TypeSet>(type); };
  switch (value.kind()) {
    case Kind::null:
      return set(JsonType::null);
    case Kind::boolean:
      return set(JsonType::boolean);
    case Kind::string:
      return set(JsonType::string);
    case Kind::list:
      return set(JsonType::array);
    case Kind::context:
      return set(JsonType::object);
    case Kind::number: {
      const TypeSet number = set(JsonType::number);
      return value.as_number()->is_integer() ? static_cast<TypeSet>(number | set(JsonType::integer)) : number;
    }
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::days_duration:
    case Kind::years_duration:
    case Kind::range:
    case Kind::function:
      return 0;  // no JSON type fits
  }
  return 0;
}

std::string type_choice(TypeSet types) {
  std::vector<std::string> names;
  for (const auto& [type, name] : type_names) {
    if ((types & static_cast<TypeSet>(type)) != 0) names.emplace_back(name);
  }
  return joined(names, " or ");
}

std::string_view kind_for_people(const Value& value) {
  switch (value.kind()) {
    case Kind::null:
      return "empty";
    case Kind::boolean:
      return value.is_true() ? "true" : "false";
    case Kind::number:
      return value.as_number()->is_integer() ? "a whole number" : "a number with a fraction";
    case Kind::string:
      return "a text";
    case Kind::list:
      return "a list";
    case Kind::context:
      return "a group of fields";
    case Kind::date:
    case Kind::time:
    case Kind::date_time:
    case Kind::days_duration:
    case Kind::years_duration:
    case Kind::range:
    case Kind::function:
      break;
  }
  return feel::kind_name(value.kind());
}

std::string value_for_people(const Value& value) {
  constexpr std::size_t most_bytes = 60;
  const std::string* text = value.as_string();
  const bool bare = text && !text->empty() && text->size() <= most_bytes && trimmed(*text) == *text &&
                    *text != "true" && *text != "false" && *text != "null" &&
                    text->find(',') == std::string::npos && text->find('\n') == std::string::npos &&
                    !Decimal::parse(*text);
  return bare ? *text : feel::to_feel_text(value, most_bytes);
}

}  // namespace wf::model::schema
