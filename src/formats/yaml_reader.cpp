// read_yaml: bytes, then yaml-cpp's events into our tree, then what stands behind the document.
#include <istream>
#include <streambuf>

#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include "formats/yaml_messages.hpp"
#include "formats/yaml_tree.hpp"

namespace wf::formats {

namespace {

/// The text as a stream, without a copy.
class TextBuffer final : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* begin = const_cast<char*>(text.data());  // only read: the get area is never written
    setg(begin, begin, begin + text.size());
  }
};

/// Learns where a second document begins, and nothing else of it.
class SecondDocument final : public YAML::EventHandler {
 public:
  void OnDocumentStart(const YAML::Mark& mark) override {
    begin = mark;
    throw StopReading{};
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t) override {}
  void OnAlias(const YAML::Mark&, YAML::anchor_t) override {}
  void OnScalar(const YAML::Mark&, const std::string&, YAML::anchor_t, const std::string&) override {}
  void OnSequenceStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnSequenceEnd() override {}
  void OnMapStart(const YAML::Mark&, const std::string&, YAML::anchor_t, YAML::EmitterStyle::value) override {}
  void OnMapEnd() override {}

  YAML::Mark begin = YAML::Mark::null_mark();
};

Span to_line_end(std::string_view text, std::uint32_t at) {
  std::size_t end = std::min(text.find('\n', at), text.size());
  if (end > at && text[end - 1] == '\r') --end;
  return {at, static_cast<std::uint32_t>(end)};
}

/// yaml-cpp reads brackets to their end before it tells of the first, so deep or endless ones are refused here.
/// Quotes are not looked at, so a stray bracket of a text counts as open; no file of a person comes near the limits.
bool check_brackets(const ReadLimits& limits, ReaderFindings& findings) {
  constexpr std::size_t max_marks = 10'000;  // brackets, commas and colons since the first bracket that is open
  const std::string_view text = findings.source().text();
  std::size_t line_depth = 0, depth = 0, marks = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\n') {
      line_depth = 0;
      if (depth == 0) marks = 0;
    } else if (c == '[' || c == '{') {
      ++line_depth, ++depth, ++marks;
    } else if (c == ']' || c == '}') {
      line_depth -= line_depth > 0 ? 1 : 0;
      depth -= depth > 0 ? 1 : 0;
    } else if (c == ',' || c == ':') {
      ++marks;
    }
    const Span here{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + 1)};
    const bool is_too_deep = line_depth > limits.depth || depth > 10 * limits.depth;
    if (is_too_deep) report_too_deep(limits, here, findings);
    if (marks > max_marks) {
      findings.error("022", here, "more than 10000 values stand in brackets or on one line",
                     "write one value on a line, without brackets");
    }
    if (is_too_deep || marks > max_marks) return false;
  }
  return true;
}

void report_second_document(std::string_view text, std::uint32_t at, ReaderFindings& findings) {
  const std::string_view before = text.substr(0, at);
  const bool is_marked = text.substr(at).starts_with("---") || before.ends_with("...\n") || before.ends_with("...\r\n");
  if (is_marked) {
    findings.error("007", to_line_end(text, at), "a second document begins here; one file holds one document",
                   "put it into a file of its own, or remove the line '---'");
  } else {
    findings.error("008", to_line_end(text, at), "this does not belong to what stands above it and would be ignored",
                   "indent it like the first line of the file; do not mix list items and keys at one level");
  }
}

void report_exception(const YAML::Exception& exception, const YamlTree& tree, ReaderFindings& findings,
                      const ReadLimits& limits) {
  const std::string_view text = findings.source().text();
  const std::uint32_t at = exception.mark.is_null() ? tree.last_end() : tree.offset(exception.mark);
  if (exception.msg == "bad file") {  // its own guard against deep nesting
    report_too_deep(limits, {at, at + 1}, findings);
    return;
  }
  YamlComplaint complaint = explain_yaml_error(exception.msg, text, at);
  Span span{at, at + 1};
  const bool is_unclosed = exception.msg.find("flow not found") != std::string::npos &&
                           text.find_first_not_of(" \t\r\n", at) == std::string_view::npos;
  if (is_unclosed) span = tree.open_bracket();
  const bool is_escape = exception.msg.find("hex number") != std::string::npos || exception.msg.find("unicode") != std::string::npos;
  if (const auto backslash = text.rfind('\\', at); is_escape && backslash != std::string_view::npos) {
    span.begin = static_cast<std::uint32_t>(backslash);
    span.end = std::min(span.begin + 2, static_cast<std::uint32_t>(text.size()));
  }
  if (complaint.number == "001" && findings.has("002")) return;  // it stumbles over the tab that was told
  findings.error(complaint.number, span, std::move(complaint.message), std::move(complaint.help));
}

}  // namespace

ReadResult read_yaml(std::shared_ptr<const SourceText> source, const ReadLimits& limits) {
  ReaderFindings findings(*source, "WF-YAML");
  if (!check_bytes(limits, findings) || !check_brackets(limits, findings)) return {std::nullopt, findings.take()};
  const std::string_view text = source->text();
  YamlTree tree(limits, findings);
  TextBuffer buffer(text);
  std::istream stream(&buffer);
  SecondDocument second;
  try {
    YAML::Parser parser(stream);
    if (!parser.HandleNextDocument(tree)) {
      tree.check_gap(tree.last_end(), static_cast<std::uint32_t>(text.size()));
      findings.error("017", {0, 0}, "the file is empty", "write the document, or remove the file");
      return {std::nullopt, findings.take()};
    }
    try {
      parser.HandleNextDocument(second);
    } catch (const StopReading&) {
      const std::uint32_t at = tree.offset(second.begin);
      tree.check_gap(tree.last_end(), at);
      report_second_document(text, at, findings);
    }
  } catch (const StopReading&) {
    return {std::nullopt, findings.take()};
  } catch (const YAML::Exception& exception) {
    report_exception(exception, tree, findings, limits);
    return {std::nullopt, findings.take()};
  }
  if (second.begin.is_null()) tree.check_gap(tree.last_end(), static_cast<std::uint32_t>(text.size()));
  Document document{source, tree.take_root()};
  return {std::move(document), findings.take()};
}

}  // namespace wf::formats
