// Reading of {"@type":…,"@value":…} objects.
#include "codec/typed_object.hpp"

#include <array>

#include "codec/lexical.hpp"

namespace wf::codec {

namespace {

using feel::Context;
using feel::Kind;
using feel::Value;

constexpr std::array lexical_kinds = {Kind::date,          Kind::time,           Kind::date_time,
                                      Kind::days_duration, Kind::years_duration, Kind::range};
constexpr std::string_view number_type = "number";
constexpr std::string_view function_type = "function";

std::optional<Kind> lexical_kind(std::string_view type) {
  for (const Kind kind : lexical_kinds) {
    if (feel::kind_name(kind) == type) return kind;
  }
  return std::nullopt;
}

std::string_view example_of(Kind kind) {
  switch (kind) {
    case Kind::date: return "2026-01-05";
    case Kind::time: return "10:00:00+01:00";
    case Kind::date_time: return "2026-01-05T10:00:00+01:00";
    case Kind::days_duration: return "P1DT2H";
    case Kind::years_duration: return "P1Y2M";
    case Kind::range: return "[1..10]";
    case Kind::number:
    case Kind::null:
    case Kind::boolean:
    case Kind::string:
    case Kind::list:
    case Kind::context:
    case Kind::function: break;
  }
  return "1E+5000";
}

tl::unexpected<Error> malformed(Kind kind) {
  return fail("WF-JSON-007", "the @value of @type \"" + std::string(feel::kind_name(kind)) +
                                 "\" must be a text like \"" + std::string(example_of(kind)) + "\"");
}

Result<Value> from_text(Kind kind, const Value& form) {
  if (!form.as_string()) return malformed(kind);
  if (kind == Kind::number) {
    const auto number = Decimal::parse(form.text());
    if (!number) return malformed(kind);
    return Value(*number);
  }
  auto value = from_lexical_form(kind, form.text());
  if (!value) return malformed(kind);
  return std::move(*value);
}

}  // namespace

bool looks_typed(const Context& object) {
  if (object.size() != 2) return false;
  const Value* type = object.find(type_member);
  if (!type || !type->as_string() || !object.find(value_member)) return false;
  const std::string_view name = type->text();
  return name == context_type || name == number_type || name == function_type || lexical_kind(name);
}

Result<Value> from_typed(const Context& object) {
  const std::string_view type = object.find(type_member)->text();
  const Value& content = *object.find(value_member);
  if (type == function_type) return Value();
  if (type == number_type) return from_text(Kind::number, content);
  if (type != context_type) return from_text(*lexical_kind(type), content);
  if (object.entries().front().name != type_member || !content.as_context()) {
    return fail("WF-JSON-007", "an object of @type \"context\" must give @type first and an object as its @value");
  }
  return content;
}

}  // namespace wf::codec
