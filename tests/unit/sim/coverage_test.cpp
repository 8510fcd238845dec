// Coverage counts what stands in the file, over all cases and test files of a workflow.
#include <catch2/catch.hpp>

#include "sim/coverage.hpp"
#include "sim/scenario.hpp"

using namespace wf;

namespace {

constexpr const char* workflow = R"(workflow: size
start:
  - id: asked
    fields: { amount: number }
steps:
  - id: sort
    choose: How large?
    cases:
      - if: amount > 10
        label: large
        steps:
          - id: big
            end: Big
      - else: small
  - id: small
    end: Small
)";

sim::Coverage run(const std::string& test_text) {
  const formats::Bundle bundle{"w.yaml", {{"w.yaml", workflow}, {"w.test.yaml", test_text}}};
  const formats::BundleSource files(bundle);
  const auto read = sim::read_test_file(files, "w.test.yaml");
  REQUIRE(read.file);
  std::vector<formats::Compilation> definitions;
  definitions.push_back(formats::compile(files, "w.yaml"));
  REQUIRE(definitions.front().definition);
  sim::Coverage coverage;
  coverage.expect(*definitions.front().definition);
  for (const auto& one : read.file->cases) coverage.note(sim::run_case(*read.file, one, definitions).trace);
  return coverage;
}

}  // namespace

TEST_CASE("coverage names the steps and arcs that no case reached") {
  const auto report = run("test: w.yaml\ncases:\n  - { name: small, start: { data: { amount: 1 } }, expect: { ended_at: small } }\n").report();
  REQUIRE(report.size() == 1);
  CHECK(report[0].workflow == "size");
  CHECK(report[0].steps == 4);
  CHECK(report[0].arcs == 3);
  CHECK(report[0].missed_steps == std::vector<std::string>{"big"});
  CHECK(report[0].missed_arcs == std::vector<std::string>{"sort → big (large)"});
}

TEST_CASE("coverage adds up over cases") {
  const auto report = run(
      "test: w.yaml\ncases:\n"
      "  - { name: small, start: { data: { amount: 1 } }, expect: { ended_at: small } }\n"
      "  - { name: big, start: { data: { amount: 11 } }, expect: { ended_at: big } }\n").report();
  REQUIRE(report.size() == 1);
  CHECK(report[0].missed_steps.empty());
  CHECK(report[0].missed_arcs.empty());
}

TEST_CASE("coverage reports a workflow that no case starts") {
  const auto report = run("test: w.yaml\ncases:\n  - { name: nothing, do: [ { run_until_idle: true } ], expect: { timers: 0 } }\n").report();
  REQUIRE(report.size() == 1);
  CHECK(report[0].missed_steps.size() == report[0].steps);
  CHECK(report[0].missed_arcs.size() == report[0].arcs);
}
