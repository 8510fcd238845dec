// read_toml: toml++ parses, we turn its tables into our tree in the order of the file, with byte spans and exact digits.
#include <algorithm>

#include <toml++/toml.h>

#include "base/text.hpp"
#include "formats/reading.hpp"

namespace wf::formats {

namespace {

using Offset = std::uint32_t;
struct StopReading {};

/// Byte offsets of toml++'s places, which count lines and code points. Constant time per question.
class Places {
 public:
  explicit Places(std::string_view text) : text_(text) {
    const std::size_t begin = byte_order_mark_size(text);
    lines_.push_back(0);
    std::size_t count = 0;
    for (std::size_t at = begin; at < text.size(); ++count) {
      if (count % stride == 0) strides_.push_back(static_cast<Offset>(at));
      if (next_code_point(text, at) == U'\n') lines_.push_back(count + 1);
    }
    if (strides_.empty()) strides_.push_back(static_cast<Offset>(begin));
  }

  Offset offset(const toml::source_position& place) const {
    if (place.line == 0) return 0;
    const std::size_t line = std::min<std::size_t>(place.line, lines_.size()) - 1;
    const std::size_t wanted = lines_[line] + (place.column > 0 ? place.column - 1 : 0);
    const std::size_t block = std::min(wanted / stride, strides_.size() - 1);
    std::size_t at = strides_[block];
    for (std::size_t i = block * stride; i < wanted && at < text_.size(); ++i) next_code_point(text_, at);
    return static_cast<Offset>(at);
  }
  Span span(const toml::source_region& region) const {
    const Offset begin = offset(region.begin);
    return {begin, std::max(begin, offset(region.end))};
  }

 private:
  static constexpr std::size_t stride = 64;
  std::string_view text_;
  std::vector<std::size_t> lines_;  ///< line → number of its first code point
  std::vector<Offset> strides_;     ///< every 64th code point → byte offset
};

class TomlTree {
 public:
  TomlTree(const ReadLimits& limits, ReaderFindings& findings)
      : limits_(limits), findings_(findings), text_(findings.source().text()), places_(text_) {}
  Node convert(const toml::node& node, std::size_t depth);
  const Places& places() const { return places_; }

 private:
  void convert_table(const toml::table& table, Node& node, std::size_t depth);
  void convert_array(const toml::array& array, Node& node, std::size_t depth);
  void convert_scalar(const toml::node& source, Node& node);
  void convert_number(const toml::node& source, Node& node);

