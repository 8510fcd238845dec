// The pages of docs/guide keep their word: files on them are valid and their tests pass, expressions give what is
// written behind the arrow, every key of the language is named, and every link leads somewhere.
// Marks in the pages: ```yaml file=NAME (a whole file), ```json context (variables), ```feel (EXPRESSION → RESULT).
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>

#include "base/text.hpp"
#include "examples/files.hpp"
#include "feel/expression.hpp"
#include "formats/compile.hpp"
#include "formats/lower/vocabulary.hpp"
#include "model/json_schema.hpp"
#include "sim/scenario.hpp"

using namespace wf;
using examples::text_of;
using examples::value_of;
namespace fs = std::filesystem;

namespace {

const std::string folder = "docs/guide/";

struct Block {
  std::string info, text;
  std::size_t section = 0;  ///< number of the heading above it
};

std::vector<Block> blocks_of(const std::string& page) {
  std::vector<Block> blocks;
  std::size_t section = 0;
  bool inside = false;
  const std::string text = text_of(folder + page);
  for (const auto line : split(text, '\n')) {
    if (line.starts_with("```")) {
      inside = !inside;
      if (inside) blocks.push_back({std::string(line.substr(3)), "", section});
    } else if (inside) {
      blocks.back().text += std::string(line) + "\n";
    } else if (line.starts_with("#")) {
      ++section;
    }
  }
  REQUIRE_FALSE(inside);
  return blocks;
}

std::string file_of(const Block& block) {
  constexpr std::string_view mark = " file=";
  const auto at = block.info.find(mark);
  return at == std::string::npos ? "" : block.info.substr(at + mark.size());
}

std::vector<std::string> pages() {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) names.push_back(entry.path().filename().string());
  std::sort(names.begin(), names.end());
  return names;
}

void check_workflow(const formats::BundleSource& source, const std::string& file) {
  const auto compiled = formats::compile(source, file);
  for (const auto& finding : compiled.diagnostics) FAIL_CHECK(render_text(finding));
  CHECK(compiled.definition != nullptr);
}

std::size_t check_tests(const formats::BundleSource& source, const std::string& file) {
  const auto read = sim::read_test_file(source, file);
  for (const auto& finding : read.diagnostics) FAIL_CHECK(render_text(finding));
  if (!read.file) return 0;
  std::vector<formats::Compilation> definitions;
  for (const auto& workflow : read.file->workflows) {
    definitions.push_back(formats::compile(source, workflow));
    REQUIRE(definitions.back().definition);
  }
  for (const auto& one : read.file->cases) {
    INFO(one.name);
    for (const auto& failure : sim::run_case(*read.file, one, definitions).failures) FAIL_CHECK(failure.where.line << ": " << failure.message);
  }
  return read.file->cases.size();
}

}  // namespace

TEST_CASE("every workflow and every test on the guide's pages is valid, keeps to the schema, and passes") {
  const auto workflow_schema = model::JsonSchema::compile(value_of("schemas/workflow.schema.json")).schema;
  const auto test_schema = model::JsonSchema::compile(value_of("schemas/test.schema.json")).schema;
  REQUIRE((workflow_schema && test_schema));
  std::size_t workflows = 0, cases = 0;
  for (const auto& page : pages()) {
    formats::Bundle bundle;  // a later file of the same name takes the place of the earlier one
    const formats::BundleSource source(bundle);
    const auto blocks = blocks_of(page);
    for (std::size_t first = 0; first < blocks.size();) {
      std::size_t end = first;
      for (; end < blocks.size() && blocks[end].section == blocks[first].section; ++end) {
        if (const auto name = file_of(blocks[end]); !name.empty()) bundle.files[name] = blocks[end].text;
      }
      for (; first < end; ++first) {
        const auto name = file_of(blocks[first]);
        const bool is_document = name.ends_with(".yaml") || name.ends_with(".toml");
        if (!is_document) continue;
        INFO(page << ", section " << blocks[first].section << ", " << name << "\n" << blocks[first].text);
        const bool is_test = name.ends_with(".test.yaml");
        const auto document = formats::read_document(std::make_shared<const SourceText>(name, blocks[first].text));
        REQUIRE(document.document);
        const auto& schema = is_test ? test_schema : workflow_schema;
        for (const auto& problem : schema->validate(formats::to_value(document.document->root))) FAIL_CHECK(problem.pointer << ": " << problem.message);
        if (is_test) cases += check_tests(source, name);
        else ++workflows, check_workflow(source, name);
      }
    }
  }
  CHECK(workflows >= 10);
  CHECK(cases >= 8);
}

