// Workflows meant to hurt: the readers let them pass, so that what stands behind must bound its own work. What is
// counted: findings, steps, bytes of a message; no clock.
#include <catch2/catch.hpp>

#include <algorithm>

#include "formats/compile.hpp"

using namespace wf;
using namespace wf::formats;

namespace {

constexpr std::size_t most_findings = 500 + 1, most_bytes_of_a_message = 4'000;  // WF-LANG-090 is the one more

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

Compilation compile_text(std::string text) {
  const Bundle bundle{"w.yaml", {{"w.yaml", std::move(text)}}};
  return compile(BundleSource(bundle), "w.yaml");
}

std::string with_condition(const std::string& condition) {
  return "workflow: w\ndata: { amount: number }\nsteps:\n  - id: a\n    choose: A\n    cases:\n      - if: '" + condition +
         "'\n        goto: b\n      - else: no\n  - id: b\n    task: B\n";
}

struct Hostile {
  const char* name;
  std::string text;
  const char* code;  ///< of a finding that must be there; empty: it is accepted
};

std::vector<Hostile> hostile_expressions() {
  return {
      {"10,000 brackets", with_condition(repeated("(", 10'000)), "WF-FEEL-009"},
      {"10,000 brackets that close", with_condition(repeated("(", 10'000) + "1" + repeated(")", 10'000) + " = 1"), "WF-FEEL-009"},
      {"10,000 lists", with_condition("1 = " + repeated("[", 10'000)), "WF-YAML-021"},  // counted before quotes are looked at
      {"10,000 minus signs", with_condition(repeated("-", 10'000) + "1 = 1"), "WF-FEEL-009"},
      {"10,000 nots", with_condition(repeated("not(", 10'000) + "true" + repeated(")", 10'000)), "WF-FEEL-009"},
      {"10,000 paths", with_condition("amount" + repeated(".a", 10'000) + " = 1"), "WF-FEEL-009"},
      {"10,000 ifs", with_condition(repeated("if true then ", 10'000) + "1"), "WF-FEEL-009"},
      {"a name of 10,000 words", with_condition(repeated("word ", 10'000) + "= 1"), "WF-FEEL-001"},
      {"10,000 unknown names", with_condition(repeated("x + ", 10'000) + "1 = 1"), "WF-FEEL-002"},
  };
}

std::vector<Hostile> hostile_workflows() {
  std::string nested = "workflow: w\nsteps:\n";
  for (std::size_t i = 0; i < 30; ++i) {
    const std::string in(i * 4, ' ');
    nested += in + "  - id: s" + std::to_string(i) + "\n" + in + "    subprocess: S\n" + in + "    steps:\n";
  }
  nested += std::string(120, ' ') + "  - id: a\n" + std::string(120, ' ') + "    task: A\n";
  return {
      {"2,100 steps", [] {
         std::string text = "workflow: w\nsteps:\n";
         for (int i = 0; i < 2'100; ++i) text += "  - { id: s" + std::to_string(i) + ", task: T }\n";
         return text;
       }(), "WF-LANG-091"},
      {"2,500 times the same id", "workflow: w\nsteps:\n" + repeated("  - { id: a, task: T }\n", 2'500), "WF-LANG-009"},
      {"3,000 dangling arcs", "workflow: w\nsteps:\n  - id: g\n    gateway: parallel\n    next: [" + repeated("{ to: zz },", 3'000) + "]\n", "WF-LANG-011"},
      {"3,000 arcs to the same step", "workflow: w\nsteps:\n  - id: g\n    gateway: parallel\n    next: [" + repeated("{ to: a },", 3'000) + "]\n  - { id: a, end: A }\n", ""},
      {"30 sub-processes in one another", nested, ""},
      {"an id of 100,000 letters", "workflow: w\nsteps:\n  - id: " + repeated("x", 100'000) + "\n    task: T\n", "WF-LANG-008"},
      {"an unknown key of 1,000 letters", "workflow: w\n" + repeated("x", 1'000) + ": 1\nsteps:\n  - { id: a, task: T }\n", "WF-LANG-002"},
      {"a name of 100,000 letters", "workflow: w\nname: " + repeated("x", 100'000) + "\nsteps:\n  - { id: a, task: T }\n", ""},
      {"3,000 templates", "workflow: w\nsteps:\n  - id: a\n    set: A\n    values: { t: \"" + repeated("{{ starter.id }}", 3'000) + "\" }\n", "WF-FEEL-012"},
  };
}

void compile_all(const std::vector<Hostile>& texts) {
  for (const auto& hostile : texts) {
    std::string told;
    const auto compilation = compile_text(hostile.text);
    const bool is_accepted = std::string_view(hostile.code).empty();
    const bool is_told = std::any_of(compilation.diagnostics.begin(), compilation.diagnostics.end(), [&](const Diagnostic& one) { return one.code == hostile.code; });
    for (const auto& one : compilation.diagnostics) told += "  " + one.code + " " + one.message.substr(0, 100) + "\n";
    INFO(hostile.name << "\n" << told.substr(0, 2'000));
    CHECK(is_told != is_accepted);
    CHECK((compilation.definition != nullptr) == is_accepted);
    CHECK(compilation.diagnostics.size() <= most_findings);
    for (const auto& one : compilation.diagnostics) CHECK(render_text(one).size() <= most_bytes_of_a_message);
  }
}

}  // namespace

TEST_CASE("hostile expressions in a workflow are refused by name") { compile_all(hostile_expressions()); }
TEST_CASE("hostile workflows are refused by name, or compiled within bounds") { compile_all(hostile_workflows()); }
