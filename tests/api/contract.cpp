// Schemas are compiled with every object closed: unevaluatedProperties beside each reference that is not a base.
#include "contract.hpp"

#include <algorithm>
#include <fstream>

#include "base/text.hpp"
#include "codec/json_value.hpp"
#include "formats/document.hpp"

namespace wf::test {

namespace {

constexpr std::string_view schemas_at = "#/components/schemas/";
constexpr std::string_view problem_type = "application/problem+json";
/// As plain JSON: {"@type":…} stays what was sent.
const codec::JsonLimits plain{128, 16U * 1024 * 1024, false};

enum class Place { component, base, inner };

feel::Value closed(const feel::Value& schema, Place place);

feel::Value closed_list(const feel::Value& list, Place place) {
  feel::List all;
  for (const auto& one : *list.as_list()) all.push_back(closed(one, place));
  return feel::Value(std::move(all));
}

feel::Value closed_members(const feel::Value& members) {
  feel::Context all;
  for (const auto& [name, member] : members.as_context()->entries()) all.set(name, closed(member, Place::inner));
  return feel::Value(std::move(all));
}

feel::Value closed(const feel::Value& schema, Place place) {
  if (!schema.as_context()) return schema;
  feel::Context out;
  for (const auto& [name, value] : schema.as_context()->entries()) {
    if (name == "$ref") out.set(name, "#/$defs/" + std::string(ApiContract::schema_name(schema)));
    else if (name == "allOf") out.set(name, closed_list(value, Place::base));
    else if (name == "anyOf") out.set(name, closed_list(value, Place::inner));
    else if (name == "properties") out.set(name, closed_members(value));
    else if (name == "items" || name == "additionalProperties") out.set(name, closed(value, Place::inner));
    else out.set(name, value);
  }
  const bool has_shape = out.find("$ref") || out.find("properties");
  if (place == Place::inner && has_shape && !out.find("additionalProperties")) out.set("unevaluatedProperties", false);
  return feel::Value(std::move(out));
}

std::string file_text(const std::string& path) {
  std::ifstream in(path);
  return std::string((std::istreambuf_iterator<char>(in)), {});
}

}  // namespace

const ApiContract& ApiContract::get() {
  static const ApiContract contract;
  return contract;
}

ApiContract::ApiContract() : text_(file_text("schemas/openapi.yaml")) {
  const auto read = formats::read_yaml(std::make_shared<const SourceText>("openapi.yaml", text_));
  for (const auto& found : read.diagnostics) unsound_.push_back(render_text(found));
  if (!read.document) return;
  document_ = formats::to_value(read.document->root);
  const auto& schemas = document_.member("components").member("schemas");
  feel::Context definitions;
  for (const auto& [name, schema] : schemas.as_context()->entries()) definitions.set(name, closed(schema, Place::component));
  for (const auto& [name, schema] : schemas.as_context()->entries()) {
    const feel::Value whole(feel::Context{{"$ref", "#/$defs/" + name}, {"unevaluatedProperties", false}, {"$defs", definitions}});
    const auto compiled = model::JsonSchema::compile(whole, "urn:wf:openapi", {}, {model::SchemaOptions::Dialect::draft_2020_12, true});
    for (const auto& fault : compiled.problems) unsound_.push_back(name + ": " + fault.pointer + " " + fault.message);
    if (compiled.schema) schemas_[name] = compiled.schema;
  }
}

bool ApiContract::describes(const api::Route& route) {
  const auto path = route.pattern();
  return path.starts_with("/api/") || path == "/healthz" || path == "/readyz" || path == "/metrics";
}

const feel::Value& ApiContract::operation(const api::Route& route) const {
  return document_.member("paths").member(route.pattern()).member(lower_ascii(api::http::method_name(route.method())));
}

const feel::Value& ApiContract::resolved(const feel::Value& value) const {
  const auto reference = value.member("$ref").text();
  if (!reference.starts_with("#/")) return value;
  const auto* at = &document_;
  for (const auto step : split(reference.substr(2), '/')) at = &at->member(step);
  return *at;
}

std::string_view ApiContract::schema_name(const feel::Value& schema) {
  const auto reference = schema.member("$ref").text();
  return reference.starts_with(schemas_at) ? reference.substr(schemas_at.size()) : std::string_view();
}

std::string_view ApiContract::json_schema_name(const feel::Value& content_holder) {
  return schema_name(content_holder.member("content").member("application/json").member("schema"));
}

std::vector<std::string> ApiContract::faults(std::string_view schema, const feel::Value& value) const {
  const auto found = schemas_.find(schema);
  if (found == schemas_.end()) return {"there is no schema '" + std::string(schema) + "'"};
  std::vector<std::string> all;
  for (const auto& fault : found->second->validate(value)) all.push_back(fault.pointer + ": " + fault.message);
  return all;
}

std::vector<std::string> ApiContract::judge_body(const feel::Value& response, const ApiExchange& exchange) const {
  const auto* content = response.member("content").as_context();
  if (!content) return exchange.body.empty() ? std::vector<std::string>{} : std::vector<std::string>{"the document knows of no body"};
  const auto media = std::string(trimmed(exchange.content_type.substr(0, exchange.content_type.find(';'))));
  const auto* described = content->find(media);
  if (!described) return {"the document does not know the media type " + media};
  const auto name = schema_name(described->member("schema"));
  if (name.empty()) return {};
  const auto value = codec::parse_json(exchange.body, plain);
  return value ? faults(name, *value) : std::vector<std::string>{"the body is not JSON"};
}

std::vector<std::string> ApiContract::objections(const ApiExchange& exchange) const {
  constexpr int not_found = 404, method_not_allowed = 405, first_refusal = 400;
  const bool before_routes = !exchange.route || exchange.status == method_not_allowed;
  if (before_routes) {
    const auto value = codec::parse_json(exchange.body, plain);
    if (exchange.content_type != problem_type || !value) return {"a refusal is not problem details"};
    if (exchange.status < first_refusal || exchange.status > method_not_allowed) return {"without a route there is no answer but " + std::to_string(not_found)};
    return faults("Problem", *value);
  }
  if (!describes(*exchange.route)) return {};
  const auto& operation = this->operation(*exchange.route);
  const auto* described = operation.member("responses").as_context();
  const auto* response = described ? described->find(std::to_string(exchange.status)) : nullptr;
  if (!response) return {"the document does not know the status " + std::to_string(exchange.status)};
  auto found = judge_body(resolved(*response), exchange);
  const auto request = json_schema_name(operation.member("requestBody"));
  if (exchange.status >= first_refusal || request.empty() || exchange.request_body.empty()) return found;
  const auto sent = codec::parse_json(exchange.request_body, plain);
  for (const auto& fault : faults(request, sent ? *sent : feel::Value())) found.push_back("what was sent and taken: " + fault);
  return found;
}

}  // namespace wf::test
