// String functions without patterns (DMN 1.5 §10.3.4.3). Positions count code points. Patterns: regex.cpp.
#include "feel/builtins/registry.hpp"

#include <algorithm>
#include <cwctype>

#include "base/text.hpp"

namespace wf::feel {

namespace {

std::optional<std::int64_t> whole(const Value& value) {
  const auto cut = value.as_number()->rounded(0, Decimal::Rounding::down);
  return cut ? cut->to_int64() : std::nullopt;
}

/// Byte offset of code point `count` (from 0), or the end.
std::size_t offset_of_point(std::string_view text, std::int64_t count) {
  std::size_t at = 0;
  while (count > 0 && at < text.size()) {
    ++at;
    while (at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) ++at;
    --count;
  }
  return at;
}

Value substring(Call& call, std::span<const Value> arguments) {
  const std::string_view text = arguments[0].text();
  if (!call.charge(static_cast<std::int64_t>(text.size() / 64))) return {};
  const auto size = static_cast<std::int64_t>(code_point_count(text));
  const auto start = whole(arguments[1]);
  if (!start || *start == 0 || *start > size || *start < -size) {
    return call.fail("WF-FEEL-110", "substring(): the start position " + arguments[1].as_number()->to_string() + " is outside of the text");
  }
  const std::int64_t from = *start > 0 ? *start - 1 : size + *start;
  std::int64_t length = size - from;
  if (arguments.size() > 2 && !arguments[2].is_null()) {
    const auto wanted = whole(arguments[2]);
    if (!wanted || *wanted < 1) return call.fail("WF-FEEL-110", "substring(): the length must be at least 1");
    length = std::min(length, *wanted);
  }
  const std::size_t begin = offset_of_point(text, from);
  const std::string_view rest = text.substr(begin);
  return std::string(rest.substr(0, offset_of_point(rest, length)));
}

Value string_length(Call&, std::span<const Value> arguments) {
  return static_cast<std::int64_t>(code_point_count(arguments[0].text()));
}

/// Case of the letters of Latin, Greek, Cyrillic and Armenian; other scripts have none or are left alone.
char32_t upper(char32_t c) {
  if (c < 0x80) return c >= 'a' && c <= 'z' ? c - 32 : c;
  if (c == 0xB5) return 0x39C;
  if (c == 0xFF) return 0x178;
  if ((c >= 0xE0 && c <= 0xFE && c != 0xF7) || (c >= 0x3B1 && c <= 0x3C9 && c != 0x3C2) || (c >= 0x430 && c <= 0x44F)) return c - 32;
  if (c == 0x3C2) return 0x3A3;
  if (c >= 0x450 && c <= 0x45F) return c - 80;
  if (c >= 0x561 && c <= 0x586) return c - 48;
  const bool odd_pairs = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x4BF) || (c >= 0x1E00 && c <= 0x1EFF);
  if (c == 0x131) return 'I';
  if (odd_pairs && (c & 1) != 0) return c - 1;
  const bool even_pairs = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  return even_pairs && (c & 1) == 0 ? c - 1 : c;
}

char32_t lower(char32_t c) {
  if (c < 0x80) return c >= 'A' && c <= 'Z' ? c + 32 : c;
  if (c == 0x178) return 0xFF;
  if (c == 0x130) return 'i';
  if ((c >= 0xC0 && c <= 0xDE && c != 0xD7) || (c >= 0x391 && c <= 0x3A9) || (c >= 0x410 && c <= 0x42F)) return c + 32;
  if (c >= 0x400 && c <= 0x40F) return c + 80;
  if (c >= 0x531 && c <= 0x556) return c + 48;
  const bool odd_pairs = (c >= 0x100 && c <= 0x137) || (c >= 0x14A && c <= 0x177) || (c >= 0x460 && c <= 0x4BF) || (c >= 0x1E00 && c <= 0x1EFF);
  if (odd_pairs && (c & 1) == 0) return c + 1;
  const bool even_pairs = (c >= 0x139 && c <= 0x148) || (c >= 0x179 && c <= 0x17E);
  return even_pairs && (c & 1) != 0 ? c + 1 : c;
}

std::string mapped(std::string_view text, char32_t (*map)(char32_t)) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) append_utf8(out, map(next_code_point(text, at)));
  return out;
}

Value upper_case(Call&, std::span<const Value> arguments) {
  std::string out;
  for (const char32_t c : {U'ß'}) append_utf8(out, c);
  std::string text = mapped(arguments[0].text(), upper);
  for (std::size_t at = text.find(out); at != std::string::npos; at = text.find(out, at)) text.replace(at, out.size(), "SS");
  return text;
}
Value lower_case(Call&, std::span<const Value> arguments) { return mapped(arguments[0].text(), lower); }

Value substring_before(Call&, std::span<const Value> arguments) {
  const auto at = arguments[0].text().find(arguments[1].text());
  return at == std::string_view::npos ? Value("") : Value(arguments[0].text().substr(0, at));
}

Value substring_after(Call&, std::span<const Value> arguments) {
  const auto at = arguments[0].text().find(arguments[1].text());
  return at == std::string_view::npos ? Value("") : Value(arguments[0].text().substr(at + arguments[1].text().size()));
}

Value contains_text(Call&, std::span<const Value> arguments) {
  return arguments[0].text().find(arguments[1].text()) != std::string_view::npos;
}
Value starts_with(Call&, std::span<const Value> arguments) { return arguments[0].text().starts_with(arguments[1].text()); }
Value ends_with(Call&, std::span<const Value> arguments) { return arguments[0].text().ends_with(arguments[1].text()); }

Value string_join(Call& call, std::span<const Value> arguments) {
  std::string out;
  const std::string_view delimiter = arguments.size() > 1 ? arguments[1].text() : "";
  bool first = true;
  for (const Value& item : *arguments[0].as_list()) {
    if (item.is_null()) continue;
    if (item.as_string() == nullptr) return call.fail("WF-FEEL-108", "string join(): every item must be a string");
    if (!first) out += delimiter;
    first = false;
    out += item.text();
    if (!call.charge(1, static_cast<std::int64_t>(item.text().size() + delimiter.size()))) return {};
  }
  return out;
}

Value trim(Call&, std::span<const Value> arguments) { return trimmed(arguments[0].text()); }

constexpr Signature signatures[] = {
    {"substring(string: string, start position: number, length?: number) -> string", substring},
    {"string length(string: string) -> number", string_length},
    {"upper case(string: string) -> string", upper_case},
    {"lower case(string: string) -> string", lower_case},
    {"substring before(string: string, match: string) -> string", substring_before},
    {"substring after(string: string, match: string) -> string", substring_after},
    {"contains(string: string, match: string) -> boolean", contains_text},
    {"starts with(string: string, match: string) -> boolean", starts_with},
    {"ends with(string: string, match: string) -> boolean", ends_with},
    {"string join(list: list, delimiter?: string|null) -> string", string_join},
    {"trim(string: string) -> string", trim},
};

}  // namespace

std::span<const Signature> string_functions() { return signatures; }

}  // namespace wf::feel
