// Catalog: all schema documents at hand and every schema in them by URI, anchor and JSON pointer.
// Not for the meaning of keywords (compiler.hpp).
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/json_schema.hpp"
#include "model/schema/node.hpp"

namespace wf::model::schema {

inline constexpr std::size_t most_documents = 200;     // through $ref, of one schema
inline constexpr std::size_t most_schema_depth = 200;  // nested schemas of one document

/// Owns the documents; addresses of their values stay.
struct Library {
  std::deque<feel::Value> documents;
  std::deque<Resource> resources;
  std::deque<Node> nodes;
};

/// One schema in its place.
struct Spot {
  const feel::Value* schema = nullptr;
  Resource* resource = nullptr;
  std::string pointer;  ///< into the resource's document
  bool operator==(const Spot&) const = default;
};

class Catalog {
 public:
  Catalog(Library& library, const SchemaSource& source, SchemaOptions options,
          std::vector<SchemaProblem>& problems)
      : library_(library), source_(source), options_(options), problems_(problems) {}

  /// Takes a document in and registers what it holds. `name` is its place in problems.
  Spot add(feel::Value document, const std::string& uri, const std::string& name);
  /// The schema at an absolute URI with fragment; asks the source for documents not seen yet.
  std::optional<Spot> find(const std::string& uri);
  /// The schema standing in `value`, which belongs to some document.
  const Spot* spot_of(const feel::Value* value) const;
  /// Names of `$dynamicAnchor` with their schemas, in order of discovery.
  const std::vector<std::pair<std::string, const feel::Value*>>& dynamic_anchors() const {
    return dynamic_anchors_;
  }

 private:
  void scan(const feel::Value& schema, Resource* resource, const std::string& pointer, std::size_t depth);
  Resource* resource_of(const feel::Value& schema, Resource* around, const std::string& pointer);
  void read_dialect(const feel::Value& schema, Resource& resource);
  void register_anchors(const feel::Value& schema, Resource& resource, const std::string& pointer);
  std::optional<Spot> walk(Resource& resource, std::string_view pointer) const;
  std::optional<Spot> load(const std::string& uri);

  Library& library_;
  const SchemaSource& source_;
  SchemaOptions options_;
  std::vector<SchemaProblem>& problems_;
  std::map<std::string, Resource*, std::less<>> by_uri_;
  std::unordered_map<const feel::Value*, Spot> spots_;
  std::vector<std::pair<std::string, const feel::Value*>> dynamic_anchors_;
};

}  // namespace wf::model::schema
