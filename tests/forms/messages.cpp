// Golden test of messages: each *.json file here lists schemas with values and the problems that they give.
// WF_ACCEPT=1 rewrites the expected problems.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "codec/json_value.hpp"
#include "model/json_schema.hpp"

namespace {

namespace fs = std::filesystem;
using wf::feel::Context;
using wf::feel::List;
using wf::feel::Value;
using wf::model::JsonSchema;

Value read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto value = wf::codec::parse_json(text, {128, 1024U * 1024, false});
  if (!value) FAIL(path.string() << ": " << value.error().text);
  return *value;
}

/// "/total minimum: Total must be at least 0"
List problems_of(const JsonSchema& schema, const Value& value) {
  List lines;
  for (const auto& problem : schema.validate(value)) {
    lines.emplace_back(problem.pointer + " " + problem.keyword + ": " + problem.message);
  }
  return lines;
}

/// The group with the problems that were seen.
Value judged(const Value& group) {
  const wf::model::SchemaSource others = [&](std::string_view uri) -> std::optional<Value> {
    const Value* other =
        group.member("others").as_context() ? group.member("others").as_context()->find(uri) : nullptr;
    return other ? std::optional(*other) : std::nullopt;
  };
  const auto compiled = JsonSchema::compile(group.member("schema"), "forms/this.json", others,
                                            {{}, group.member("formats").is_true()});
  Context seen = *group.as_context();
  List lines;
  for (const auto& problem : compiled.problems)
    lines.emplace_back(problem.uri + "#" + problem.pointer + ": " + problem.message);
  if (!lines.empty() || seen.find("schemaProblems")) seen.set("schemaProblems", lines);
  List cases;
  for (const Value& one : group.member("cases").as_list() ? *group.member("cases").as_list() : List()) {
    Context with = *one.as_context();
    with.set("problems",
             compiled.schema ? problems_of(*compiled.schema, one.member("value")) : List{"no schema"});
    cases.emplace_back(with);
  }
  if (!cases.empty()) seen.set("cases", cases);
  return seen;
}

}  // namespace

TEST_CASE("values that do not fit give messages that a person understands") {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator("tests/forms")) {
    if (entry.path().extension() == ".json") files.push_back(entry.path());
  }
  REQUIRE_FALSE(files.empty());
  for (const fs::path& path : files) {
    INFO(path.string());
    const Value groups = read(path);
    REQUIRE(groups.as_list());
    List seen;
    for (const Value& group : *groups.as_list()) seen.push_back(judged(group));
    if (std::getenv("WF_ACCEPT")) {
      std::ofstream(path, std::ios::binary) << wf::codec::to_json(seen, true) << '\n';
      continue;
    }
    for (std::size_t i = 0; i < seen.size(); ++i) {
      CHECK(wf::codec::to_json(seen[i], true) == wf::codec::to_json((*groups.as_list())[i], true));
    }
  }
}
