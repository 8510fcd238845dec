// What every reader promises for any bytes; the body of the three reader fuzzers.
#pragma once
#include <cstdint>
#include <cstdlib>
#include <string>

#include "formats/document.hpp"

namespace wf::fuzz {

inline void check_node(const formats::Node& node, std::string_view text) {
  if (node.span.begin > node.span.end || node.span.end > text.size()) std::abort();
  if (node.maps_one_to_one && text.substr(node.content_begin, node.text.size()) != node.text) std::abort();
  for (const auto& item : node.items) check_node(item, text);
  for (const auto& entry : node.entries) {
    if (entry.key_span.begin > entry.key_span.end || entry.key_span.end > text.size()) std::abort();
    check_node(entry.value, text);
  }
}

inline int read_one(const char* name, const std::uint8_t* data, std::size_t size) {
  const auto source = std::make_shared<SourceText>(name, std::string(reinterpret_cast<const char*>(data), size));
  const auto result = formats::read_document(source);
  if (!result.document && result.diagnostics.empty()) std::abort();
  for (const Diagnostic& found : result.diagnostics) {
    if (render_text(found).empty()) std::abort();
  }
  if (result.document) check_node(result.document->root, source->text());
  return 0;
}

}  // namespace wf::fuzz
