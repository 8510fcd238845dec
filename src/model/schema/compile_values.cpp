// Keywords whose argument is a plain value: validation vocabulary, format, title. Validation 2020-12 §6 and
// §7.
#include <array>
#include <limits>
#include <set>

#include "model/schema/compiler.hpp"
#include "model/schema/uri.hpp"

namespace wf::model::schema {

using feel::Value;

std::optional<std::int64_t> Compiler::count(const At& at, const Value& value) {
  const Decimal* number = value.as_number();
  if (!number || !number->is_integer() || number->sign() < 0) {
    refuse(at, "must be a whole number of at least 0");
    return std::nullopt;
  }
  return number->to_int64().value_or(std::numeric_limits<std::int64_t>::max());
}

std::optional<Decimal> Compiler::number(const At& at, const Value& value) {
  if (const Decimal* number = value.as_number()) return *number;
  refuse(at, "must be a number");
  return std::nullopt;
}

std::vector<std::string> Compiler::names(const At& at, const Value& value) {
  std::vector<std::string> names;
  std::set<std::string> seen;
  const auto refuse_all = [&](std::string message) {
    refuse(at, std::move(message));
    return std::vector<std::string>();
  };
  if (!value.as_list()) return refuse_all("must be a list of names");
  for (const Value& item : *value.as_list()) {
    if (!item.as_string()) return refuse_all("must be a list of names");
    if (!seen.insert(*item.as_string()).second)
      return refuse_all("names \"" + *item.as_string() + "\" twice");
    names.push_back(*item.as_string());
  }
  return names;
}

std::shared_ptr<const Pattern> Compiler::pattern(const At& at, std::string_view text) {
  auto compiled = Pattern::compile(text);
  if (compiled) return *compiled;
  refuse(at, compiled.error().text);
  return nullptr;
}

void Compiler::on_type(const At& at, const Value& value) {
  static constexpr std::array<std::pair<std::string_view, JsonType>, 7> types = {{
      {"null", JsonType::null},
      {"boolean", JsonType::boolean},
      {"integer", JsonType::integer},
      {"number", JsonType::number},
      {"string", JsonType::string},
      {"array", JsonType::array},
      {"object", JsonType::object},
  }};
  const feel::List single = {value};
  const feel::List& wanted = value.as_list() ? *value.as_list() : single;
  TypeSet set = 0;
  for (const Value& name : wanted) {
    const auto* found =
        std::find_if(types.begin(), types.end(), [&](const auto& row) { return row.first == name.text(); });
    if (found == types.end()) {
      return refuse(
          at,
          "must be one of null, boolean, integer, number, string, array, object, or a list of them; not " +
              feel::to_feel_text(name, 40));
    }
    set = static_cast<TypeSet>(set | static_cast<TypeSet>(found->second));
  }
  if (set == 0) return refuse(at, "must name at least one type");
  at.node.types = set;
}

void Compiler::on_enum(const At& at, const Value& value) {
  if (value.as_list())
    at.node.one_value_of = *value.as_list();
  else
    refuse(at, "must be a list of the allowed values");
}

void Compiler::on_const(const At& at, const Value& value) {
  at.node.exactly = value;
}
void Compiler::on_minimum(const At& at, const Value& value) {
  at.node.number.minimum = number(at, value);
}
void Compiler::on_maximum(const At& at, const Value& value) {
  at.node.number.maximum = number(at, value);
}

void Compiler::on_exclusive_minimum(const At& at, const Value& value) {
  at.node.number.exclusive_minimum = number(at, value);
}
void Compiler::on_exclusive_maximum(const At& at, const Value& value) {
  at.node.number.exclusive_maximum = number(at, value);
}

void Compiler::on_multiple_of(const At& at, const Value& value) {
  const auto divisor = number(at, value);
  if (divisor && divisor->sign() <= 0) return refuse(at, "must be a number above 0");
  at.node.number.multiple_of = divisor;
}

void Compiler::on_min_length(const At& at, const Value& value) {
  at.node.string.min_length = count(at, value);
}
void Compiler::on_max_length(const At& at, const Value& value) {
  at.node.string.max_length = count(at, value);
}

void Compiler::on_pattern(const At& at, const Value& value) {
  if (!value.as_string()) return refuse(at, "must be a regular expression in quotes");
  at.node.string.pattern = pattern(at, value.text());
}

void Compiler::on_format(const At& at, const Value& value) {
  if (!value.as_string()) return refuse(at, "must be the name of a format");
  if (options_.assert_formats) at.node.string.format = format_named(value.text());
}

void Compiler::on_min_items(const At& at, const Value& value) {
  at.node.list.min_items = count(at, value);
}
void Compiler::on_max_items(const At& at, const Value& value) {
  at.node.list.max_items = count(at, value);
}
void Compiler::on_min_contains(const At& at, const Value& value) {
  at.node.list.min_contains = count(at, value);
}
void Compiler::on_max_contains(const At& at, const Value& value) {
  at.node.list.max_contains = count(at, value);
}

void Compiler::on_unique_items(const At& at, const Value& value) {
  if (!value.as_boolean()) return refuse(at, "must be true or false");
  at.node.list.unique = value.is_true();
}

void Compiler::on_required(const At& at, const Value& value) {
  at.node.object.required = names(at, value);
}

void Compiler::on_dependent_required(const At& at, const Value& value) {
  const auto* map = map_of(at, value);
  if (!map) return;
  for (const auto& [name, list] : map->entries()) {
    const At inner{at.node, at.resource, at.pointer + "/" + pointer_token(name)};
    at.node.object.dependent_required.emplace_back(name, names(inner, list));
  }
}

void Compiler::on_min_properties(const At& at, const Value& value) {
  at.node.object.min_properties = count(at, value);
}
void Compiler::on_max_properties(const At& at, const Value& value) {
  at.node.object.max_properties = count(at, value);
}

void Compiler::on_title(const At& at, const Value& value) {
  if (value.as_string())
    at.node.title = *value.as_string();
  else
    refuse(at, "must be a text");
}

}  // namespace wf::model::schema