  const ReadLimits& limits_;
  ReaderFindings& findings_;
  std::string_view text_;
  Places places_;
  std::size_t nodes_ = 0;
};

Node TomlTree::convert(const toml::node& source, std::size_t depth) {
  Node node;
  node.span = places_.span(source.source());
  if (++nodes_ > limits_.nodes) {
    report_too_many(limits_, node.span, findings_);
    throw StopReading{};
  }
  if (depth > limits_.depth) {
    report_too_deep(limits_, {node.span.begin, node.span.begin + 1}, findings_);
    throw StopReading{};
  }
  if (const auto* table = source.as_table()) {
    convert_table(*table, node, depth);
  } else if (const auto* array = source.as_array()) {
    convert_array(*array, node, depth);
  } else {
    convert_scalar(source, node);
  }
  return node;
}

void widen(Span& span, const Span& part) {
  span.begin = std::min(span.begin, part.begin);
  span.end = std::max(span.end, part.end);
}

void TomlTree::convert_table(const toml::table& table, Node& node, std::size_t depth) {
  node.kind = Node::Kind::mapping;
  node.entries.reserve(table.size());
  for (auto&& [key, value] : table) {
    node.entries.push_back({std::string(key.str()), places_.span(key.source()), convert(value, depth + 1)});
  }
  std::sort(node.entries.begin(), node.entries.end(),
            [](const Node::Entry& a, const Node::Entry& b) { return a.key_span.begin < b.key_span.begin; });
  for (const Node::Entry& entry : node.entries) widen(node.span, entry.value.span);
}

void TomlTree::convert_array(const toml::array& array, Node& node, std::size_t depth) {
  node.kind = Node::Kind::sequence;
  node.items.reserve(array.size());
  for (const toml::node& item : array) node.items.push_back(convert(item, depth + 1));
  for (const Node& item : node.items) widen(node.span, item.span);
}

void TomlTree::convert_scalar(const toml::node& source, Node& node) {
  const std::string_view written = text_.substr(node.span.begin, node.span.end - node.span.begin);
  Offset content = node.span.begin;
  if (const auto* text = source.as_string()) {
    node.kind = Node::Kind::string;
    node.quoted = true;
    node.text = text->get();
    const bool is_long = written.starts_with("\"\"\"") || written.starts_with("'''");
    content += is_long ? 3 : 1;
    if (is_long && text_.substr(content).starts_with("\r\n")) content += 2;
    else if (is_long && text_.substr(content).starts_with("\n")) content += 1;
  } else if (const auto* truth = source.as_boolean()) {
    node.kind = Node::Kind::boolean;
    node.boolean = truth->get();
    node.text = std::string(written);
  } else if (source.is_number()) {
    convert_number(source, node);
  } else {  // dates and times: their ISO form
    node.kind = Node::Kind::string;
    node.text = std::string(written);
    if (node.text.size() > 10 && (node.text[10] == ' ' || node.text[10] == 't')) node.text[10] = 'T';
    if (node.text.ends_with('z')) node.text.back() = 'Z';
  }
  place_content(node, text_, content);
}

void TomlTree::convert_number(const toml::node& source, Node& node) {
  node.kind = Node::Kind::number;
  node.text = std::string(text_.substr(node.span.begin, node.span.end - node.span.begin));
  std::string digits = node.text;
  std::erase(digits, '_');
  if (digits.starts_with('+')) digits.erase(0, 1);
  std::optional<Decimal> number;
  if (const auto* whole = source.as_integer()) number = Decimal(whole->get());
  else number = Decimal::parse(digits);
  if (number) node.number = *number;
  else findings_.error("012", node.span, "'" + node.text + "' is not a number that can be used", "only finite numbers of at most 34 digits can be used");
}

/// toml++ builds and destroys one table per part of a dotted key by recursion, so long ones are refused before.
bool check_dotted_keys(const ReadLimits& limits, ReaderFindings& findings) {
  const std::string_view text = findings.source().text();
  std::size_t dots = 0, begin = 0;
  bool after_part = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool is_part = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-' ||
                         c == '"' || c == '\'' || static_cast<unsigned char>(c) >= 0x80;
    if (is_part) {
      if (dots == 0 && !after_part) begin = at;
      after_part = true;
    } else if (c == '.' && after_part) {
      after_part = false;
      if (++dots < limits.depth) continue;
      report_too_deep(limits, {static_cast<Offset>(begin), static_cast<Offset>(at)}, findings);
      return false;
    } else if (c != ' ' && c != '\t') {
      dots = 0;
      after_part = false;
    }
  }
  return true;
}

/// The library's sentence without its preamble "Error while parsing key-value pair: ".
void report_syntax(const toml::parse_error& error, const Places& places, ReaderFindings& findings) {
  std::string_view message = error.description();
  if (const auto colon = message.find(": "); colon != std::string_view::npos) message.remove_prefix(colon + 2);
  Span span = places.span(error.source());
  span.end = std::max(span.end, span.begin + 1);
  if (message.starts_with("cannot redefine existing")) {
    const std::string_view text = findings.source().text();
    const auto line = text.substr(0, span.begin).rfind('\n');
    const std::size_t begin = text.find_first_not_of(" \t", line == std::string_view::npos ? 0 : line + 1);
    if (begin < span.begin) span = {static_cast<Offset>(begin), span.begin};
    const auto quote = message.find('\'');
    const std::string key(quote == std::string_view::npos ? "" : message.substr(quote));
    findings.error("003", span, "the key " + key + " is written twice", "keep one of them");
  } else if (message.starts_with("exceeded maximum nested")) {
    findings.error("021", span, "values are nested too deep", "a workflow needs fewer levels");
  } else if (message.starts_with("could not determine value type")) {
    findings.error("001", span, "this is not a value", "a text stands in quotes: key = \"text\"; numbers, true and false stand without");
  } else {
    findings.error("001", span, "the text cannot be read as TOML here: " + std::string(message),
                   "a line is `key = value`; texts stand in quotes");
  }
}

}  // namespace

ReadResult read_toml(std::shared_ptr<const SourceText> source, const ReadLimits& limits) {
  ReaderFindings findings(*source, "WF-TOML");
  if (!check_bytes(limits, findings) || !check_dotted_keys(limits, findings)) return {std::nullopt, findings.take()};
  TomlTree tree(limits, findings);
  try {
    const toml::table table = toml::parse(source->text());
    if (table.empty()) {
      findings.error("017", {0, 0}, "the file is empty", "write the document, or remove the file");
      return {std::nullopt, findings.take()};
    }
    Document document{source, tree.convert(table, 0)};
    document.root.span = {byte_order_mark_size(source->text()), static_cast<Offset>(source->text().size())};
    return {std::move(document), findings.take()};
  } catch (const StopReading&) {
    return {std::nullopt, findings.take()};
  } catch (const toml::parse_error& error) {
    report_syntax(error, tree.places(), findings);
    return {std::nullopt, findings.take()};
  }
}

}  // namespace wf::formats
