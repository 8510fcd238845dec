// Printing findings as text, JSON, or for GitHub.
#pragma once
#include <vector>

#include "base/diagnostic.hpp"
#include "command.hpp"

namespace wf::cli {

/// {"diagnostics":[{code, severity, message, help, file, line, column, endLine, endColumn, element}]}
feel::Value diagnostics_value(const std::vector<Diagnostic>& diagnostics);
/// In the format asked for; text ends with a summary on stderr unless --quiet.
void print_diagnostics(const Invocation& call, const std::vector<Diagnostic>& diagnostics, std::size_t files);

}  // namespace wf::cli
