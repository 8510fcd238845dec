// Golden files: every workflow in tests/lint is compiled, and all that is said about it must be what NAME.expected says.
// WF_ACCEPT=1 writes the expected files anew.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "formats/compile.hpp"
#include "formats/diagnostic_codes.hpp"

using namespace wf;
using namespace wf::formats;

namespace {

namespace fs = std::filesystem;
const std::string folder = "tests/lint";

std::vector<std::string> workflow_files() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    const auto ending = entry.path().extension();
    if (ending == ".yaml" || ending == ".toml") names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// All findings, then the arcs of the graph when there is one.
std::string outcome_of(const Compilation& compilation) {
  std::string out;
  for (const auto& diagnostic : compilation.diagnostics) out += render_text(diagnostic);
  if (compilation.definition == nullptr) return out + "refused\n";
  const auto& definition = *compilation.definition;
  out += "accepted\n";
  for (const auto& flow : definition.flows) {
    const auto& source = definition.node(flow.source);
    out += "  " + source.id + " -> " + definition.node(flow.target).id;
    if (flow.condition) out += " if " + flow.condition->text;
    const bool is_default = source.default_flow != model::no_index && &definition.flow(source.default_flow) == &flow;
    if (is_default) out += " else";
    if (!flow.name.empty()) out += " (" + flow.name + ")";
    out += "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("everything said about the workflows in tests/lint is what their expected files say") {
  const DirectorySource source(folder);
  const bool accepts = std::getenv("WF_ACCEPT") != nullptr;
  const auto names = workflow_files();
  REQUIRE(names.size() > 40);
  for (const auto& name : names) {
    INFO(name);
    const std::string actual = outcome_of(compile(source, name));
    const std::string golden = folder + "/" + fs::path(name).stem().string() + ".expected";
    if (accepts) std::ofstream(golden, std::ios::binary) << actual;
    CHECK(actual == read(golden));
  }
}

TEST_CASE("every code that the workflows in tests/lint give is explained, and every explained code of the language is shown there") {
  const DirectorySource source(folder);
  std::set<std::string> shown;
  for (const auto& name : workflow_files()) {
    for (const auto& diagnostic : compile(source, name).diagnostics) {
      INFO(name << " " << diagnostic.code);
      CHECK(find_diagnostic_code(diagnostic.code) != nullptr);
      shown.insert(diagnostic.code);
    }
  }
  // Limits are shown in compile_test.cpp; these faults of graphs cannot be written in this language, only built in code
  // (validate_test.cpp).
  const std::set<std::string> elsewhere = {"WF-FILE-004", "WF-LANG-090", "WF-LANG-091", "WF-LANG-092", "WF-FLOW-001",
                                           "WF-FLOW-002", "WF-FLOW-003", "WF-FLOW-004", "WF-FLOW-005", "WF-FLOW-006",
                                           "WF-FLOW-007", "WF-FLOW-010", "WF-FLOW-011", "WF-FLOW-013"};
  for (const auto& code : diagnostic_codes()) {
    const bool is_ours = code.code.starts_with("WF-LANG") || code.code.starts_with("WF-FLOW") ||
                         code.code.starts_with("WF-FILE") || code.code.starts_with("WF-DATA");
    INFO(code.code);
    if (is_ours && !elsewhere.contains(std::string(code.code))) CHECK(shown.contains(std::string(code.code)));
  }
}

TEST_CASE("codes are sorted, unique and complete, and found in any case") {
  const auto codes = diagnostic_codes();
  for (std::size_t i = 0; i < codes.size(); ++i) {
    INFO(codes[i].code);
    if (i > 0) CHECK(codes[i - 1].code < codes[i].code);
    CHECK_FALSE(codes[i].meaning.empty());
    CHECK_FALSE(codes[i].repair.empty());
    CHECK(find_diagnostic_code(codes[i].code) == &codes[i]);
  }
  CHECK(find_diagnostic_code("wf-lang-002") == find_diagnostic_code("WF-LANG-002"));
  CHECK(find_diagnostic_code("WF-LANG-999") == nullptr);
}
