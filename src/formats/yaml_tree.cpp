// Builds our tree from yaml-cpp's events; see yaml_tree.hpp.
//
// yaml-cpp tells where things begin, never where they end, and passes silently over much that a person did not mean:
// a key without colon, text behind the document, an unclosed last quote. So the tree follows the text itself:
// `last_end_` is the end of what was consumed, and between it and the next event only white space, comments and
// indicators may stand.
#include "formats/yaml_tree.hpp"

#include <algorithm>
#include <array>

#include "formats/yaml_scalars.hpp"

namespace wf::formats {

namespace {

using Offset = std::uint32_t;
constexpr std::array<std::string_view, 6> formula_keys = {"if", "when", "until", "while", "each", "correlate"};
constexpr std::string_view quote_help = "write the value in quotes, or below `>-` on a line of its own, indented";

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_space(char c) { return is_blank(c) || c == '\n' || c == '\r'; }
bool opens_comment(std::string_view text, std::size_t at) {
  return text[at] == '#' && (at == 0 || is_space(text[at - 1]));
}
Offset line_end(std::string_view text, std::size_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  if (end > at && text[end - 1] == '\r') --end;
  return static_cast<Offset>(end);
}
Offset after_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && is_blank(text[at])) ++at;
  return static_cast<Offset>(at);
}

/// In braces a comma ends a value, also inside a text or a number: `{ reason: cheap, and near }`, `{ net: 1,000 }`.
std::string help_in_braces(std::string_view text, const Node& mapping, const std::string& word, Span word_span) {
  const std::string help = "write `" + word + ": VALUE`";
  if (mapping.entries.empty()) return help;
  const auto& before = mapping.entries.back();
  if (before.value.quoted || before.value.span.begin >= word_span.begin) return help;
  const std::string written(text.substr(before.value.span.begin, word_span.end - before.value.span.begin));
  const bool is_number = before.value.kind == Node::Kind::number && word.find_first_not_of("0123456789.") == std::string::npos;
  if (is_number) return "a number is written without a comma between its digits, with '.' before decimals";
  if (before.value.kind != Node::Kind::string && before.value.kind != Node::Kind::number) return help;
  return "inside { } a comma ends the value; a text with a comma stands in quotes, `" + before.key + ": \"" + written + "\"`, several values in [ ]";
}

}  // namespace

YamlTree::YamlTree(const ReadLimits& limits, ReaderFindings& findings)
    : limits_(limits), findings_(findings), text_(findings.source().text()),
      mark_shift_(byte_order_mark_size(text_)), last_end_(mark_shift_) {}

Offset YamlTree::offset(const YAML::Mark& mark) const {
  const auto at = static_cast<std::size_t>(std::max(mark.pos, 0)) + mark_shift_;
  return static_cast<Offset>(std::min(at, text_.size()));
}

void YamlTree::OnDocumentStart(const YAML::Mark&) { has_document_ = true; }

void YamlTree::OnAnchor(const YAML::Mark& mark, const std::string& name) {
  const Offset at = offset(mark);
  findings_.error("004", {at, static_cast<Offset>(at + name.size() + 1)}, "anchors (&name) are not used in workflow files",
                  "remove it and write the value again where it is needed");
}

void YamlTree::OnAlias(const YAML::Mark& mark, YAML::anchor_t) {
  const Offset at = offset(mark);
  Offset end = at;
  while (end < text_.size() && !is_space(text_[end]) && std::string_view(",]}").find(text_[end]) == std::string_view::npos) ++end;
  check_gap(last_end_, at);
  last_end_ = end;
  findings_.error("004", {at, end}, "aliases (*name) are not used in workflow files", "write the value again");
  if (discarding_ > 0) return;
  Node node;
  node.span = {at, end};
  node.quoted = true;  // so that as a key it is not reported a second time
  count_node(node.span);
  put(std::move(node));
}

