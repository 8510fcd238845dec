// Schemas and values made to hang, overflow or crash a checker: each ends with a problem or a plain answer.
#include <catch2/catch.hpp>

#include "codec/json_value.hpp"
#include "model/json_schema.hpp"

namespace {

using wf::feel::Context;
using wf::feel::List;
using wf::feel::Value;
using wf::model::JsonSchema;

Value json(std::string_view text) {
  auto value = wf::codec::parse_json(text, {128, 64U * 1024 * 1024, false});
  if (!value) FAIL(value.error().text);
  return *value;
}

std::string first_problem(const Value& schema, const Value& value) {
  const auto compiled = JsonSchema::compile(schema);
  if (!compiled.schema)
    return "schema " + compiled.problems.front().pointer + ": " + compiled.problems.front().message;
  const auto problems = compiled.schema->validate(value);
  return problems.empty() ? "valid" : problems.front().keyword;
}

}  // namespace

TEST_CASE("references that lead only back to themselves are refused") {
  const std::string loop = "this schema refers back to itself without going deeper into the value";
  CHECK(first_problem(json(R"({"$ref":"#"})"), Value(1)) == "schema : " + loop);
  CHECK(first_problem(
            json(R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"$ref":"#/$defs/a"}},"$ref":"#/$defs/a"})"),
            Value(1))
            .ends_with(loop));
  CHECK(first_problem(json(R"({"anyOf":[{"type":"null"},{"allOf":[{"$ref":"#"}]}]})"), Value(1))
            .ends_with(loop));
}

TEST_CASE("loops that only show at run time end with the budget") {
  CHECK(first_problem(json(R"({"$dynamicAnchor":"x","allOf":[{"$dynamicRef":"#x"},{"$dynamicRef":"#x"}]})"),
                      Value(1)) == "budget");
  CHECK(first_problem(json(R"({"if":true,"then":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}})"), Value(1)) ==
        "budget");
}

TEST_CASE("a schema that doubles its work at each level ends with the budget") {
  std::string defs = R"({"$ref":"#/$defs/l0","$defs":{)";
  for (int i = 0; i < 40; ++i) {
    const std::string next = "{\"$ref\":\"#/$defs/l" + std::to_string(i + 1) + "\"}";
    defs += "\"l" + std::to_string(i) + "\":{\"allOf\":[" + next + "," + next + "]},";
  }
  CHECK(first_problem(json(defs + R"("l40":{"type":"null"}}})"), Value()) == "budget");
}

TEST_CASE("a schema nested without end is refused") {
  Value schema = Context{};
  for (int i = 0; i < 5000; ++i) schema = Context{{"not", schema}};
  CHECK(first_problem(schema, Value(1)).ends_with("schemas are nested too deeply here"));
  Value odd = Context{};
  for (int i = 0; i < 5000; ++i) odd = Context{{"properties", Context{{"a", odd}}}};
  CHECK(first_problem(odd, Value(1)).ends_with("schemas are nested too deeply here"));
}

TEST_CASE("a value nested without end meets the budget of a schema that follows it") {
  Value value = List{};
  for (int i = 0; i < 5000; ++i) value = List{value};
  CHECK(first_problem(json(R"({"items":{"$ref":"#"}})"), value) == "budget");
}

TEST_CASE("patterns that would explode are refused or linear") {
  CHECK(first_problem(json(R"({"pattern":"((a{1000}){1000}){1000}"})"), Value("a"))
            .starts_with("schema /pattern"));
  CHECK(first_problem(json(R"({"pattern":"^(a+)+$"})"), Value(std::string(200'000, 'a') + "b")) == "pattern");
  CHECK(first_problem(json(R"({"pattern":"(?=a)b"})"), Value("b")).find("look-ahead") != std::string::npos);
}

TEST_CASE("a hundred thousand equal or different entries are compared without squaring") {
  List different;
  for (int i = 0; i < 100'000; ++i) different.emplace_back(i);
  CHECK(first_problem(json(R"({"uniqueItems":true})"), different) == "valid");
  CHECK(first_problem(json(R"({"uniqueItems":true})"), List(100'000, Value("same"))) == "uniqueItems");
}

TEST_CASE("problems stop at the number asked for") {
  const auto compiled = JsonSchema::compile(json(R"({"items":{"type":"number"}})"));
  REQUIRE(compiled.schema);
  CHECK(compiled.schema->validate(List(1000, Value("x")), 7).size() == 7);
  CHECK(compiled.schema->validate(List(1000, Value("x"))).size() == 100);
}

TEST_CASE("documents that refer to ever new documents come to an end") {
  int asked = 0;
  const auto endless = [&](std::string_view) -> std::optional<Value> {
    return Context{{"$ref", "next" + std::to_string(++asked) + ".json"}};
  };
  const auto compiled = JsonSchema::compile(Context{{"$ref", "first.json"}}, "http://localhost/", endless);
  CHECK_FALSE(compiled.schema);
  CHECK(asked <= 200);
}
