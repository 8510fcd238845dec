// The codes of all findings in files, each with its meaning, an example and the repair: `wfctl explain CODE`.
// Not for errors at run time. Codes are stable: a meaning may be sharpened, a number is never given out again.
#pragma once
#include <span>
#include <string_view>

namespace wf::formats {

struct DiagnosticCode {
  std::string_view code;
  std::string_view meaning;  ///< full sentence
  std::string_view example;  ///< the smallest text that shows it; may have several lines
  std::string_view repair;
};

/// Sorted by code.
std::span<const DiagnosticCode> diagnostic_codes();
/// Null pointer where there is no such code; upper and lower case are the same.
const DiagnosticCode* find_diagnostic_code(std::string_view code);

}  // namespace wf::formats
