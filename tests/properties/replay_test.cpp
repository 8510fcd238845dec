// The oldest promise of the engine, for random processes on random paths: folding the log gives the live state after
// every command, a refused command changes nothing, a crash after any command goes unnoticed, nothing is left behind.
#include <catch2/catch.hpp>

#include <cstdlib>

#include "formats/compile.hpp"
#include "random_walk.hpp"
#include "random_workflow.hpp"

using namespace wf;
using namespace wf::test;

namespace {

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

std::shared_ptr<const model::ProcessDefinition> compiled(const std::string& text) {
  const formats::Bundle bundle{"random.yaml", {{"random.yaml", text}}};
  auto result = formats::compile(formats::BundleSource(bundle), bundle.entry);
  for (const auto& diagnostic : result.diagnostics) {
    if (diagnostic.severity == Severity::error) FAIL(render_text(diagnostic));
  }
  return result.definition;
}

}  // namespace

TEST_CASE("live state equals replayed state at every step of random cases, also across crashes") {
  const auto first = number_from_environment("WF_SEED", 1);
  const auto count = number_from_environment("WF_CASES", 400);
  constexpr std::size_t most_commands = 120;
  std::size_t ended = 0, commands = 0, refusals = 0;
  for (auto seed = first; seed < first + count; ++seed) {
    const auto text = RandomWorkflow(seed).text();
    INFO("WF_SEED=" << seed << " WF_CASES=1\n" << text);
    const auto definition = compiled(text);
    RandomWalk walk(definition, seed * 7919);
    walk.run(most_commands);
    ended += walk.live().state == engine::InstanceState::completed ? 1 : 0;
    commands += walk.commands();
    refusals += walk.refusals();
  }
  // the walk must really walk: cases come to their ends, and wrong commands are tried
  if (count >= 100) {
    CHECK(ended > count / 10);
    CHECK(refusals > commands / 20);
    CHECK(refusals < commands / 2);
  }
}
