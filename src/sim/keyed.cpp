// Members of a mapping, with findings.
#include "sim/keyed.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wf::sim {

using formats::Node;

void Findings::error(Span where, std::string code, std::string message, std::string help) {
  out_.push_back(diagnostic_at(source_, where, Severity::error, std::move(code), std::move(message), std::move(help)));
}

Keyed::Keyed(const Node& node, std::string what, Findings& findings) : node_(node), what_(std::move(what)), findings_(findings) {
  if (!is_mapping()) findings_.error(node.span, "WF-TEST-002", what_ + " must be a mapping of keys to values.");
}

const Node* Keyed::get(std::string_view key) {
  asked_.emplace_back(key);
  return is_mapping() ? node_.find(key) : nullptr;
}

std::optional<std::string> Keyed::maybe_text(std::string_view key) {
  const Node* node = get(key);
  if (!node) return std::nullopt;
  if (node->kind == Node::Kind::sequence || node->kind == Node::Kind::mapping || node->kind == Node::Kind::null) {
    findings_.error(node->span, "WF-TEST-002", "'" + std::string(key) + "' must be a text.");
    return std::nullopt;
  }
  return node->text;
}

std::string Keyed::text(std::string_view key, bool required) {
  auto found = maybe_text(key);
  if (!found && required && is_mapping() && !node_.find(key)) {
    findings_.error(node_.span, "WF-TEST-003", what_ + " needs the key '" + std::string(key) + "'.");
  }
  return found.value_or("");
}

std::optional<std::int64_t> Keyed::whole_number(std::string_view key) {
  const Node* node = get(key);
  if (!node) return std::nullopt;
  auto number = node->kind == Node::Kind::number ? node->number.to_int64() : std::nullopt;
  if (!number) findings_.error(node->span, "WF-TEST-002", "'" + std::string(key) + "' must be a whole number.");
  return number;
}

std::optional<std::vector<std::string>> Keyed::texts(std::string_view key) {
  const Node* node = get(key);
  if (!node) return std::nullopt;
  std::vector<std::string> out;
  const auto add = [&](const Node& item) {
    if (item.kind == Node::Kind::sequence || item.kind == Node::Kind::mapping || item.kind == Node::Kind::null) {
      findings_.error(item.span, "WF-TEST-002", "'" + std::string(key) + "' must be a list of texts.");
    } else {
      out.push_back(item.text);
    }
  };
  if (node->kind == Node::Kind::sequence) std::for_each(node->items.begin(), node->items.end(), add);
  else add(*node);
  return out;
}

feel::Value Keyed::value(std::string_view key) {
  const Node* node = get(key);
  return node ? formats::to_value(*node) : feel::Value();
}

void Keyed::finish() {
  if (!is_mapping()) return;
  for (const auto& entry : node_.entries) {
    if (std::find(asked_.begin(), asked_.end(), entry.key) != asked_.end()) continue;
    const auto near = nearest_name(entry.key, asked_);
    std::sort(asked_.begin(), asked_.end());
    findings_.error(entry.key_span, "WF-TEST-001",
                    what_ + " has no key '" + entry.key + "'" + (near ? " (did you mean '" + *near + "'?)" : "") + ".",
                    "Known keys: " + joined(asked_, ", ") + ".");
  }
}

}  // namespace wf::sim
