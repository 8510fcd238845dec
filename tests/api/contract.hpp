// ApiContract: schemas/openapi.yaml as a judge of what the router is asked and answers. Stricter than the document: a
// member of an answer that it does not name is a fault, so that nothing goes out undescribed.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.hpp"
#include "feel/value.hpp"
#include "model/json_schema.hpp"

namespace wf::test {

/// One request and its answer.
struct ApiExchange {
  const api::Route* route = nullptr;  ///< null where no route fits
  std::string_view request_body;
  int status = 0;
  std::string content_type;
  std::string_view body;
};

/// Any thread; it does not change.
class ApiContract {
 public:
  static const ApiContract& get();

  const feel::Value& document() const { return document_; }
  const std::string& text() const { return text_; }
  /// Whether the document has to describe it: everything but the files of the status page.
  static bool describes(const api::Route& route);
  /// Null where the document has no such operation.
  const feel::Value& operation(const api::Route& route) const;
  /// What `$ref` points to, or the value itself.
  const feel::Value& resolved(const feel::Value& value) const;
  /// Name of the schema that {"$ref":"#/components/schemas/NAME"} points to, or nothing.
  static std::string_view schema_name(const feel::Value& schema);
  /// Schema of the JSON in a request body or response.
  static std::string_view json_schema_name(const feel::Value& content_holder);
  /// What is wrong with a value by the schema of this name.
  std::vector<std::string> faults(std::string_view schema, const feel::Value& value) const;
  const std::vector<std::string>& unsound_schemas() const { return unsound_; }

  /// What the exchange does that the document does not say, one sentence each.
  std::vector<std::string> objections(const ApiExchange& exchange) const;

 private:
  ApiContract();
  std::vector<std::string> judge_body(const feel::Value& response, const ApiExchange& exchange) const;

  std::string text_;
  feel::Value document_;
  std::map<std::string, std::shared_ptr<const model::JsonSchema>, std::less<>> schemas_;
  std::vector<std::string> unsound_;
};

}  // namespace wf::test
