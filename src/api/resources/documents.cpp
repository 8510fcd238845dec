// GET /api/v1/openapi.yaml and .json: the description of this API, as it was compiled in. It says nothing about cases and
// people, so that anyone may have it. Not for checking it against the routes (tests/api does).
#include <map>

#include "api/answer.hpp"
#include "api/resources/resources.hpp"
#include "base/assert.hpp"
#include "base/hash.hpp"
#include "codec/json_value.hpp"
#include "formats/document.hpp"

namespace wf::embedded {
extern const std::map<std::string_view, std::string_view> api_description;
}

namespace wf::api {

namespace {

struct Kept {
  std::string content;
  std::string_view content_type;
  std::string etag;
};

Kept kept(std::string content, std::string_view content_type) {
  auto etag = '"' + sha256_hex(content) + '"';
  return {std::move(content), content_type, std::move(etag)};
}

std::string yaml() {
  const auto found = embedded::api_description.find("openapi.yaml");
  WF_ASSERT(found != embedded::api_description.end());
  return std::string(found->second);
}

std::string json() {
  const auto read = formats::read_yaml(std::make_shared<const SourceText>("openapi.yaml", yaml()));
  WF_ASSERT(read.document.has_value());
  return codec::to_json(formats::to_value(read.document->root));
}

/// RFC 9110 §13.1.2. Our tags are quoted digests, so that none is a part of another.
Answer send(const Call& call, const Kept& document) {
  constexpr int not_modified = 304;
  http::Response response;
  response.content_type = document.content_type;
  response.headers.add("ETag", document.etag);
  response.headers.add("Cache-Control", "no-cache");
  const auto* tags = call.request.headers.find("If-None-Match");
  if (tags && tags->find(document.etag) != std::string::npos) response.status = not_modified;
  else response.body = document.content;
  return response;
}

Answer get_yaml(Call& call) {
  static const Kept document = kept(yaml(), "application/yaml");
  return send(call, document);
}

Answer get_json(Call& call) {
  static const Kept document = kept(json(), "application/json");
  return send(call, document);
}

}  // namespace

void add_document_routes(std::vector<Route>& routes) {
  using http::Method;
  routes.emplace_back(Method::get, "/api/v1/openapi.yaml", Right::anyone(), get_yaml, Description{"This document", "", ""});
  routes.emplace_back(Method::get, "/api/v1/openapi.json", Right::anyone(), get_json, Description{"This document as JSON", "", ""});
}

}  // namespace wf::api
