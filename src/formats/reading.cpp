// What the three readers share; see reading.hpp.
#include "formats/reading.hpp"

#include <algorithm>
#include <numeric>

#include "base/text.hpp"

namespace wf::formats {

void ReaderFindings::error(std::string_view number, Span span, std::string message, std::string help) {
  if (found_.size() >= max_reader_findings) return;
  const auto size = static_cast<std::uint32_t>(source_.text().size());
  span.begin = std::min(span.begin, size);
  span.end = std::clamp(span.end, span.begin, size);
  found_.push_back(diagnostic_at(source_, span, Severity::error, std::string(family_) + "-" + std::string(number),
                                 std::move(message), std::move(help)));
}

bool ReaderFindings::has(std::string_view number) const {
  return std::any_of(found_.begin(), found_.end(), [&](const Diagnostic& d) { return d.code.ends_with(number); });
}

std::vector<Diagnostic> ReaderFindings::take() {
  sort_diagnostics(found_);
  return std::move(found_);
}

namespace {

/// Offset of the first control character that is not a tab or a line break (LF, CRLF), or nothing.
std::optional<std::size_t> control_character(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if (c >= 0x20 && c != 0x7F) continue;
    if (c == '\t' || c == '\n') continue;
    if (c == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    return i;
  }
  return std::nullopt;
}

std::string hexadecimal(unsigned char byte) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[byte >> 4U], digits[byte & 15U]};
}

Span one_byte(std::size_t offset) {
  return {static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(offset + 1)};
}

}  // namespace

bool check_bytes(const ReadLimits& limits, ReaderFindings& findings) {
  const std::string_view text = findings.source().text();
  if (text.size() > limits.bytes) {
    findings.error("020", {0, 0},
                   "the file is larger than " + std::to_string(limits.bytes) + " bytes",
                   "split it into several files; thousands of lines are no longer read by people either");
    return false;
  }
  if (const auto bad = invalid_utf8(text)) {
    findings.error("023", one_byte(*bad), "byte " + std::to_string(*bad + 1) + " is not valid UTF-8 text",
                   "save the file with the encoding UTF-8");
    return false;
  }
  if (const auto bad = control_character(text)) {
    const auto c = static_cast<unsigned char>(text[*bad]);
    findings.error("024", one_byte(*bad),
                   c == 0 ? "a NUL character (byte " + std::to_string(*bad + 1) + ") cannot stand in a text file"
                   : c == '\r' ? std::string("a carriage return without a line feed cannot stand here")
                               : "the control character 0x" + hexadecimal(c) + " cannot stand in a text file",
                   c == '\r' ? "save the file with the line ends LF or CRLF" : "remove it");
    return false;
  }
  return true;
}

std::uint32_t byte_order_mark_size(std::string_view text) { return text.starts_with("\xEF\xBB\xBF") ? 3 : 0; }

void drop_duplicate_keys(Node& mapping, ReaderFindings& findings) {
  auto& entries = mapping.entries;
  if (entries.size() < 2) return;
  std::vector<std::uint32_t> order(entries.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const int compared = entries[a].key.compare(entries[b].key);
    return compared != 0 ? compared < 0 : a < b;
  });
  std::vector<bool> again(entries.size(), false);
  bool any = false;
  for (std::size_t i = 1, first = 0; i < order.size(); ++i) {
    const Node::Entry &earlier = entries[order[first]], &entry = entries[order[i]];
    if (entry.key != earlier.key) {
      first = i;
      continue;
    }
    again[order[i]] = any = true;
    const Position where = findings.source().position(earlier.key_span.begin);
    findings.error("003", entry.key_span, "the key '" + entry.key + "' is written twice",
                   "the first stands at line " + std::to_string(where.line) + ", column " +
                       std::to_string(where.column) + "; keep one of them");
  }
  if (!any) return;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (again[i]) continue;
    if (kept != i) entries[kept] = std::move(entries[i]);
    ++kept;
  }
  entries.resize(kept);
}

void report_too_deep(const ReadLimits& limits, Span span, ReaderFindings& findings) {
  findings.error("021", span, "values are nested more than " + std::to_string(limits.depth) + " deep",
                 "a workflow needs fewer levels; use a sub-process file or plain steps");
}

void report_too_many(const ReadLimits& limits, Span span, ReaderFindings& findings) {
  findings.error("022", span, "the file has more than " + std::to_string(limits.nodes) + " values",
                 "split it into several files");
}

void place_content(Node& scalar, std::string_view text, std::uint32_t content_begin) {
  scalar.content_begin = content_begin;
  scalar.maps_one_to_one = content_begin <= text.size() && text.substr(content_begin, scalar.text.size()) == scalar.text;
}

}  // namespace wf::formats