void YamlTree::OnNull(const YAML::Mark& mark, YAML::anchor_t) {
  const Offset at = after_properties(text_, offset(mark));
  const Offset size = at >= last_end_ ? written_null_size(text_, at, is_key_position()) : 0;
  if (discarding_ > 0) return;
  if (size == 0) return put_missing(at);
  check_gap(last_end_, at);
  Node node;
  node.span = {at, at + size};
  node.text = std::string(text_.substr(at, size));
  place_content(node, text_, at);
  last_end_ = node.span.end;
  count_node(node.span);
  put(std::move(node));
}

/// Nothing is written: a key without value, an item without content, or a word that lacks its colon.
void YamlTree::put_missing(Offset at) {
  Node node;
  node.span = {last_end_, last_end_};
  if (!frames_.empty() && frames_.back().has_key && frames_.back().key_is_sound) {
    const Offset colon = after_blanks(text_, frames_.back().key_span.end);
    if (colon < text_.size() && text_[colon] == ':') {
      last_end_ = std::max(last_end_, colon + 1);
      node.span = {colon + 1, colon + 1};
    } else if (!is_pair_in_list()) {  // there it means an unclosed bracket, which is told in its own words
      const Frame& frame = frames_.back();
      findings_.error("011", frame.key_span, "'" + frame.key + "' has no ':' and no value",
                      frame.is_flow ? help_in_braces(text_, frame.node, frame.key, frame.key_span)
                                    : "write `" + frame.key + ": VALUE`, or indent it if it continues the line above");
    }
  } else if (is_key_position()) {
    findings_.error("009", {at, at + 1}, "a key is missing before ':'", "write `KEY: VALUE`");
  } else if (!frames_.empty() && frames_.back().node.kind == Node::Kind::sequence) {
    place_missing_item(node);
  }
  count_node(node.span);
  put(std::move(node));
}

void YamlTree::place_missing_item(Node& node) {
  if (frames_.back().is_flow) {
    findings_.error("001", {last_end_, last_end_ + 1}, "a value is missing between two commas", "remove a comma");
    return;
  }
  std::size_t at = std::max(last_end_, frames_.back().node.span.begin);
  while (at < text_.size() && text_[at] != '-') at = opens_comment(text_, at) ? line_end(text_, at) : at + 1;
  last_end_ = static_cast<Offset>(std::min(at + 1, text_.size()));
  node.span = {last_end_, last_end_};
}

void YamlTree::OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, const std::string& value) {
  const Offset at = offset(mark);
  check_gap(last_end_, at);
  const Offset begin = after_properties(text_, at);
  if (discarding_ > 0) {
    last_end_ = scalar_extent(text_, begin, value).span.end;
    return;
  }
  check_tag(at, tag);
  put(read_scalar(begin, value));
}

Node YamlTree::read_scalar(Offset begin, const std::string& value) {
  const ScalarExtent extent = scalar_extent(text_, begin, value);
  Node node;
  node.kind = Node::Kind::string;
  node.span = extent.span;
  node.text = value;
  node.quoted = extent.style != ScalarExtent::Style::plain;
  place_content(node, text_, extent.content_begin);
  last_end_ = extent.span.end;
  count_node(node.span);
  if (!extent.is_closed) findings_.error("013", {begin, begin + 1}, "this quote is never closed", "write the closing quote");
  if (node.quoted) return node;
  if (std::string complaint = resolve_plain(node); !complaint.empty()) {
    findings_.error("012", node.span, "'" + node.text + "' is not a number that can be used", std::move(complaint));
  }
  check_plain(node);
  return node;
}

void YamlTree::check_plain(const Node& node) {
  const std::string_view written = text_.substr(node.span.begin, node.span.end - node.span.begin);
  if (const auto tab = written.find('\t'); tab != std::string_view::npos) {
    const auto at = static_cast<Offset>(node.span.begin + tab);
    findings_.error("002", {at, at + 1}, "a tab stands inside an unquoted value", "write a space, or put the value in quotes");
  }
  for (auto at = written.find('\n'); at != std::string_view::npos; at = written.find('\n', at + 1)) {
    const auto first = after_blanks(written, at + 1);
    if (!written.substr(first).starts_with("- ")) continue;
    const Offset begin = node.span.begin + first;
    findings_.error("016", {begin, line_end(text_, begin)}, "this line continues the value above and is not a list item",
                    "a list begins on the line below its key; a long text stands in quotes or below `>-`");
    break;
  }
  check_comment_behind_formula(node);
}

