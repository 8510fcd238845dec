// The face of schema/: compiles through catalog and compiler, checks through the checker.
#include "model/json_schema.hpp"

#include <algorithm>

#include "model/schema/catalog.hpp"
#include "model/schema/checker.hpp"
#include "model/schema/compiler.hpp"
#include "model/schema/loops.hpp"
#include "model/schema/static_type.hpp"
#include "model/schema/uri.hpp"

namespace wf::model {

struct JsonSchema::Body {
  schema::Library library;
  const schema::Node* root = nullptr;
  bool tracks = false;
  feel::Type type = feel::Type::any();
};

JsonSchema::JsonSchema(std::unique_ptr<const Body> body) : body_(std::move(body)) {}
JsonSchema::~JsonSchema() = default;

CompiledSchema JsonSchema::compile(const feel::Value& schema, std::string base_uri,
                                   const SchemaSource& others, const SchemaOptions& options) {
  CompiledSchema result;
  auto body = std::make_unique<Body>();
  schema::Catalog catalog(body->library, others, options, result.problems);
  const schema::Spot root = catalog.add(schema, schema::split_fragment(base_uri).document, "");
  body->root = schema::Compiler(body->library, catalog, options, result.problems).compile(root);
  if (!result.problems.empty()) return result;
  if (const schema::Node* node = schema::looping_node(body->library.nodes)) {
    result.problems.push_back({node->resource->document, node->pointer,
                               "this schema refers back to itself without going deeper into the value"});
    return result;
  }
  const auto& nodes = body->library.nodes;
  body->tracks = std::any_of(nodes.begin(), nodes.end(), [](const schema::Node& node) {
    return node.list.unevaluated || node.object.unevaluated;
  });
  body->type = schema::static_type(*body->root);
  result.schema = std::make_shared<const JsonSchema>(std::move(body));
  return result;
}

std::vector<FieldProblem> JsonSchema::validate(const feel::Value& value, std::size_t most) const {
  return schema::Checker(body_->tracks, most).run(*body_->root, value);
}

const feel::Type& JsonSchema::type() const {
  return body_->type;
}
const feel::Value& JsonSchema::document() const {
  return body_->library.documents.front();
}

}  // namespace wf::model
