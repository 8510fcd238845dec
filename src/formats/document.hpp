// Document: the one neutral tree for YAML, TOML and JSON text, every node with its exact byte span.
// Not for meaning: keys and types are judged by lower/*.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.hpp"
#include "base/diagnostic.hpp"
#include "feel/value.hpp"

namespace wf::formats {

/// Scalars by the YAML 1.2 core schema: unquoted null ~, true false, numbers; everything else is a string.
struct Node {
  enum class Kind : std::uint8_t { null, boolean, number, string, sequence, mapping };
  struct Entry;
  Kind kind = Kind::null;
  Span span;                   ///< of the value as written, quotes included; a collection spans its content
  std::string text;            ///< scalars: content of strings, spelling of numbers and booleans
  bool quoted = false;         ///< strings: quoted or block style
  bool boolean = false;
  Decimal number;
  std::vector<Node> items;     ///< sequence
  std::vector<Entry> entries;  ///< mapping, in order of the file, keys unique

  const Node* find(std::string_view key) const;
  std::uint32_t content_begin = 0;  ///< byte offset of the first character of a scalar's content (after a quote)
  /// Whether byte i of `text` stands at content_begin + i (plain one-line scalars, quoted ones without escapes):
  /// then spans inside an expression can be shown exactly; otherwise the whole span is shown.
  bool maps_one_to_one = false;
};
struct Node::Entry {
  std::string key;
  Span key_span;
  Node value;
};

struct Document {
  std::shared_ptr<const SourceText> source;
  Node root;
};

struct ReadResult {
  std::optional<Document> document;  ///< also with errors, unless the text could not be read to its end (syntax, limits)
  std::vector<Diagnostic> diagnostics;
};

/// Named limits of every reader; beyond them one diagnostic, within 100 ms and 64 MiB. 192 KiB are about 5,000 lines.
struct ReadLimits {
  std::size_t bytes = 192 << 10;
  std::size_t depth = 100;
  std::size_t nodes = 20'000;
};

/// YAML 1.2 core schema, one document, no anchors, aliases, tags, merge keys, duplicate keys. Codes WF-YAML-nnn.
ReadResult read_yaml(std::shared_ptr<const SourceText> source, const ReadLimits& limits = {});
/// TOML 1.0; dates become strings in their ISO form. Codes WF-TOML-nnn.
ReadResult read_toml(std::shared_ptr<const SourceText> source, const ReadLimits& limits = {});
/// RFC 8259, duplicate keys refused. Codes WF-JSON-nnn.
ReadResult read_json(std::shared_ptr<const SourceText> source, const ReadLimits& limits = {});
/// By the ending of the source's name: .toml, .json, else YAML.
ReadResult read_document(std::shared_ptr<const SourceText> source, const ReadLimits& limits = {});

/// The tree as plain data (spans dropped).
feel::Value to_value(const Node& node);

}  // namespace wf::formats