void YamlTree::check_comment_behind_formula(const Node& node) {
  if (node.kind != Node::Kind::string || is_key_position()) return;
  const bool is_under_formula_key =
      !frames_.empty() && frames_.back().has_key &&
      std::find(formula_keys.begin(), formula_keys.end(), frames_.back().key) != formula_keys.end();
  if (!node.text.starts_with('=') && !is_under_formula_key) return;
  const Offset at = after_blanks(text_, node.span.end);
  if (at >= text_.size() || !opens_comment(text_, at)) return;
  findings_.error("010", {at, line_end(text_, at)}, "YAML takes everything behind ' #' as a comment and cuts it from this expression",
                  "if it belongs to the expression, write the expression in quotes; a comment stands on a line of its own");
}

void YamlTree::OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value style) {
  open(mark, tag, Node::Kind::sequence, style == YAML::EmitterStyle::Flow);
}

void YamlTree::OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t, YAML::EmitterStyle::value style) {
  open(mark, tag, Node::Kind::mapping, style == YAML::EmitterStyle::Flow);
}

void YamlTree::open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind, bool is_flow) {
  const Offset at = offset(mark);
  check_gap(last_end_, at);
  if (discarding_ > 0) {
    ++discarding_;
    return;
  }
  check_tag(at, tag);
  Frame frame;
  const Offset begin = after_properties(text_, at);
  frame.node.kind = kind;
  frame.node.span = {begin, begin};
  // `[ key: value ]` is a mapping in a list without braces of its own.
  frame.is_flow = is_flow && begin < text_.size() && text_[begin] == (kind == Node::Kind::mapping ? '{' : '[');
  if (begin > at) last_end_ = std::max(last_end_, begin);
  if (is_key_position()) {
    discarded_begin_ = begin;
    discarding_ = 1;
    return;
  }
  if (frames_.size() >= limits_.depth) {
    report_too_deep(limits_, {begin, begin + 1}, findings_);
    throw StopReading{};
  }
  count_node(frame.node.span);
  if (frame.is_flow) last_end_ = begin + 1;
  frames_.push_back(std::move(frame));
}

void YamlTree::close(char bracket) {
  if (discarding_ > 0) {
    if (--discarding_ > 0 || frames_.empty()) return;
    report_collection_as_key();
    frames_.back().has_key = true;
    frames_.back().key_is_sound = false;
    return;
  }
  Frame frame = std::move(frames_.back());
  frames_.pop_back();
  if (frame.is_flow) {
    std::size_t at = last_end_;
    while (at < text_.size() && text_[at] != bracket) at = opens_comment(text_, at) ? line_end(text_, at) : at + 1;
    check_gap(last_end_, static_cast<Offset>(at));
    last_end_ = static_cast<Offset>(std::min(at + 1, text_.size()));
  }
  frame.node.span.end = std::max(frame.node.span.begin, last_end_);
  if (frame.node.kind == Node::Kind::mapping) drop_duplicate_keys(frame.node, findings_);
  put(std::move(frame.node));
}

void YamlTree::report_collection_as_key() {
  const Offset begin = discarded_begin_;
  if (begin > 0 && text_.substr(begin - 1).starts_with("{{")) {
    findings_.error("009", {begin - 1, begin + 1}, "a text that begins with '{{' must stand in quotes", "write \"{{ … }}\"");
  } else {
    findings_.error("009", {begin, begin + 1}, "a key must be a text, not a list or a map",
                    "a value that begins with '[' or '{' stands in quotes if it is meant as text");
  }
}

