// read_json: RFC 8259 by hand, because it needs exact spans and exact digits. Stops at the first syntax error.
#include "base/text.hpp"
#include "formats/reading.hpp"

namespace wf::formats {

namespace {

using Offset = std::uint32_t;
struct StopReading {};

class JsonParser {
 public:
  JsonParser(const ReadLimits& limits, ReaderFindings& findings)
      : limits_(limits), findings_(findings), text_(findings.source().text()), at_(byte_order_mark_size(text_)) {}

  Node parse_document();

 private:
  [[noreturn]] void stop(std::string_view number, Span span, std::string message, std::string help = {});
  void skip_space();
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
  Node parse_value(std::size_t depth);
  Node parse_object(std::size_t depth);
  Node parse_array(std::size_t depth);
  Node parse_string();
  Node parse_number();
  Node parse_word();
  char32_t parse_hexadecimal(Offset escape);
  void parse_escape(std::string& out);
  Offset here() const { return static_cast<Offset>(at_); }
  Span rest_of_word() const;

  const ReadLimits& limits_;
  ReaderFindings& findings_;
  std::string_view text_;
  std::size_t at_;
  std::size_t nodes_ = 0;
};

void JsonParser::stop(std::string_view number, Span span, std::string message, std::string help) {
  findings_.error(number, span, std::move(message), std::move(help));
  throw StopReading{};
}

void JsonParser::skip_space() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
}

Span JsonParser::rest_of_word() const {
  std::size_t end = at_;
  while (end < text_.size() && std::string_view(" \t\r\n,:[]{}\"").find(text_[end]) == std::string_view::npos) ++end;
  return {here(), static_cast<Offset>(std::max(end, std::min(at_ + 1, text_.size())))};
}

Node JsonParser::parse_document() {
  skip_space();
  if (at_ == text_.size()) stop("017", {0, 0}, "the file is empty", "write the document, or remove the file");
  Node root = parse_value(0);
  skip_space();
  if (at_ != text_.size()) stop("008", rest_of_word(), "text stands behind the end of the document", "remove it");
  return root;
}

Node JsonParser::parse_value(std::size_t depth) {
  if (++nodes_ > limits_.nodes) {
    report_too_many(limits_, {here(), here() + 1}, findings_);
    throw StopReading{};
  }
  const char c = peek();
  if ((c == '{' || c == '[') && depth >= limits_.depth) {
    report_too_deep(limits_, {here(), here() + 1}, findings_);
    throw StopReading{};
  }
  if (c == '{') return parse_object(depth + 1);
  if (c == '[') return parse_array(depth + 1);
  if (c == '"') return parse_string();
  if (c == '-' || (c >= '0' && c <= '9')) return parse_number();
  return parse_word();
}

Node JsonParser::parse_object(std::size_t depth) {
  Node node;
  node.kind = Node::Kind::mapping;
  node.span.begin = here();
  ++at_;
  skip_space();
  while (peek() != '}') {
    if (peek() != '"') stop("001", rest_of_word(), "a key in double quotes is expected here", "for example \"name\": \"value\"");
    Node key = parse_string();
    skip_space();
    if (peek() != ':') stop("001", rest_of_word(), "a ':' is missing behind the key '" + key.text + "'");
    ++at_;
    skip_space();
    Node value = parse_value(depth);
    node.entries.push_back({std::move(key.text), key.span, std::move(value)});
    skip_space();
    if (peek() == '}') break;
    if (peek() != ',') stop("001", at_ < text_.size() ? rest_of_word() : Span{node.span.begin, node.span.begin + 1},
                            "a ',' or '}' is missing", "separate the entries with commas and close the bracket");
    ++at_;
    skip_space();
    if (peek() == '}') stop("001", {here(), here() + 1}, "a comma stands before the closing '}'", "remove the comma");
  }
  ++at_;
  node.span.end = here();
  drop_duplicate_keys(node, findings_);
  return node;
}

Node JsonParser::parse_array(std::size_t depth) {
  Node node;
  node.kind = Node::Kind::sequence;
  node.span.begin = here();
  ++at_;
  skip_space();
  while (peek() != ']') {
    node.items.push_back(parse_value(depth));
    skip_space();
    if (peek() == ']') break;
    if (peek() != ',') stop("001", at_ < text_.size() ? rest_of_word() : Span{node.span.begin, node.span.begin + 1},
                            "a ',' or ']' is missing", "separate the items with commas and close the bracket");
    ++at_;
    skip_space();
    if (peek() == ']') stop("001", {here(), here() + 1}, "a comma stands before the closing ']'", "remove the comma");
  }
  ++at_;
  node.span.end = here();
  return node;
}

char32_t JsonParser::parse_hexadecimal(Offset escape) {
  char32_t value = 0;
  for (int i = 0; i < 4; ++i, ++at_) {
    const char c = peek();
    const bool is_digit = c >= '0' && c <= '9', is_upper = c >= 'A' && c <= 'F', is_lower = c >= 'a' && c <= 'f';
    if (!is_digit && !is_upper && !is_lower) stop("001", {escape, here()}, "\\u needs four hexadecimal digits");
    value = value * 16 + static_cast<char32_t>(is_digit ? c - '0' : is_upper ? c - 'A' + 10 : c - 'a' + 10);
  }
  return value;
}

void JsonParser::parse_escape(std::string& out) {
  constexpr std::string_view names = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
  const Offset escape = here();
  ++at_;
  if (const auto known = names.find(peek()); known != std::string_view::npos && at_ < text_.size()) {
    out += values[known];
    ++at_;
    return;
  }
  if (peek() != 'u') stop("001", {escape, escape + 2}, "this escape is not known", "write \\\\ for a backslash");
  ++at_;
  char32_t c = parse_hexadecimal(escape);
  if (c >= 0xD800 && c < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
    at_ += 2;
    const char32_t low = parse_hexadecimal(escape);
    if (low < 0xDC00 || low > 0xDFFF) stop("001", {escape, here()}, "half of a surrogate pair is missing");
    c = 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
  }
  if (c >= 0xD800 && c <= 0xDFFF) stop("001", {escape, here()}, "half of a surrogate pair is missing");
  append_utf8(out, c);
}

Node JsonParser::parse_string() {
  Node node;
  node.kind = Node::Kind::string;
  node.quoted = true;
  node.span.begin = here();
  ++at_;
  while (peek() != '"') {
    const std::size_t end = std::min(text_.find_first_of("\"\\\n\r\t", at_), text_.size());
    node.text.append(text_.substr(at_, end - at_));
    at_ = end;
    if (at_ == text_.size() || text_[at_] == '\n' || text_[at_] == '\r') {
      stop("013", {node.span.begin, here()}, "this quote is not closed on its line", "write the closing quote; a line break is \\n");
    }
    if (text_[at_] == '\t') stop("002", {here(), here() + 1}, "a tab stands inside a text", "write \\t");
    if (text_[at_] == '\\') parse_escape(node.text);
  }
  ++at_;
  node.span.end = here();
  place_content(node, text_, node.span.begin + 1);
  return node;
}

/// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)? — RFC 8259 §6.
bool is_json_number(std::string_view word) {
  const auto digits = [&word] {
    std::size_t count = 0;
    while (count < word.size() && word[count] >= '0' && word[count] <= '9') ++count;
    word.remove_prefix(count);
    return count;
  };
  if (word.starts_with('-')) word.remove_prefix(1);
  const bool has_zero = word.starts_with('0');
  const std::size_t whole = digits();
  if (whole == 0 || (has_zero && whole > 1)) return false;
  if (word.starts_with('.')) {
    word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  if (word.starts_with('e') || word.starts_with('E')) {
    word.remove_prefix(1);
    if (word.starts_with('+') || word.starts_with('-')) word.remove_prefix(1);
    if (digits() == 0) return false;
  }
  return word.empty();
}

Node JsonParser::parse_number() {
  Node node;
  node.kind = Node::Kind::number;
  node.span = rest_of_word();
  const std::string_view word = text_.substr(at_, node.span.end - at_);
  if (!is_json_number(word)) stop("012", node.span, "'" + std::string(word) + "' is not a number", "a text stands in double quotes");
  const auto number = Decimal::parse(word);
  if (!number) stop("012", node.span, "this number is too large", "write it within 34 digits, or in quotes as a text");
  node.number = *number;
  node.text = std::string(word);
  at_ = node.span.end;
  place_content(node, text_, node.span.begin);
  return node;
}

Node JsonParser::parse_word() {
  Node node;
  node.span = rest_of_word();
  const std::string_view word = text_.substr(at_, node.span.end - at_);
  if (word.empty()) stop("001", {here(), here()}, "a value is missing at the end of the file");
  if (word == "true" || word == "false") {
    node.kind = Node::Kind::boolean;
    node.boolean = word == "true";
  } else if (word != "null") {
    stop("001", node.span, "a value is expected here", "texts stand in double quotes; other words are true, false and null");
  }
  node.text = std::string(word);
  at_ = node.span.end;
  place_content(node, text_, node.span.begin);
  return node;
}

}  // namespace

ReadResult read_json(std::shared_ptr<const SourceText> source, const ReadLimits& limits) {
  ReaderFindings findings(*source, "WF-JSON");
  if (!check_bytes(limits, findings)) return {std::nullopt, findings.take()};
  try {
    Document document{source, JsonParser(limits, findings).parse_document()};
    return {std::move(document), findings.take()};
  } catch (const StopReading&) {
    return {std::nullopt, findings.take()};
  }
}

}  // namespace wf::formats
