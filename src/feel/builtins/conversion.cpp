// Conversion functions: number, string (DMN 1.5 §10.3.4.1). Temporal constructors are in temporal.cpp.
#include "feel/builtins/registry.hpp"

namespace wf::feel {

namespace {

/// number(from, grouping separator, decimal separator): the separators are null, or two different ones of " ,.".
Value number(Call& call, std::span<const Value> arguments) {
  std::string text = *arguments[0].as_string();
  const bool with_grouping = arguments.size() > 1 && !arguments[1].is_null();
  const bool with_decimal = arguments.size() > 2 && !arguments[2].is_null();
  const std::string_view grouping = with_grouping ? arguments[1].text() : "";
  const std::string_view point = with_decimal ? arguments[2].text() : ".";
  if (with_grouping && grouping != " " && grouping != "," && grouping != ".") {
    return call.fail("WF-FEEL-110", "number(): the grouping separator is a space, a comma or a point");
  }
  if (point != "." && point != ",") return call.fail("WF-FEEL-110", "number(): the decimal separator is a comma or a point");
  if (with_grouping && grouping == point) return call.fail("WF-FEEL-110", "number(): the separators must differ");
  if (with_grouping) std::erase(text, grouping[0]);
  if (point == ",") {
    if (text.find('.') != std::string::npos) return call.fail("WF-FEEL-110", "number() cannot read \"" + text + "\"");
    for (char& c : text) c = c == ',' ? '.' : c;
  }
  const auto parsed = Decimal::parse(text);
  if (!parsed) return call.fail("WF-FEEL-110", "number() cannot read \"" + std::string(arguments[0].text().substr(0, 60)) + "\"");
  return *parsed;
}

Value number_itself(Call&, std::span<const Value> arguments) { return arguments[0]; }

Value string(Call&, std::span<const Value> arguments) {
  return arguments[0].is_null() ? Value() : Value(to_display_text(arguments[0]));
}

constexpr Signature signatures[] = {
    {"number(from: string) -> number", number},
    {"number(from: number) -> number", number_itself},
    {"number(from: string, grouping separator: string|null, decimal separator: string|null) -> number", number},
    {"string(from: any) -> string", string},
};

}  // namespace

std::span<const Signature> conversion_functions() { return signatures; }

}  // namespace wf::feel
