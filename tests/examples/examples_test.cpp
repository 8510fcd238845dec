// The examples and the ready workflows: their tests reach everything, and their files keep to the published schemas.
// That they are valid and their cases pass is asked of the program itself (CMakeLists.txt).
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>

#include "examples/files.hpp"
#include "formats/compile.hpp"
#include "model/json_schema.hpp"
#include "sim/coverage.hpp"
#include "sim/scenario.hpp"

using namespace wf;
using examples::text_of;
using examples::value_of;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t least_examples = 20, least_cases_of_an_example = 2;

std::vector<std::string> files_below(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().generic_string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

bool is_document(const std::string& file) { return file.ends_with(".yaml") || file.ends_with(".toml"); }
bool is_test(const std::string& file) { return file.ends_with(".test.yaml") || file.ends_with(".test.toml"); }

std::vector<std::string> documents() {
  std::vector<std::string> found;
  for (const std::string folder : {"examples", "workflows"}) {
    for (auto& file : files_below(folder)) {
      if (is_document(file)) found.push_back(std::move(file));
    }
  }
  return found;
}

std::shared_ptr<const model::JsonSchema> published_schema(const std::string& name) {
  const auto compiled = model::JsonSchema::compile(value_of("schemas/" + name + ".schema.json"));
  for (const auto& problem : compiled.problems) UNSCOPED_INFO(problem.pointer << ": " << problem.message);
  REQUIRE(compiled.schema);
  return compiled.schema;
}

std::string schema_of(const std::string& file) {
  if (is_test(file)) return "test";
  return file.find("/calendars/") != std::string::npos ? "calendar" : "workflow";
}

}  // namespace

TEST_CASE("every example and every ready workflow keeps to the published schemas") {
  std::map<std::string, std::shared_ptr<const model::JsonSchema>> schemas;
  for (const auto& name : {"workflow", "test", "calendar"}) schemas[name] = published_schema(name);
  for (const auto& file : documents()) {
    INFO(file);
    for (const auto& problem : schemas.at(schema_of(file))->validate(value_of(file))) FAIL_CHECK(problem.pointer << ": " << problem.message);
  }
}

TEST_CASE("the editor finds the schema of every example and every ready workflow") {
  for (const auto& file : documents()) {
    if (!file.ends_with(".yaml")) continue;
    INFO(file);
    const std::string text = text_of(file);
    const std::string mark = "# yaml-language-server: $schema=";
    REQUIRE(text.starts_with(mark));
    const std::string path = text.substr(mark.size(), text.find('\n') - mark.size());
    const auto target = (fs::path(file).parent_path() / path).lexically_normal().generic_string();
    CHECK(target == "schemas/" + schema_of(file) + ".schema.json");
  }
}

TEST_CASE("the tests of every example and every ready workflow reach each step and each arc") {
  const formats::DirectorySource source(".");
  sim::Coverage coverage;
  std::size_t workflows = 0;
  for (const auto& file : documents()) {
    if (!is_test(file)) continue;
    INFO(file);
    const auto test = sim::read_test_file(source, file);
    REQUIRE(test.file);
    CHECK(test.file->cases.size() >= least_cases_of_an_example);
    std::vector<formats::Compilation> definitions;
    for (const auto& path : test.file->workflows) {
      definitions.push_back(formats::compile(source, path));
      REQUIRE(definitions.back().definition);
      coverage.expect(*definitions.back().definition);
    }
    ++workflows;
    for (const auto& one : test.file->cases) coverage.note(sim::run_case(*test.file, one, definitions).trace);
  }
  CHECK(workflows >= least_examples);
  for (const auto& one : coverage.report()) {
    INFO(one.workflow);
    CHECK(one.missed_steps == std::vector<std::string>{});
    CHECK(one.missed_arcs == std::vector<std::string>{});
  }
}

TEST_CASE("every form of the ready workflows and the examples explains its fields and bounds its texts") {
  for (const std::string folder : {"examples", "workflows"}) {
    for (const auto& file : files_below(folder)) {
      if (!file.ends_with(".json")) continue;
      INFO(file);
      const auto properties = value_of(file).member("properties");
      REQUIRE(properties.as_context());
      for (const auto& field : properties.as_context()->entries()) {
        INFO(field.name);
        CHECK(field.value.member("title").as_string());
        CHECK(field.value.member("description").as_string());
        const auto type = field.value.member("type");
        const bool is_free_text = type.as_string() && *type.as_string() == "string" && field.value.member("format").is_null() && field.value.member("pattern").is_null() && field.value.member("enum").is_null();
        if (is_free_text) CHECK(!field.value.member("maxLength").is_null());
        const bool is_list = type.as_string() && *type.as_string() == "array";
        if (is_list) CHECK(!field.value.member("maxItems").is_null());
      }
    }
  }
}

TEST_CASE("every example has a page of its own and a line in the list of examples") {
  const std::string list = text_of("examples/README.md");
  for (const auto& entry : fs::directory_iterator("examples")) {
    if (!entry.is_directory()) continue;
    const std::string name = entry.path().filename().string();
    INFO(name);
    CHECK(list.find("| [" + name + "](" + name + ") |") != std::string::npos);
    CHECK(text_of("examples/" + name + "/README.md").starts_with("# "));
  }
}

TEST_CASE("no two of the examples and ready workflows have the same id, so that all can be deployed together") {
  std::map<std::string, std::string> files;
  for (const auto& file : documents()) {
    if (schema_of(file) != "workflow") continue;
    const auto [first, is_new] = files.emplace(value_of(file).member("workflow").text(), file);
    INFO(file << " and " << first->second);
    CHECK(is_new);
  }
  CHECK(files.size() > least_examples);
}
