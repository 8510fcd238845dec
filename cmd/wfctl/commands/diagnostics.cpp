// Findings for people, programs and pull requests.
#include "commands/diagnostics.hpp"

#include <algorithm>

#include "output.hpp"

namespace wf::cli {

namespace {

/// GitHub workflow commands: percent signs and line breaks are escaped.
std::string github(const Diagnostic& d) {
  std::string message;
  for (const char c : d.message + (d.help.empty() ? "" : "\n" + d.help)) {
    if (c == '%') message += "%25";
    else if (c == '\n') message += "%0A";
    else message += c;
  }
  const std::string kind = d.severity == Severity::error ? "error" : d.severity == Severity::warning ? "warning" : "notice";
  return "::" + kind + " file=" + d.file + ",line=" + std::to_string(d.begin.line) + ",col=" + std::to_string(d.begin.column) +
         ",title=" + d.code + "::" + message + "\n";
}

std::string counted(std::size_t n, const std::string& noun) { return std::to_string(n) + " " + noun + (n == 1 ? "" : "s"); }

}  // namespace

feel::Value diagnostics_value(const std::vector<Diagnostic>& diagnostics) {
  feel::List list;
  for (const auto& d : diagnostics) {
    const auto number = [](std::uint32_t n) { return feel::Value(static_cast<std::int64_t>(n)); };
    list.push_back(feel::Context{{"code", d.code},
                                 {"severity", severity_name(d.severity)},
                                 {"message", d.message},
                                 {"help", d.help},
                                 {"file", d.file},
                                 {"line", number(d.begin.line)},
                                 {"column", number(d.begin.column)},
                                 {"endLine", number(d.end.line)},
                                 {"endColumn", number(d.end.column)},
                                 {"element", d.element.empty() ? feel::Value() : feel::Value(d.element)}});
  }
  return feel::Context{{"diagnostics", std::move(list)}};
}

void print_diagnostics(const Invocation& call, const std::vector<Diagnostic>& diagnostics, std::size_t files) {
  if (call.json()) return call.print(json_text(diagnostics_value(diagnostics)));
  const bool for_github = call.get("format") == "github";
  for (const auto& d : diagnostics) call.print(for_github ? github(d) : render_text(d, call.colour()));
  if (call.quiet() || for_github) return;
  const auto errors = std::count_if(diagnostics.begin(), diagnostics.end(), [](const auto& d) { return d.severity == Severity::error; });
  const auto count = static_cast<std::size_t>(errors);
  if (diagnostics.empty()) return call.print(counted(files, "file") + " checked, nothing to complain about.\n");
  call.print(counted(files, "file") + " checked: " + counted(count, "error") + ", " + counted(diagnostics.size() - count, "warning") + ".\n");
}

}  // namespace wf::cli
