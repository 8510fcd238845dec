// A finding in a user's file, complete in itself: where, what, how to repair. Not for failures at run time (Error).
#pragma once
#include <string>
#include <vector>

#include "base/source.hpp"

namespace wf {

enum class Severity : std::uint8_t { error, warning, info };

/// `code` is stable ("WF-YAML-003"); `element` is the id of the step or BPMN element, if one is meant; `source_line`
/// is the text of line `begin.line`, so that a finding can be printed without its file.
struct Diagnostic {
  std::string code;
  Severity severity = Severity::error;
  std::string message;
  std::string help;
  std::string file;
  Position begin;
  Position end;
  std::string element;
  std::string source_line;
  bool operator==(const Diagnostic&) const = default;
};

/// Places a finding in a text: fills file, positions and source line from `span`.
Diagnostic diagnostic_at(const SourceText& source, Span span, Severity severity, std::string code,
                         std::string message, std::string help = {});

std::string_view severity_name(Severity severity);

/// `FILE:LINE:COL: error CODE: MESSAGE`, the source line with a caret under the span, and a `help:` line.
/// Ends with a line break. `colour` adds ANSI colours.
std::string render_text(const Diagnostic& diagnostic, bool colour = false);

bool has_errors(const std::vector<Diagnostic>& diagnostics);
/// By file, position, code; the order in which findings are shown.
void sort_diagnostics(std::vector<Diagnostic>& diagnostics);

}  // namespace wf
