// Bodies are checked as schemas/openapi.yaml describes them: for every member of every body one that is wrong in each way
// that the description knows, and the pointer that names it. Generated, so that a new member is tested without a word here.
#include <catch2/catch.hpp>

#include "api_world.hpp"
#include "codec/json_value.hpp"
#include "contract.hpp"
#include "samples.hpp"

using namespace wf;
using namespace wf::test;

namespace {

const feel::Value& schema_named(std::string_view name) { return ApiContract::get().document().member("components").member("schemas").member(name); }

/// Behind `$ref` and the first of `allOf`.
const feel::Value& plain_schema(const feel::Value& schema) {
  constexpr int longest_chain = 5;
  const auto* at = &schema;
  for (int i = 0; i < longest_chain; ++i) {
    if (const auto* list = at->member("allOf").as_list()) at = &(*list)[0];
    if (const auto name = ApiContract::schema_name(*at); !name.empty()) at = &schema_named(name);
  }
  return *at;
}

std::string type_of(const feel::Value& schema) {
  const auto& type = schema.member("type");
  return std::string(type.as_list() ? (*type.as_list())[0].text() : type.text());
}

/// A value that is wrong, and where.
struct Wrong {
  feel::Value value;
  std::string below;  ///< pointer into the value
};

std::vector<Wrong> wrong_values(const feel::Value& schema) {
  std::vector<Wrong> all;
  const auto type = type_of(schema);
  if (type.empty()) return all;  // any value
  if (type == "string") all.push_back({12345, ""});
  else all.push_back({"x", ""});
  if (const auto* most = schema.member("maxLength").as_number()) all.push_back({std::string(static_cast<std::size_t>(*most->to_int64()) + 1, 'x'), ""});
  if (const auto* least = schema.member("minLength").as_number(); least && *least->to_int64() > 0) all.push_back({"", ""});
  if (const auto* least = schema.member("minimum").as_number()) all.push_back({*least->to_int64() - 1, ""});
  if (const auto* most = schema.member("maximum").as_number()) all.push_back({*most->to_int64() + 1, ""});
  if (const auto* most = schema.member("maxItems").as_number()) all.push_back({feel::List(static_cast<std::size_t>(*most->to_int64()) + 1, "x"), ""});
  if (type == "integer") all.push_back({*Decimal::parse("1.5"), ""});
  if (type == "array") all.push_back({feel::List{7}, "/0"});
  if (type == "array" && plain_schema(schema.member("items")).member("enum").as_list()) all.push_back({feel::List{"boss"}, "/0"});
  return all;
}

/// The sample with one member changed, or left out where there is no value.
std::string changed(const Sample& sample, const std::string& name, const std::optional<feel::Value>& value) {
  auto body = codec::parse_json(sample.body.empty() ? "{}" : sample.body).value();
  feel::Context members = *body.as_context();
  if (value) members.set(name, *value);
  else members.remove(name);
  return codec::to_json(feel::Value(std::move(members)));
}

/// Asks as the administrator, whom no right stops.
class BodyProbe {
 public:
  BodyProbe(const api::Route& route, const MakeSample& make) : route_(route), sample_(make(world_)) {}

  ApiAnswer send(const std::string& body, const std::string& type = "application/json") {
    auto headers = sample_.headers;
    headers["Content-Type"] = type;
    return world_.ask("anna", std::string(api::http::method_name(route_.method())), sample_.target, body, headers);
  }
  void refuses(const std::string& name, const std::optional<feel::Value>& value, const std::string& pointer) {
    const auto body = changed(sample_, name, value);
    const auto answer = send(body);
    INFO(body.substr(0, 300) << " -> " << answer.text);
    CHECK(answer.status == 422);
    CHECK(answer.code() == "INVALID");
    CHECK(answer.fields().contains(pointer));
  }
  const std::string& body() const { return sample_.body; }

 private:
  ApiWorld world_;
  const api::Route& route_;
  Sample sample_;
};

template <class Visit>
void each_body(Visit visit) {
  const auto all = samples();
  const ApiWorld any_world;
  std::size_t bodies = 0;
  for (const auto& route : any_world.routes()) {
    if (route.description().request.empty()) continue;
    const auto name = std::string(api::http::method_name(route.method())) + " " + std::string(route.pattern());
    INFO(name);
    BodyProbe probe(route, all.at(name));
    visit(probe, schema_named(route.description().request));
    ++bodies;
  }
  CHECK(bodies > 0);
}

}  // namespace

TEST_CASE("every member of every body is checked as it is described, and named by its pointer") {
  each_body([](BodyProbe& probe, const feel::Value& schema) {
    const auto* properties = schema.member("properties").as_context();
    if (!properties) return;
    for (const auto& [name, member] : properties->entries()) {
      for (const auto& wrong : wrong_values(plain_schema(member))) probe.refuses(name, wrong.value, "/" + name + wrong.below);
    }
    if (!schema.member("required").as_list()) return;
    for (const auto& name : *schema.member("required").as_list()) {
      probe.refuses(std::string(name.text()), std::nullopt, "/" + std::string(name.text()));
      probe.refuses(std::string(name.text()), feel::Value(), "/" + std::string(name.text()));
    }
  });
}

TEST_CASE("no body takes a member that is not described") {
  each_body([](BodyProbe& probe, const feel::Value&) {
    probe.refuses("nonsense", 1, "/nonsense");
    probe.refuses("a/b~c", 1, "/a~1b~0c");
  });
}

TEST_CASE("no route takes a body that is not a JSON object of a sensible depth") {
  constexpr std::size_t too_deep = 200;
  each_body([](BodyProbe& probe, const feel::Value&) {
    for (const std::string& body : {std::string("{"), std::string("[]"), std::string("1"), std::string("\"text\""), std::string("{}{}"), std::string("\xff"),
                                    std::string(too_deep, '['), "{\"a\":" + std::string(too_deep, '[') + std::string(too_deep, ']') + "}", std::string("{\"a\":1,\"a\":2}")}) {
      INFO(body.substr(0, 50));
      CHECK(probe.send(body).status == 400);
    }
    const auto body = probe.body().empty() ? "{}" : probe.body();
    for (const char* type : {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json-patch+json", ""}) {
      INFO(type);
      CHECK(probe.send(body, type).status == 415);
    }
  });
}
