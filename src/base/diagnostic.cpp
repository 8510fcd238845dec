// Placing, printing and ordering findings.
#include "base/diagnostic.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"

namespace wf {

namespace {

constexpr std::size_t max_shown_line = 240;  // code points; a longer line is cut around the caret

/// The line with control characters made visible, so that a finding cannot drive a terminal.
std::string printable(std::string_view line) {
  std::string out;
  for (std::size_t at = 0; at < line.size();) {
    const char32_t c = next_code_point(line, at);
    if (c == '\t') out += ' ';
    else if (c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0)) append_utf8(out, 0xFFFD);
    else append_utf8(out, c);
  }
  return out;
}

/// A message quotes what a person wrote, which may be a megabyte long.
std::string shortened(std::string text) {
  constexpr std::size_t most_bytes = 1'000;
  if (text.size() <= most_bytes) return text;
  std::size_t end = 0;
  for (std::size_t at = 0; at < most_bytes;) {
    end = at;
    next_code_point(text, at);
  }
  return text.substr(0, end) + "…";
}

struct Excerpt {
  std::string text;
  std::size_t column;  // 0-based column of the caret within text
};

Excerpt excerpt(std::string_view line, std::size_t column) {
  const std::string shown = printable(line);
  if (code_point_count(shown) <= max_shown_line) return {shown, column};
  const std::size_t first = column > max_shown_line / 2 ? column - max_shown_line / 2 : 0;
  std::string cut = first > 0 ? "…" : "";
  std::size_t at = 0;
  for (std::size_t i = 0; at < shown.size() && i < first + max_shown_line; ++i) {
    const char32_t c = next_code_point(shown, at);
    if (i >= first) append_utf8(cut, c);
  }
  if (at < shown.size()) cut += "…";
  return {cut, column - first + (first > 0 ? 1 : 0)};
}

/// Counted from the begin, so that a long line is walked along once.
Position end_of(const SourceText& source, Span span, Position begin) {
  if (span.end <= span.begin || span.begin > source.text().size()) return begin;
  const auto within = source.text().substr(span.begin, span.end - span.begin);
  if (within.find('\n') != std::string_view::npos) return source.position(span.end);
  return {begin.line, begin.column + static_cast<std::uint32_t>(code_point_count(within))};
}

}  // namespace

Diagnostic diagnostic_at(const SourceText& source, Span span, Severity severity, std::string code,
                         std::string message, std::string help) {
  Diagnostic d;
  d.code = std::move(code);
  d.severity = severity;
  d.message = shortened(std::move(message));
  d.help = shortened(std::move(help));
  d.file = source.name();
  d.begin = source.position(span.begin);
  d.end = end_of(source, span, d.begin);
  // Only as much of a very long line as a caret needs is kept: a 10 MB line must not be copied per finding.
  constexpr std::size_t kept = 4096;
  const auto line = source.line(d.begin.line);
  d.source_line = std::string(line.substr(0, std::min(line.size(), kept)));
  return d;
}

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::info: return "info";
  }
  return "error";
}

std::string render_text(const Diagnostic& d, bool colour) {
  const std::string bold = colour ? "\x1b[1m" : "", reset = colour ? "\x1b[0m" : "";
  const std::string tint = !colour ? "" : d.severity == Severity::error ? "\x1b[1;31m" : "\x1b[1;33m";
  std::string out = bold + d.file + ":" + std::to_string(d.begin.line) + ":" + std::to_string(d.begin.column) + ": " +
                    reset + tint + std::string(severity_name(d.severity)) + reset + " " + d.code + ": " + d.message + "\n";
  if (!d.source_line.empty() && d.begin.column <= code_point_count(d.source_line) + 1) {
    const Excerpt e = excerpt(d.source_line, d.begin.column - 1);
    const std::size_t rest = code_point_count(e.text) > e.column ? code_point_count(e.text) - e.column : 1;
    std::size_t width = d.end.line == d.begin.line && d.end.column > d.begin.column ? d.end.column - d.begin.column : 1;
    if (d.end.line > d.begin.line) width = rest;
    const std::string number = std::to_string(d.begin.line);
    out += "  " + number + " | " + e.text + "\n";
    out += "  " + std::string(number.size(), ' ') + " | " + std::string(e.column, ' ') + tint +
           std::string(std::max<std::size_t>(1, std::min(width, rest)), '^') + reset + "\n";
  }
  if (!d.help.empty()) out += "  help: " + d.help + "\n";
  return out;
}

bool has_errors(const std::vector<Diagnostic>& diagnostics) {
  return std::any_of(diagnostics.begin(), diagnostics.end(),
                     [](const Diagnostic& d) { return d.severity == Severity::error; });
}

void sort_diagnostics(std::vector<Diagnostic>& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
    return std::tie(a.file, a.begin, a.code) < std::tie(b.file, b.begin, b.code);
  });
}

}  // namespace wf
