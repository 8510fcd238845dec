// Fields: one mapping of the file read key by key, with its place's keys checked and wrong types reported.
// Not for the meaning of values (values, periods, people).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "formats/document.hpp"
#include "formats/lower/faults.hpp"
#include "formats/lower/vocabulary.hpp"

namespace wf::formats {

/// "a text", "a list", "a number" …: what a node is, for messages.
std::string_view kind_in_words(Node::Kind kind);
/// Letters, digits, '-' and '_', beginning with a letter, at most 100 characters.
bool is_id(std::string_view text);
/// A name that FEEL reads as one word: letters, digits, '_', not beginning with a digit, no word of FEEL's own.
bool is_variable_name(std::string_view text);

/// All getters answer nothing when the key is missing or has the wrong type; the latter is reported.
class Fields {
 public:
  Fields(Faults& faults, std::uint32_t file, const Node& mapping, const Place& place, std::string element)
      : faults_(faults), file_(file), node_(mapping), place_(place), element_(std::move(element)) {}

  /// Reports every key that the place does not have: not built, of another place, misspelt.
  void check_keys() const;

  const Node* find(std::string_view key) const { return node_.find(key); }
  bool has(std::string_view key) const { return find(key) != nullptr; }
  std::optional<std::string> text(std::string_view key) const;
  const Node* list(std::string_view key) const;
  const Node* mapping(std::string_view key) const;
  std::optional<bool> flag(std::string_view key) const;
  std::optional<Decimal> number(std::string_view key, int low, int high) const;
  std::optional<std::int64_t> count(std::string_view key, int low, int high) const;

  const Node& node() const { return node_; }
  const std::string& element() const { return element_; }
  model::SourceRef key_place(std::string_view key) const;  ///< of the key; of the whole mapping where it is missing
  model::SourceRef value_place(std::string_view key) const;
  model::SourceRef place_of_node(const Node& node) const { return {file_, node.span}; }
  void error(model::SourceRef where, std::string code, std::string message, std::string help = {}) const;
  /// WF-LANG-003.
  void wrong_type(const Node& node, std::string_view what, std::string_view expected, std::string help = {}) const;

 private:
  void unknown_key(const Node::Entry& entry) const;

  Faults& faults_;
  std::uint32_t file_;
  const Node& node_;
  const Place& place_;
  std::string element_;
};

}  // namespace wf::formats
