// Types, fixed values, numbers and strings. Validation 2020-12 §6.1 to §6.3 and §7.
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "model/schema/checker.hpp"

namespace wf::model::schema {

namespace {

using feel::Value;

constexpr std::size_t most_shown_choices = 12;
constexpr std::int64_t bytes_per_step = 64;  // of a string under a pattern

std::string listed(const feel::List& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (i == most_shown_choices) return out + ", …";
    if (i > 0) out += ", ";
    out += value_for_people(values[i]);
  }
  return out;
}

std::string characters(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " character" : " characters");
}

/// 0.01 → "at most 2 decimal places"
std::string step_text(const Decimal& step) {
  constexpr std::array<std::string_view, 5> powers = {"1", "0.1", "0.01", "0.001", "0.0001"};
  const std::string text = step.normalized().to_string();
  for (std::size_t places = 1; places < powers.size(); ++places) {
    if (text == powers[places])
      return " must have at most " + std::to_string(places) + " decimal place" + (places > 1 ? "s" : "");
  }
  return text == powers[0] ? " must be a whole number" : " must be a multiple of " + text;
}

/// Whether `value` divided by `step` is whole, exactly as far as 34 digits tell.
bool is_multiple(const Decimal& value, const Decimal& step) {
  if (const auto rest = value.modulo(step)) return rest->is_zero();
  const auto quotient = value.divide(step);
  return quotient && quotient->is_integer();
}

}  // namespace

bool Checker::type(const Visit& visit) {
  const auto& types = visit.node.types;
  if (!types || (*types & types_of(visit.value)) != 0) return true;
  if (!collecting_) return false;
  return report(visit.place, "type",
                subject_of(visit.place) + " must be " + type_choice(*types) + ", not " +
                    std::string(kind_for_people(visit.value)));
}

bool Checker::values(const Visit& visit) {
  const Node& node = visit.node;
  bool ok = true;
  if (node.one_value_of) {
    const auto& choices = *node.one_value_of;
    if (!spend(std::ssize(choices) / 16)) return false;
    ok = std::find(choices.begin(), choices.end(), visit.value) != choices.end();
    if (!ok && collecting_)
      report(visit.place, "enum", subject_of(visit.place) + " must be one of: " + listed(choices));
  }
  if (node.exactly && goes_on(ok) && !(*node.exactly == visit.value)) {
    if (!collecting_) return false;
    return report(visit.place, "const",
                  subject_of(visit.place) + " must be " + value_for_people(*node.exactly));
  }
  return ok;
}

bool Checker::numbers(const Visit& visit) {
  const Decimal* value = visit.value.as_number();
  if (!value) return true;
  const NumberRules& rules = visit.node.number;
  bool ok = true;
  const auto expect = [&](bool holds, std::string_view keyword, std::string_view what, const Decimal& bound) {
    if (holds) return;
    ok = false;
    if (collecting_)
      report(visit.place, keyword, subject_of(visit.place) + std::string(what) + bound.to_string());
  };
  if (rules.minimum) expect(*value >= *rules.minimum, "minimum", " must be at least ", *rules.minimum);
  if (rules.maximum) expect(*value <= *rules.maximum, "maximum", " must be at most ", *rules.maximum);
  if (rules.exclusive_minimum) {
    expect(*value > *rules.exclusive_minimum, "exclusiveMinimum", " must be more than ",
           *rules.exclusive_minimum);
  }
  if (rules.exclusive_maximum) {
    expect(*value < *rules.exclusive_maximum, "exclusiveMaximum", " must be less than ",
           *rules.exclusive_maximum);
  }
  if (rules.multiple_of && !is_multiple(*value, *rules.multiple_of)) {
    ok = false;
    if (collecting_)
      report(visit.place, "multipleOf", subject_of(visit.place) + step_text(*rules.multiple_of));
  }
  return ok;
}

bool Checker::strings(const Visit& visit) {
  const std::string* text = visit.value.as_string();
  if (!text) return true;
  const StringRules& rules = visit.node.string;
  bool ok = true;
  const auto refuse = [&](std::string_view keyword, const std::string& what) {
    ok = false;
    if (collecting_) report(visit.place, keyword, subject_of(visit.place) + what);
  };
  if (rules.min_length || rules.max_length) {
    const auto length = static_cast<std::int64_t>(code_point_count(*text));
    const std::string has = " (it has " + std::to_string(length) + ")";
    if (rules.min_length && length < *rules.min_length) {
      const bool filled = length == 0 && *rules.min_length == 1;
      refuse("minLength",
             filled ? " must not be empty" : " must have at least " + characters(*rules.min_length) + has);
    }
    if (rules.max_length && length > *rules.max_length) {
      refuse("maxLength", " must have at most " + characters(*rules.max_length) + has);
    }
  }
  if (rules.pattern && goes_on(ok)) {
    if (!spend(std::ssize(*text) / bytes_per_step)) return false;
    if (!rules.pattern->matches(*text)) {
      const Value& examples = visit.node.source->member("examples");
      const bool has_example = examples.as_list() && !examples.as_list()->empty();
      refuse("pattern", has_example
                            ? " must have a form like " + feel::to_display_text(examples.as_list()->front())
                            : " must match the pattern " + rules.pattern->text());
    }
  }
  if (rules.format && !has_format(*rules.format, *text)) {
    refuse("format", " must be " + std::string(format_for_people(*rules.format)));
  }
  return ok;
}

}  // namespace wf::model::schema