void YamlTree::put(Node value) {
  if (frames_.empty()) {
    root_ = std::move(value);
    return;
  }
  Frame& frame = frames_.back();
  if (frame.node.kind == Node::Kind::sequence) {
    frame.node.items.push_back(std::move(value));
  } else if (!frame.has_key) {
    put_key(frame, std::move(value));
  } else {
    if (frame.key_is_sound) frame.node.entries.push_back({std::move(frame.key), frame.key_span, std::move(value)});
    frame.has_key = false;
  }
}

void YamlTree::put_key(Frame& frame, Node key) {
  check_explicit_key(key.span.begin);
  if (!key.quoted && key.text == "<<") {
    findings_.error("006", key.span, "merge keys (<<) are not used in workflow files", "write the keys themselves");
  } else if (!key.quoted && key.kind != Node::Kind::string && !key.text.empty()) {
    findings_.error("009", key.span, "the key '" + key.text + "' is not a text", "write it in quotes: \"" + key.text + "\"");
  }
  frame.has_key = true;
  frame.key_is_sound = key.span.end > key.span.begin;
  frame.key = std::move(key.text);
  frame.key_span = key.span;
}

void YamlTree::check_explicit_key(Offset at) {
  std::size_t before = at;
  while (before > 0 && is_blank(text_[before - 1])) --before;
  if (before == at || before == 0 || text_[before - 1] != '?') return;
  const auto mark = static_cast<Offset>(before - 1);
  findings_.error("015", {mark, mark + 1}, "keys are written without '? '", "write `KEY: VALUE`");
}

void YamlTree::check_tag(Offset at, const std::string& tag) {
  const bool is_written = at < text_.size() && text_[at] == '!';
  if (!is_written && (tag.empty() || tag == "?" || tag == "!")) return;
  Offset end = at;
  while (end < text_.size() && !is_space(text_[end])) ++end;
  findings_.error("005", {at, end}, "tags (!name) are not used in workflow files",
                  "remove it; a value is a text when it stands in quotes");
}

void YamlTree::count_node(Span span) {
  if (++nodes_ <= limits_.nodes) return;
  report_too_many(limits_, span, findings_);
  throw StopReading{};
}

bool YamlTree::is_key_position() const {
  return !frames_.empty() && frames_.back().node.kind == Node::Kind::mapping && !frames_.back().has_key;
}

bool YamlTree::is_pair_in_list() const {
  if (frames_.size() < 2 || frames_.back().is_flow) return false;
  const Frame& outer = frames_[frames_.size() - 2];
  return outer.is_flow && outer.node.kind == Node::Kind::sequence;
}

Span YamlTree::open_bracket() const {
  if (discarding_ > 0) return {discarded_begin_, discarded_begin_ + 1};
  for (auto frame = frames_.rbegin(); frame != frames_.rend(); ++frame) {
    if (frame->is_flow) return {frame->node.span.begin, frame->node.span.begin + 1};
  }
  return {};
}

void YamlTree::check_gap(Offset from, Offset to) {
  constexpr std::string_view indicators = ":-?,[]{}";
  std::size_t at = std::max(from, checked_end_);
  checked_end_ = std::max(checked_end_, to);
  while (at < to) {
    const char c = text_[at];
    const auto here = static_cast<Offset>(at);
    const bool begins_line = at == mark_shift_ || text_[at - 1] == '\n';
    if (opens_comment(text_, at)) {
      at = line_end(text_, at);
    } else if (c == '\t') {
      findings_.error("002", {here, here + 1}, "a tab stands between values", "use spaces");
      at = line_end(text_, at);
    } else if (begins_line && c == '%') {
      findings_.error("014", {here, line_end(text_, at)}, "directives (%YAML, %TAG) are not used in workflow files", "remove the line");
      at = line_end(text_, at);
    } else if (begins_line && text_.substr(at).starts_with("...")) {
      at += 3;
    } else if (is_space(c) || indicators.find(c) != std::string_view::npos) {
      ++at;
    } else {
      findings_.error("008", {here, line_end(text_, at)}, "this text belongs to nothing and would be ignored", std::string(quote_help));
      return;
    }
  }
}

}  // namespace wf::formats
