// Writing and reading of the lexical form of ranges. Ends of any kind keep their kind.
#include "codec/lexical_range.hpp"

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "codec/lexical.hpp"

namespace wf::codec {

namespace {

using feel::Kind;
using feel::Range;
using feel::Value;

/// KIND("FORM") for the kinds with a lexical form, plain JSON for the rest.
std::string end_text(const std::optional<Value>& end) {
  if (!end) return {};
  const std::string form = lexical_form(*end);
  if (form.empty() || end->kind() == Kind::range) return to_json(*end);
  std::string out(feel::kind_name(end->kind()));
  out += '(';
  append_json_string(out, form);
  out += ')';
  return out;
}

/// Where the ".." of the range stands: the first one outside of strings and inner brackets.
std::optional<std::size_t> middle_of(std::string_view text) {
  bool in_string = false;
  int depth = 0;
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\')
      ++i;
    else if (c == '"')
      in_string = !in_string;
    else if (in_string)
      continue;
    else if (c == '[' || c == '{' || c == '(')
      ++depth;
    else if (c == ']' || c == '}' || c == ')')
      --depth;
    else if (depth == 0 && c == '.' && text[i + 1] == '.')
      return i;
  }
  return std::nullopt;
}

std::optional<Value> read_tagged_end(std::string_view text) {
  constexpr Kind kinds[] = {Kind::date, Kind::time, Kind::date_time, Kind::days_duration,
                            Kind::years_duration};
  for (const Kind kind : kinds) {
    const std::string_view name = feel::kind_name(kind);
    if (!text.starts_with(name) || text.size() < name.size() + 2) continue;
    const std::string_view rest = text.substr(name.size());
    if (rest.front() != '(' || rest.back() != ')') continue;
    const auto form = parse_json(rest.substr(1, rest.size() - 2));
    if (!form || !form->as_string()) return std::nullopt;
    return from_lexical_form(kind, form->text());
  }
  return std::nullopt;
}

/// False where the end is malformed; an empty text is a missing end.
bool read_end(std::string_view text, std::optional<Value>& end) {
  if (text.empty()) return true;
  if (auto json = parse_json(text))
    end = std::move(*json);
  else
    end = read_tagged_end(text);
  return end.has_value();
}

}  // namespace

std::string range_text(const Range& range) {
  std::string out(1, range.low_closed ? '[' : '(');
  out += end_text(range.low);
  out += "..";
  out += end_text(range.high);
  out += range.high_closed ? ']' : ')';
  return out;
}

std::optional<Value> read_range(std::string_view text) {
  if (text.size() < 4) return std::nullopt;
  const char first = text.front();
  const char last = text.back();
  if ((first != '[' && first != '(' && first != ']') || (last != ']' && last != ')' && last != '['))
    return std::nullopt;
  const std::string_view inner = text.substr(1, text.size() - 2);
  const auto middle = middle_of(inner);
  if (!middle) return std::nullopt;
  Range range;
  range.low_closed = first == '[';
  range.high_closed = last == ']';
  if (!read_end(inner.substr(0, *middle), range.low)) return std::nullopt;
  if (!read_end(inner.substr(*middle + 2), range.high)) return std::nullopt;
  return Value(std::move(range));
}

}  // namespace wf::codec
