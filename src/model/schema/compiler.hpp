// Compiler: schemas to Nodes, with a problem for everything that does not follow the specification.
// Not for finding schemas (catalog.hpp) and not for checking values (checker.hpp).
#pragma once
#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/schema/catalog.hpp"

namespace wf::model::schema {

inline constexpr std::size_t most_schema_problems = 200;

class Compiler {
 public:
  Compiler(Library& library, Catalog& catalog, SchemaOptions options, std::vector<SchemaProblem>& problems)
      : library_(library), catalog_(catalog), options_(options), problems_(problems) {}

  /// Compiles the schema and all that it refers to.
  const Node* compile(const Spot& spot);

 private:
  struct At {  // one keyword of one schema
    Node& node;
    Resource& resource;
    std::string pointer;
  };
  using Handler = void (Compiler::*)(const At&, const feel::Value&);
  struct Keyword {
    std::string_view name;
    Handler handler;
    bool validation;  // belongs to the validation vocabulary
  };
  static const Keyword* keyword_named(std::string_view name);

  Node* node_for(const Spot& spot);
  void fill(Node& node, const Spot& spot);
  void fill_conditions(Node& node, const Spot& spot);
  void resolve_references();
  void link_dynamic_anchors();
  void refuse(const At& at, std::string message);

  // compile_values.cpp
  std::optional<std::int64_t> count(const At& at, const feel::Value& value);
  std::optional<Decimal> number(const At& at, const feel::Value& value);
  std::vector<std::string> names(const At& at, const feel::Value& value);
  std::shared_ptr<const Pattern> pattern(const At& at, std::string_view text);
  void on_type(const At& at, const feel::Value& value);
  void on_enum(const At& at, const feel::Value& value);
  void on_const(const At& at, const feel::Value& value);
  void on_minimum(const At& at, const feel::Value& value);
  void on_maximum(const At& at, const feel::Value& value);
  void on_exclusive_minimum(const At& at, const feel::Value& value);
  void on_exclusive_maximum(const At& at, const feel::Value& value);
  void on_multiple_of(const At& at, const feel::Value& value);
  void on_min_length(const At& at, const feel::Value& value);
  void on_max_length(const At& at, const feel::Value& value);
  void on_pattern(const At& at, const feel::Value& value);
  void on_format(const At& at, const feel::Value& value);
  void on_min_items(const At& at, const feel::Value& value);
  void on_max_items(const At& at, const feel::Value& value);
  void on_min_contains(const At& at, const feel::Value& value);
  void on_max_contains(const At& at, const feel::Value& value);
  void on_unique_items(const At& at, const feel::Value& value);
  void on_required(const At& at, const feel::Value& value);
  void on_dependent_required(const At& at, const feel::Value& value);
  void on_min_properties(const At& at, const feel::Value& value);
  void on_max_properties(const At& at, const feel::Value& value);
  void on_title(const At& at, const feel::Value& value);

  // compile_schemas.cpp
  const Node* subschema(const At& at, const feel::Value& value);
  std::vector<const Node*> subschemas(const At& at, const feel::Value& value);
  const feel::Context* map_of(const At& at, const feel::Value& value);
  void on_ref(const At& at, const feel::Value& value);
  void on_dynamic_ref(const At& at, const feel::Value& value);
  void on_recursive_ref(const At& at, const feel::Value& value);
  void on_definitions(const At& at, const feel::Value& value);
  void on_all_of(const At& at, const feel::Value& value);
  void on_any_of(const At& at, const feel::Value& value);
  void on_one_of(const At& at, const feel::Value& value);
  void on_not(const At& at, const feel::Value& value);
  void on_prefix_items(const At& at, const feel::Value& value);
  void on_items(const At& at, const feel::Value& value);
  void on_contains(const At& at, const feel::Value& value);
  void on_unevaluated_items(const At& at, const feel::Value& value);
  void on_properties(const At& at, const feel::Value& value);
  void on_pattern_properties(const At& at, const feel::Value& value);
  void on_additional_properties(const At& at, const feel::Value& value);
  void on_unevaluated_properties(const At& at, const feel::Value& value);
  void on_property_names(const At& at, const feel::Value& value);
  void on_dependent_schemas(const At& at, const feel::Value& value);
  void on_dependencies(const At& at, const feel::Value& value);

  struct Reference {
    Node* from;
    std::string uri;
    std::string text;
    std::string pointer;
    bool dynamic;
  };
  Library& library_;
  Catalog& catalog_;
  SchemaOptions options_;
  std::vector<SchemaProblem>& problems_;
  std::unordered_map<const feel::Value*, Node*> nodes_;
  std::deque<Reference> references_;
  std::size_t depth_ = 0;
};

}  // namespace wf::model::schema
