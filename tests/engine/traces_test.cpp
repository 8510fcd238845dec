// Golden traces: each file of this folder holds workflows and scripts of commands; what the engine does with them must
// be what NAME.expected says. WF_ACCEPT=1 writes the expected files anew.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "script.hpp"
#include "formats/compile.hpp"
#include "formats/document.hpp"

using namespace wf;

namespace {

namespace fs = std::filesystem;
const std::string folder = "tests/engine";

std::vector<std::string> script_files() {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".yaml") paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

/// anna works for bruno, who works for dora; eva and emil are the office.
runtime::Directory people() {
  std::vector<store::PersonRow> rows;
  const auto add = [&](std::string id, std::string manager, std::vector<std::string> groups) {
    store::PersonRow row;
    row.id = row.name = std::move(id);
    row.email = row.id + "@example.org";
    row.manager = std::move(manager);
    row.groups = std::move(groups);
    rows.push_back(std::move(row));
  };
  add("anna", "bruno", {"staff"});
  add("bruno", "dora", {"staff", "heads"});
  add("dora", "", {"heads"});
  add("eva", "bruno", {"office"});
  add("emil", "bruno", {"office", "staff"});
  return {std::move(rows), {}, feel::Context{{"limit", feel::Value(Decimal(100))}}};
}

std::shared_ptr<const model::ProcessDefinition> compiled(const feel::Value& test_case) {
  formats::Bundle bundle;
  bundle.entry = "workflow.yaml";
  bundle.files["workflow.yaml"] = std::string(test_case.member("workflow").text());
  if (const auto* files = test_case.member("files").as_context()) {
    for (const auto& file : files->entries()) bundle.files[file.name] = std::string(file.value.text());
  }
  const auto compilation = formats::compile(formats::BundleSource(bundle), bundle.entry);
  std::string findings;
  for (const auto& diagnostic : compilation.diagnostics) findings += render_text(diagnostic);
  INFO(findings);
  CHECK(compilation.definition);
  return compilation.definition;
}

std::string played(const std::string& path) {
  const auto document = formats::read_yaml(std::make_shared<const SourceText>(path, read(path)));
  INFO((document.diagnostics.empty() ? std::string() : render_text(document.diagnostics.front())));
  REQUIRE(document.document);
  REQUIRE(document.diagnostics.empty());
  const auto directory = people();
  const feel::Value cases = formats::to_value(document.document->root);
  REQUIRE(cases.as_list());
  std::string trace;
  for (const auto& one : *cases.as_list()) {
    const std::string name(one.member("name").text());
    INFO(name);
    const auto definition = compiled(one);
    if (!definition) continue;
    engine_traces::Script script(definition, directory);
    try {
      script.play(one.member("do"));
    } catch (const engine_traces::ScriptFault& fault) {
      FAIL_CHECK(fault.text);
    }
    CHECK(script.broken() == std::vector<std::string>{});
    trace += "== " + name + "\n" + script.trace() + "\n";
  }
  return trace;
}

}  // namespace

TEST_CASE("what the engine does with the scripts of tests/engine is what their expected files say") {
  const bool accepts = std::getenv("WF_ACCEPT") != nullptr;
  const auto paths = script_files();
  REQUIRE(paths.size() >= 5);
  for (const auto& path : paths) {
    INFO(path);
    const std::string actual = played(path);
    const std::string golden = fs::path(path).replace_extension(".expected").string();
    if (accepts) std::ofstream(golden, std::ios::binary) << actual;
    CHECK(actual == read(golden));
  }
}
