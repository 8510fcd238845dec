// The FEEL types that schemas give. Checking of values is tested in tests/forms and by the public suite.
#include <catch2/catch.hpp>

#include "model/json_schema.hpp"

using namespace wf;
using namespace wf::feel;
using model::JsonSchema;

namespace {

Type type_of(const Value& schema) {
  const auto compiled = JsonSchema::compile(schema);
  REQUIRE(compiled.schema);
  return compiled.schema->type();
}

Value of_type(const char* name) {
  return Context{{"type", name}};
}

}  // namespace

TEST_CASE("scalar schemas give scalar types") {
  CHECK(type_of(of_type("string")) == Type::scalar(Kind::string));
  CHECK(type_of(of_type("integer")) == Type::scalar(Kind::number));
  CHECK(type_of(of_type("boolean")) == Type::scalar(Kind::boolean));
  CHECK(type_of(Context{{"type", List{"null", "string"}}}) == Type::scalar(Kind::string));
  CHECK(type_of(Context{{"type", List{"number", "string"}}}).is_any());
  CHECK(type_of(Context{{"type", "string"}, {"format", "date"}}) == Type::scalar(Kind::string));
  CHECK(type_of(Context{{"enum", List{"a", "b"}}}) == Type::scalar(Kind::string));
  CHECK(type_of(Value(true)).is_any());
}

TEST_CASE("objects are closed unless the schema speaks of further members") {
  const Value properties = Context{{"total", of_type("number")}};
  const Type closed = type_of(Context{{"type", "object"}, {"properties", properties}});
  CHECK_FALSE(closed.open());
  REQUIRE(closed.find("total"));
  CHECK(closed.find("total")->type == Type::scalar(Kind::number));
  CHECK_FALSE(type_of(Context{{"properties", properties}, {"additionalProperties", false}}).open());
  CHECK(type_of(Context{{"properties", properties}, {"additionalProperties", true}}).open());
  CHECK(type_of(Context{{"properties", properties}, {"patternProperties", Context{{"^x", true}}}}).open());
  CHECK(type_of(of_type("object")).open());
}

TEST_CASE("lists know the type of their entries") {
  CHECK(type_of(Context{{"type", "array"}, {"items", of_type("string")}}) ==
        Type::list(Type::scalar(Kind::string)));
  CHECK(type_of(of_type("array")) == Type::list(Type::any()));
  CHECK(type_of(Context{{"type", "array"},
                        {"prefixItems", List{of_type("string"), of_type("string")}},
                        {"items", false}}) == Type::list(Type::scalar(Kind::string)));
}

TEST_CASE("references and allOf add members") {
  const Type type = type_of(
      Context{{"$ref", "#/$defs/base"},
              {"properties", Context{{"a", of_type("string")}}},
              {"$defs", Context{{"base", Context{{"properties", Context{{"b", of_type("number")}}}}}}}});
  CHECK(type.find("a"));
  CHECK(type.find("b"));
  CHECK_FALSE(type.open());
}

TEST_CASE("a schema that contains itself has a type of bounded depth") {
  Type type = type_of(Context{{"properties", Context{{"child", Context{{"$ref", "#"}}}}}});
  int depth = 0;
  while (type.find("child") && depth < 1000) {
    type = Type(type.find("child")->type);
    ++depth;
  }
  CHECK(depth > 2);
  CHECK(depth < 100);
  CHECK(type.is_any());
}
