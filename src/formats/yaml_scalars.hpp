// Where a YAML scalar ends in its text (yaml-cpp only tells where it begins), and what a plain one means by the
// core schema. Private to the YAML reader.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "formats/document.hpp"

namespace wf::formats {

struct ScalarExtent {
  enum class Style : std::uint8_t { plain, single_quoted, double_quoted, block };
  Style style = Style::plain;
  Span span;                        ///< quotes and block header included
  std::uint32_t content_begin = 0;  ///< first byte of the content
  bool is_closed = true;            ///< false: a quote that the text never closes
};

/// Skips anchors, tags and the space behind them.
std::uint32_t after_properties(std::string_view text, std::uint32_t begin);
/// The extent of the scalar that begins at `begin` and whose parsed content is `value`.
ScalarExtent scalar_extent(std::string_view text, std::uint32_t begin, std::string_view value);
/// Length of a written null (~, null, Null, NULL) at `begin`, else 0; a key may be followed by a colon.
std::uint32_t written_null_size(std::string_view text, std::uint32_t begin, bool as_key);

/// What a plain scalar is by the YAML 1.2 core schema §10.3.2. Sets kind, boolean and number of `node` from its
/// text. Answers a complaint for numbers that cannot be taken (leading zeros, .inf, .nan, too large), else nothing.
std::string resolve_plain(Node& node);

}  // namespace wf::formats
