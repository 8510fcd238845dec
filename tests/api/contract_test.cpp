// schemas/openapi.yaml and the table of routes say the same, in both directions. That answers are as described is judged
// at every request of these tests (api_world.cpp).
#include <catch2/catch.hpp>

#include <algorithm>
#include <set>

#include "api/resources/resources.hpp"
#include "api_world.hpp"
#include "base/text.hpp"
#include "codec/json_value.hpp"
#include "contract.hpp"

using namespace wf;
using namespace wf::test;

namespace {

const ApiContract& contract() { return ApiContract::get(); }

std::set<std::string> texts(const feel::Value& list) {
  std::set<std::string> all;
  if (!list.as_list()) return all;
  for (const auto& one : *list.as_list()) all.insert(std::string(one.text()));
  return all;
}

std::string name_of(const api::Route& route) { return std::string(api::http::method_name(route.method())) + " " + std::string(route.pattern()); }

/// Names of the parameters of an operation and its path that are sent `in` there.
std::set<std::string> parameters(const api::Route& route, std::string_view in) {
  std::set<std::string> names;
  for (const auto* holder : {&contract().document().member("paths").member(route.pattern()), &contract().operation(route)}) {
    const auto* list = holder->member("parameters").as_list();
    if (!list) continue;
    for (const auto& one : *list) {
      const auto& parameter = contract().resolved(one);
      if (parameter.member("in").text() == in) names.insert(std::string(parameter.member("name").text()));
    }
  }
  return names;
}

template <class Names>
std::set<std::string> set_of(const Names& names) {
  return std::set<std::string>(names.begin(), names.end());
}

std::set<std::string> roles_of(const api::Right& right) {
  if (right.form() != api::Right::Form::roles) return {right.to_text()};
  std::set<std::string> names;
  for (const auto role : api::every_role) {
    if (right.role_set().has(role)) names.insert(std::string(store::role_name(role)));
  }
  return names;
}

/// Empty: signed in by a token, as the document says for all.
std::string security_of(const api::Right& right) {
  if (right.form() == api::Right::Form::anyone) return "[]";
  if (right.form() == api::Right::Form::local_or_signed_in) return R"([{},{"token":[]}])";
  return "null";
}

void collect_references(const feel::Value& value, std::set<std::string>& found) {
  if (const auto* list = value.as_list()) {
    for (const auto& one : *list) collect_references(one, found);
  }
  if (const auto* context = value.as_context()) {
    for (const auto& [name, member] : context->entries()) {
      if (name == "$ref") found.insert(std::string(member.text()));
      else collect_references(member, found);
    }
  }
}

/// Every schema of the components and what is in it.
template <class Visit>
void each_schema(const feel::Value& schema, const std::string& at, Visit visit) {
  if (const auto* list = schema.as_list()) {
    for (std::size_t i = 0; i < list->size(); ++i) each_schema((*list)[i], at + "/" + std::to_string(i), visit);
  }
  if (const auto* context = schema.as_context()) {
    visit(schema, at);
    for (const auto& [name, member] : context->entries()) {
      if (name != "examples") each_schema(member, at + "/" + name, visit);
    }
  }
}

}  // namespace

TEST_CASE("the description of the API is read without complaint and its schemas are sound") {
  for (const auto& fault : contract().unsound_schemas()) FAIL_CHECK(fault);
  CHECK(contract().document().member("openapi").text() == "3.1.0");
}

TEST_CASE("the description has every route and no other") {
  std::set<std::string> routes, described;
  for (const auto& route : api::all_routes()) {
    if (ApiContract::describes(route)) routes.insert(name_of(route));
    // what is not described is a file of the status page
    else CHECK((route.right().form() == api::Right::Form::anyone && route.method() == api::http::Method::get && route.description().parameters.empty()));
  }
  for (const auto& [path, operations] : contract().document().member("paths").as_context()->entries()) {
    for (const auto& [method, operation] : operations.as_context()->entries()) {
      if (method == "parameters") continue;
      std::string upper = method;
      std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) { return static_cast<char>(c - 'a' + 'A'); });
      described.insert(upper + " " + path);
    }
  }
  CHECK(routes.size() > 30);
  CHECK(described == routes);
}

TEST_CASE("the description of each route says what the route says") {
  std::set<std::string> ids;
  for (const auto& route : api::all_routes()) {
    if (!ApiContract::describes(route)) continue;
    INFO(name_of(route));
    const auto& operation = contract().operation(route);
    const auto& says = route.description();
    CHECK(operation.member("summary").text() == says.summary);
    CHECK(ids.insert(std::string(operation.member("operationId").text())).second);
    CHECK(texts(operation.member("x-roles")) == roles_of(route.right()));
    CHECK(codec::to_json(operation.member("security")) == security_of(route.right()));
    CHECK(parameters(route, "path") == set_of(route.path_parameters()));
    CHECK(parameters(route, "query") == set_of(says.parameters));
    CHECK(parameters(route, "header").contains("Idempotency-Key") == (route.method() == api::http::Method::post));
    CHECK(ApiContract::json_schema_name(operation.member("requestBody")) == says.request);
    const auto* success = operation.member("responses").as_context()->find(std::to_string(says.success));
    REQUIRE(success);
    CHECK(ApiContract::json_schema_name(*success) == says.response);
  }
}

