// Where something stands in the files of a workflow, and a finding that points there. formats turns findings into
// diagnostics with line and column; model never sees a file's text.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"

namespace wf::model {

/// `file` counts in ProcessDefinition::files.
struct SourceRef {
  std::uint32_t file = 0;
  Span span;
  bool operator==(const SourceRef&) const = default;
};

struct Finding {
  std::string code;
  Severity severity = Severity::error;
  std::string message;
  std::string help;
  SourceRef where;
  std::string element;  ///< id of the step, where one is meant
};

}  // namespace wf::model
