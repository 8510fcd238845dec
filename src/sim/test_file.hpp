// TestFile: what a `*.test.yaml` says: cases with people, answers of machines, steps and expectations.
// Reading only; running is scenario.hpp.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/diagnostic.hpp"
#include "connect/connector.hpp"
#include "feel/value.hpp"
#include "formats/compile.hpp"
#include "formats/document.hpp"
#include "model/period.hpp"
#include "store/rows.hpp"

namespace wf::sim {

struct StartStep {
  std::string workflow;  ///< empty: the workflow under `test:`
  std::string at, as, business_key;
  feel::Value data;
};
struct CompleteStep { std::string element, as; feel::Value data; };
struct ClaimStep { std::string element, as; };
struct AdvanceStep { model::Period period; };
struct AdvanceToStep { Instant moment; };
/// An outside worker answers the oldest open job of a step.
struct AnswerStep { std::string element; connect::JobAnswer answer; };
struct SetStep { feel::Value values; };
struct RetryStep {};
struct CancelStep { std::string reason; };
struct RunUntilIdleStep {};

/// Every member that is set is checked.
struct Expectation {
  std::optional<std::string> state, ended_at, error, clock;
  std::optional<std::vector<std::string>> visited, not_visited, waiting_at, incidents;
  std::map<std::string, std::int64_t> jobs;            ///< attempts by step
  std::map<std::string, std::string> assigned;         ///< step → person of its open task
  std::vector<std::pair<std::string, feel::Value>> values;  ///< variable → value; contexts are compared on the given members
  std::optional<std::int64_t> timers;
  Span where;
};

struct Step {
  std::variant<StartStep, CompleteStep, ClaimStep, AdvanceStep, AdvanceToStep, AnswerStep, SetStep, RetryStep, CancelStep, RunUntilIdleStep,
               Expectation>
      body;
  bool refused = false;       ///< `refused: true` or a code: the step must be refused
  std::string refused_code;
  Span where;
};

/// `answers` are consumed in order where `in_order`; a single answer is given every time.
struct Script {
  std::vector<connect::JobAnswer> answers;
  bool in_order = false;
};

struct TestCase {
  std::string name;
  std::optional<Instant> now;
  std::vector<store::PersonRow> people;  ///< of the file, then of the case
  std::optional<StartStep> start;
  Span start_where;
  std::map<std::string, Script> jobs;    ///< by step id, or "type:<job type>"
  std::vector<Step> steps;
  std::optional<Expectation> expect;
  feel::Value settings;
  Span where;
};

struct TestFile {
  std::shared_ptr<const SourceText> source;
  std::vector<std::string> workflows;  ///< paths: `test:`, then `with:`; relative to the FileSource
  std::vector<TestCase> cases;
};

struct ReadTest {
  std::optional<TestFile> file;  ///< absent when there are errors
  std::vector<Diagnostic> diagnostics;
};

/// `zone` is used for moments without offset. Codes WF-TEST-nnn.
ReadTest read_test_file(const formats::FileSource& files, const std::string& path, std::string_view display_root = {});

}  // namespace wf::sim
