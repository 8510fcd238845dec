// JsonSchema: the type of all data. Compiles a schema once, checks values against it with messages for
// people, and gives the static type for FEEL. Not for reading files: schemas come as values, other files
// through SchemaSource.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/types.hpp"
#include "feel/value.hpp"

namespace wf::model {

/// What is wrong with a value: `pointer` is RFC 6901 into it (a missing member is pointed at as if it were
/// there); `message` is a sentence part for a person without a full stop: "Total must be at least 0".
struct FieldProblem {
  std::string pointer;
  std::string keyword;
  std::string message;
  bool operator==(const FieldProblem&) const = default;
};

/// What is wrong with a schema: `uri` is empty for the compiled document itself, `pointer` is RFC 6901 into
/// it.
struct SchemaProblem {
  std::string uri;
  std::string pointer;
  std::string message;
  bool operator==(const SchemaProblem&) const = default;
};

/// Port: the schema document at an absolute URI (resolved against the base URI, without fragment), or
/// nothing.
using SchemaSource = std::function<std::optional<feel::Value>(std::string_view uri)>;

struct SchemaOptions {
  /// What a document without `$schema` is. 2020-12 also takes `definitions`, `dependencies` and lists in
  /// `items`.
  enum class Dialect : std::uint8_t { draft_2020_12, draft_07 };
  Dialect dialect = Dialect::draft_2020_12;
  /// `format` is an annotation unless this is set; then date, time, date-time, duration, email, hostname,
  /// ipv4, ipv6, uri, uri-reference, uuid, regex and json-pointer are checked. Others remain annotations.
  bool assert_formats = false;
};

class JsonSchema;
struct CompiledSchema {
  std::shared_ptr<const JsonSchema> schema;  ///< absent when there are problems
  std::vector<SchemaProblem> problems;
};

/// Immutable; any thread may use it. JSON Schema 2020-12 (core, applicator, unevaluated, validation; format
/// by option; content and meta-data as annotations), and draft-07.
class JsonSchema {
 public:
  /// Patterns are RE2's: look-around and back references are refused. A reference that only leads back to
  /// itself is refused. Hostile schemas cost bounded time and stack.
  static CompiledSchema compile(const feel::Value& schema, std::string base_uri = {},
                                const SchemaSource& others = {}, const SchemaOptions& options = {});

  /// Empty when the value is valid. Stops after `most` problems, and with the keyword "budget" after a
  /// million steps.
  std::vector<FieldProblem> validate(const feel::Value& value, std::size_t most = 100) const;

  /// The type of valid values. A context is closed when its schema has `properties` and neither
  /// `additionalProperties` (other than false) nor `patternProperties`: naming an unlisted member is a
  /// mistake then. Texts with a `format` stay strings.
  const feel::Type& type() const;
  /// The document as compiled, for forms.
  const feel::Value& document() const;

  struct Body;
  explicit JsonSchema(std::unique_ptr<const Body> body);
  ~JsonSchema();
  JsonSchema(const JsonSchema&) = delete;
  JsonSchema& operator=(const JsonSchema&) = delete;

 private:
  std::unique_ptr<const Body> body_;
};

}  // namespace wf::model
