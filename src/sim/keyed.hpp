// Keyed: reads the members of one mapping of a document, reporting unknown keys and wrong types with positions.
// Private to sim.
#pragma once
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "formats/document.hpp"

namespace wf::sim {

/// Where findings of one file go.
class Findings {
 public:
  Findings(const SourceText& source, std::vector<Diagnostic>& out) : source_(source), out_(out) {}
  void error(Span where, std::string code, std::string message, std::string help = {});

 private:
  const SourceText& source_;
  std::vector<Diagnostic>& out_;
};

class Keyed {
 public:
  /// `what` names the place for messages: "a case", "'start'".
  Keyed(const formats::Node& node, std::string what, Findings& findings);
  /// Reports keys that no getter asked for. Call last.
  void finish();

  const formats::Node* get(std::string_view key);
  std::string text(std::string_view key, bool required = false);
  std::optional<std::string> maybe_text(std::string_view key);
  std::optional<std::int64_t> whole_number(std::string_view key);
  std::optional<std::vector<std::string>> texts(std::string_view key);  ///< a list of strings, or one string
  feel::Value value(std::string_view key);
  bool is_mapping() const { return node_.kind == formats::Node::Kind::mapping; }
  Span span() const { return node_.span; }
  Findings& findings() { return findings_; }

 private:
  const formats::Node& node_;
  std::string what_;
  Findings& findings_;
  std::vector<std::string> asked_;
};

}  // namespace wf::sim
