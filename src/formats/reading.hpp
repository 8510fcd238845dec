// What the three readers share: collecting findings, judging the bytes of a text, unique keys.
// Private to the readers; not for meaning (lower/*).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document.hpp"

namespace wf::formats {

/// A text with more findings than this has one cause that repeats; the rest is not collected.
inline constexpr std::size_t max_reader_findings = 50;

/// Findings of one text under one family of codes ("WF-YAML").
class ReaderFindings {
 public:
  ReaderFindings(const SourceText& source, std::string_view family) : source_(source), family_(family) {}
  /// `number` is the last part of the code, "003".
  void error(std::string_view number, Span span, std::string message, std::string help = {});
  /// Whether a finding with this number was reported.
  bool has(std::string_view number) const;
  const SourceText& source() const { return source_; }
  /// In order of their places.
  std::vector<Diagnostic> take();

 private:
  const SourceText& source_;
  std::string_view family_;
  std::vector<Diagnostic> found_;
};

/// Size (020), UTF-8 (023), NUL and other control characters (024). False: the text must not be parsed.
bool check_bytes(const ReadLimits& limits, ReaderFindings& findings);
/// Length of a byte order mark at the start, 0 or 3.
std::uint32_t byte_order_mark_size(std::string_view text);
/// Reports each key that is written again (003) and keeps the first. O(n log n).
void drop_duplicate_keys(Node& mapping, ReaderFindings& findings);
/// Reports depth (021) and number of values (022) beyond the limits.
void report_too_deep(const ReadLimits& limits, Span span, ReaderFindings& findings);
void report_too_many(const ReadLimits& limits, Span span, ReaderFindings& findings);
/// Sets content_begin and maps_one_to_one of a scalar whose content begins at `content_begin`.
void place_content(Node& scalar, std::string_view text, std::uint32_t content_begin);

}  // namespace wf::formats