TEST_CASE("refusals that a right, a path or a body can bring are described at each route") {
  for (const auto& route : api::all_routes()) {
    if (!ApiContract::describes(route)) continue;
    INFO(name_of(route));
    const auto& responses = *contract().operation(route).member("responses").as_context();
    const auto form = route.right().form();
    const bool has_body = !route.description().request.empty();
    CHECK(responses.find("400"));
    CHECK((responses.find("401") != nullptr) == (form != api::Right::Form::anyone));
    if (form == api::Right::Form::roles) CHECK(responses.find("403"));
    if (!route.path_parameters().empty()) CHECK(responses.find("404"));
    for (const char* status : {"413", "415", "422"}) CHECK((responses.find(status) != nullptr) == has_body);
    CHECK((responses.find("412") != nullptr) == parameters(route, "header").contains("If-Match"));
  }
}

TEST_CASE("every part of the description is used, and every reference leads somewhere") {
  std::set<std::string> used;
  collect_references(contract().document(), used);
  for (const auto& [kind, parts] : contract().document().member("components").as_context()->entries()) {
    if (kind == "securitySchemes") continue;
    for (const auto& [name, part] : parts.as_context()->entries()) {
      INFO(kind << " " << name);
      CHECK(used.erase("#/components/" + kind + "/" + name) == 1);
    }
  }
  for (const auto& left : used) FAIL_CHECK("leads nowhere: " << left);
  std::set<std::string> tags, used_tags;
  for (const auto& tag : *contract().document().member("tags").as_list()) tags.insert(std::string(tag.member("name").text()));
  for (const auto& route : api::all_routes()) used_tags.merge(texts(contract().operation(route).member("tags")));
  CHECK(tags == used_tags);
}

TEST_CASE("examples are valid, and every body that can be sent has one") {
  for (const auto& [name, schema] : contract().document().member("components").member("schemas").as_context()->entries()) {
    const auto* examples = schema.member("examples").as_list();
    if (!examples) continue;
    for (const auto& example : *examples) {
      INFO(name << " " << codec::to_json(example));
      for (const auto& fault : contract().faults(name, example)) FAIL_CHECK(fault);
    }
  }
  for (const auto& route : api::all_routes()) {
    const auto request = route.description().request;
    if (request.empty()) continue;
    INFO(request);
    const auto& schema = contract().document().member("components").member("schemas").member(request);
    CHECK(schema.member("examples").as_list());
    // the server refuses members that it does not know
    CHECK(codec::to_json(schema.member("additionalProperties")) == "false");
  }
}

TEST_CASE("what is required is described") {
  each_schema(contract().document().member("components").member("schemas"), "", [](const feel::Value& schema, const std::string& at) {
    if (!schema.member("required").as_list() || !schema.member("properties").as_context()) return;
    for (const auto& name : texts(schema.member("required"))) {
      INFO(at << " " << name);
      CHECK(schema.member("properties").as_context()->find(name));
    }
  });
}

TEST_CASE("the description is served as it is, to anyone, and not twice") {
  ApiWorld world;
  const auto yaml = world.ask("", "GET", "/api/v1/openapi.yaml");
  CHECK(yaml.status == 200);
  CHECK(yaml.text == contract().text());
  const auto json = world.ask("", "GET", "/api/v1/openapi.json");
  CHECK(json.status == 200);
  CHECK(json.body == contract().document());
  for (const auto* served : {&yaml, &json}) {
    const std::string target = served == &yaml ? "/api/v1/openapi.yaml" : "/api/v1/openapi.json";
    const auto again = world.ask("", "GET", target, "", {{"If-None-Match", served->header("ETag")}});
    CHECK(again.status == 304);
    CHECK(again.text.empty());
    CHECK(world.ask("", "GET", target, "", {{"If-None-Match", "\"other\""}}).status == 200);
  }
}

TEST_CASE("the judge of answers finds what is not described") {
  const auto& routes = api::all_routes();
  const auto lease = std::find_if(routes.begin(), routes.end(), [](const auto& route) { return route.pattern() == "/api/v1/jobs/{key}/lease"; });
  REQUIRE(lease != routes.end());
  const auto judged = [&](int status, const char* body, const char* sent = R"({"worker":"w"})") {
    return contract().objections({&*lease, sent, status, status < 400 ? "application/json" : "application/problem+json", body}).size();
  };
  CHECK(judged(200, R"({"key":"1.2","leaseUntil":"2026-01-05T10:00:00Z"})") == 0);
  CHECK(judged(200, R"({"key":"1.2","leaseUntil":"2026-01-05T10:00:00Z","more":1})") == 1);
  CHECK(judged(200, R"({"key":"1.2"})") == 1);
  CHECK(judged(200, R"({"key":"1.2","leaseUntil":"tomorrow"})") == 1);
  CHECK(judged(200, R"({"key":"1.2","leaseUntil":"2026-01-05T10:00:00Z"})", R"({"worker":1})") == 1);
  CHECK(judged(201, R"({"key":"1.2","leaseUntil":"2026-01-05T10:00:00Z"})") == 1);
  CHECK(judged(409, "{}") > 0);
  CHECK(judged(428, "{}") == 1);
}