TEST_CASE("every expression of the guide gives what is written behind its arrow") {
  constexpr std::string_view arrow = "→";
  std::size_t lines = 0;
  for (const auto& page : pages()) {
    feel::Context variables;
    for (const auto& block : blocks_of(page)) {
      if (block.info == "json context") {
        const auto read = formats::read_document(std::make_shared<const SourceText>("context.json", block.text));
        REQUIRE(read.document);
        variables = *formats::to_value(read.document->root).as_context();
      }
      if (block.info != "feel") continue;
      feel::Scope scope;
      std::vector<feel::Type::Member> members;
      for (const auto& entry : variables.entries()) members.push_back({entry.name, feel::Type::any()});
      scope.variables = feel::Type::context(std::move(members));
      const auto evaluated = [&](std::string_view text) {
        const auto compiled = feel::compile_expression(text, scope);
        for (const auto& problem : compiled.problems) FAIL_CHECK(problem.code << " " << problem.message);
        if (!compiled.expression) return feel::Value();
        const feel::ContextVariables values(variables);
        feel::Environment environment;
        environment.variables = &values;
        return feel::evaluate(*compiled.expression, environment).value;
      };
      for (const auto line : split(block.text, '\n')) {
        if (trimmed(line).empty()) continue;
        INFO(page << ": " << line);
        const auto at = line.find(arrow);
        REQUIRE(at != std::string_view::npos);
        ++lines;
        CHECK(feel::to_feel_text(evaluated(trimmed(line.substr(0, at)))) == feel::to_feel_text(evaluated(trimmed(line.substr(at + arrow.size())))));
      }
    }
  }
  CHECK(lines >= 50);
}

TEST_CASE("the page on workflow files names every key and every verb that runs, and no other verb as running") {
  const std::string page = text_of(folder + "workflow-files.md");
  for (auto at = static_cast<std::size_t>(formats::PlaceOf::workflow); at <= static_cast<std::size_t>(formats::PlaceOf::day_off); ++at) {
    for (const auto& key : formats::place_of(static_cast<formats::PlaceOf>(at)).keys) {
      INFO(key);
      CHECK(page.find("`" + key + "`") != std::string::npos);
    }
  }
  for (const auto& verb : formats::verbs()) {
    INFO(verb.name);
    CHECK((page.find("| `" + std::string(verb.name) + "` |") != std::string::npos) == verb.built);
  }
}

TEST_CASE("the page on tests names every key of test files") {
  const std::string page = text_of(folder + "tests.md");
  const auto schema = value_of("schemas/test.schema.json");
  const std::function<void(const feel::Value&)> walk = [&](const feel::Value& value) {
    if (const auto* list = value.as_list()) std::for_each(list->begin(), list->end(), walk);
    const auto* context = value.as_context();
    if (context == nullptr) return;
    for (const auto& entry : context->entries()) {
      if (entry.name == "examples") continue;
      if (entry.name == "properties") {
        for (const auto& key : entry.value.as_context()->entries()) {
          INFO(key.name);
          CHECK(page.find(std::string(key.name)) != std::string::npos);
        }
      }
      walk(entry.value);
    }
  };
  walk(schema);
}

TEST_CASE("every link of the guide leads to a page or a place on it") {
  for (const auto& page : pages()) {
    const std::string text = text_of(folder + page);
    for (auto at = text.find("]("); at != std::string::npos; at = text.find("](", at + 1)) {
      const std::string target = text.substr(at + 2, text.find(')', at) - at - 2);
      INFO(page << ": " << target);
      if (target.starts_with("#")) CHECK(text.find("<a id=\"" + target.substr(1) + "\">") != std::string::npos);
      else CHECK(fs::exists(folder + target));
    }
  }
}
