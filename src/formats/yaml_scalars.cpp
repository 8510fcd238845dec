// Ends of YAML scalars and the core schema; see yaml_scalars.hpp. YAML 1.2.2 §7.3, §8.1, §10.3.2.
#include "formats/yaml_scalars.hpp"

#include <algorithm>
#include <charconv>

namespace wf::formats {

namespace {

using Offset = std::uint32_t;

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_break(char c) { return c == '\n' || c == '\r'; }
bool is_space(char c) { return is_blank(c) || is_break(c); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// A plain scalar repeats its content; runs of white space may be folded.
Offset plain_end(std::string_view text, Offset begin, std::string_view value) {
  std::size_t at = begin;
  for (std::size_t i = 0; i < value.size() && at < text.size();) {
    if (is_space(value[i])) {
      while (i < value.size() && is_space(value[i])) ++i;
      while (at < text.size() && is_space(text[at])) ++at;
    } else if (value[i] == text[at]) {
      ++i, ++at;
    } else {
      break;
    }
  }
  return static_cast<Offset>(at);
}

ScalarExtent quoted_extent(std::string_view text, Offset begin, char quote) {
  ScalarExtent extent;
  extent.style = quote == '"' ? ScalarExtent::Style::double_quoted : ScalarExtent::Style::single_quoted;
  extent.content_begin = begin + 1;
  std::size_t at = begin + 1;
  while (at < text.size()) {
    if (quote == '"' && text[at] == '\\') {
      at += 2;
    } else if (text[at] != quote) {
      ++at;
    } else if (quote == '\'' && at + 1 < text.size() && text[at + 1] == quote) {
      at += 2;
    } else {
      extent.span = {begin, static_cast<Offset>(at + 1)};
      return extent;
    }
  }
  extent.is_closed = false;
  extent.span = {begin, static_cast<Offset>(text.size())};
  return extent;
}

struct Line {
  std::size_t indentation = 0;  ///< leading spaces
  std::size_t end = 0;          ///< of the content, without the line break
  std::size_t next = 0;         ///< begin of the next line
  bool is_empty = true;
};

Line line_at(std::string_view text, std::size_t begin) {
  Line line;
  std::size_t end = text.find('\n', begin);
  line.next = end == std::string_view::npos ? text.size() : end + 1;
  if (end == std::string_view::npos) end = text.size();
  if (end > begin && text[end - 1] == '\r') --end;
  line.end = end;
  while (begin + line.indentation < end && text[begin + line.indentation] == ' ') ++line.indentation;
  line.is_empty = begin + line.indentation == end;
  return line;
}

/// Leading spaces of the first line of `value` that holds more than spaces; npos when there is none.
std::size_t value_indentation(std::string_view value) {
  for (std::size_t at = 0; at < value.size();) {
    const Line line = line_at(value, at);
    if (!line.is_empty) return line.indentation;
    at = line.next;
  }
  return std::string_view::npos;
}

/// A block scalar: header line, then every line that is empty or indented at least like its content.
ScalarExtent block_extent(std::string_view text, Offset begin, std::string_view value) {
  ScalarExtent extent;
  extent.style = ScalarExtent::Style::block;
  const Line header = line_at(text, begin);
  extent.span = {begin, static_cast<Offset>(header.end)};
  extent.content_begin = static_cast<Offset>(header.next);
  const std::size_t inner = value_indentation(value);
  if (inner == std::string_view::npos) return extent;
  std::size_t at = header.next;
  while (at < text.size() && line_at(text, at).is_empty) at = line_at(text, at).next;
  const std::size_t outer = line_at(text, at).indentation;
  const std::size_t indentation = outer >= inner ? outer - inner : 0;
  extent.content_begin = static_cast<Offset>(at + indentation);
  while (at < text.size()) {
    const Line line = line_at(text, at);
    if (!line.is_empty && line.indentation < indentation) break;
    if (!line.is_empty) extent.span.end = static_cast<Offset>(line.end);
    at = line.next;
  }
  return extent;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

/// [-+]? ( \. [0-9]+ | [0-9]+ ( \. [0-9]* )? ) ( [eE] [-+]? [0-9]+ )?
bool is_decimal_number(std::string_view text) {
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  std::size_t at = 0;
  while (at < text.size() && is_digit(text[at])) ++at;
  std::size_t digits = at;
  if (at < text.size() && text[at] == '.') {
    ++at;
    while (at < text.size() && is_digit(text[at])) ++at, ++digits;
  }
  if (digits == 0) return false;
  if (at == text.size()) return true;
  if (text[at] != 'e' && text[at] != 'E') return false;
  ++at;
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  return all_digits(text.substr(at));
}

std::optional<Decimal> based_number(std::string_view digits, int base) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  if (error != std::errc() || end != digits.data() + digits.size() || value < 0) return std::nullopt;
  return Decimal(value);
}

bool is_infinite_or_nan(std::string_view text) {
  if (text == ".nan" || text == ".NaN" || text == ".NAN") return true;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) text.remove_prefix(1);
  return text == ".inf" || text == ".Inf" || text == ".INF";
}

std::string resolve_decimal(Node& node) {
  std::string_view text = node.text;
  const bool is_negative = text[0] == '-';
  if (text[0] == '-' || text[0] == '+') text.remove_prefix(1);
  if (text.size() > 1 && text[0] == '0' && is_digit(text[1])) {
    return "a number does not begin with 0; as a text (a telephone number, a code) write it in quotes: \"" +
           node.text + "\"";
  }
  std::string spelling = (is_negative ? "-" : "") + std::string(text);
  if (const auto point = spelling.find('.'); point != std::string::npos) {
    if (point + 1 == spelling.size() || !is_digit(spelling[point + 1])) spelling.erase(point, 1);
  }
  const auto number = Decimal::parse(spelling);
  if (!number) return "write it within 34 digits, or in quotes as a text";
  node.kind = Node::Kind::number;
  node.number = *number;
  return {};
}

}  // namespace

std::uint32_t after_properties(std::string_view text, Offset begin) {
  std::size_t at = begin;
  while (at < text.size() && (text[at] == '&' || text[at] == '!')) {
    while (at < text.size() && !is_space(text[at])) ++at;
    while (at < text.size() && is_space(text[at])) ++at;
  }
  return static_cast<Offset>(at);
}

ScalarExtent scalar_extent(std::string_view text, Offset begin, std::string_view value) {
  const char first = begin < text.size() ? text[begin] : ' ';
  if (first == '"' || first == '\'') return quoted_extent(text, begin, first);
  if (first == '|' || first == '>') return block_extent(text, begin, value);
  ScalarExtent extent;
  extent.span = {begin, plain_end(text, begin, value)};
  extent.content_begin = begin;
  return extent;
}

std::uint32_t written_null_size(std::string_view text, Offset begin, bool as_key) {
  const std::string_view rest = text.substr(std::min<std::size_t>(begin, text.size()));
  for (const std::string_view word : {"~", "null", "Null", "NULL"}) {
    if (!rest.starts_with(word)) continue;
    const char next = rest.size() > word.size() ? rest[word.size()] : '\n';
    if (is_space(next) || next == ',' || next == ']' || next == '}' || (as_key && next == ':')) {
      return static_cast<Offset>(word.size());
    }
  }
  return 0;
}

std::string resolve_plain(Node& node) {
  const std::string_view text = node.text;
  node.kind = Node::Kind::string;
  if (text.empty()) return {};
  if (text == "true" || text == "True" || text == "TRUE" || text == "false" || text == "False" || text == "FALSE") {
    node.kind = Node::Kind::boolean;
    node.boolean = text[0] == 't' || text[0] == 'T';
    return {};
  }
  if (is_infinite_or_nan(text)) return "only finite numbers can be used; a text stands in quotes";
  if (is_decimal_number(text)) return resolve_decimal(node);
  const bool is_octal = text.starts_with("0o") && all_digits(text.substr(2)) &&
                        text.find_first_of("89") == std::string_view::npos;
  const bool is_hexadecimal = text.starts_with("0x") && text.size() > 2 &&
                              text.find_first_not_of("0123456789abcdefABCDEF", 2) == std::string_view::npos;
  if (!is_octal && !is_hexadecimal) return {};
  const auto number = based_number(text.substr(2), is_octal ? 8 : 16);
  if (!number) return "write it as a decimal number, or in quotes as a text";
  node.kind = Node::Kind::number;
  node.number = *number;
  return {};
}

}  // namespace wf::formats
