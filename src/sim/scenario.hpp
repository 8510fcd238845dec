// Scenario: runs the cases of a test file and says what did not come as expected.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/test_file.hpp"
#include "sim/world.hpp"

namespace wf::sim {

struct Failure {
  std::string message;
  Position where;  ///< in the test file
};

/// The closing line of a case's trace.
struct CaseEnd {
  std::string state;     ///< active, completed, terminated, failed
  std::string ended_at;  ///< id of the end event of the first instance, or empty
  struct Waiting {
    std::string element, element_type;
  };
  std::vector<Waiting> waiting;  ///< one entry per open token
  feel::Value variables;         ///< of the first instance's root scope
  std::int64_t timers = 0, subscriptions = 0;
};

struct CaseResult {
  std::string name;
  bool passed = false;
  std::vector<Failure> failures;
  std::vector<Recorded> trace;
  CaseEnd end;
  std::int64_t duration_us = 0;
};

/// Runs one case. `definitions` in the order of TestFile::workflows.
CaseResult run_case(const TestFile& file, const TestCase& test_case, const std::vector<formats::Compilation>& definitions);

}  // namespace wf::sim
