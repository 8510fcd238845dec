// Source text with byte spans and 1-based positions. Not for reading files (ports do that).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace wf {

/// Half-open range of byte offsets into one source text.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool operator==(const Span&) const = default;
};

/// 1-based line and column; columns count Unicode code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
  auto operator<=>(const Position&) const = default;
};

/// One file's text under its name, with an index of its lines. Immutable after construction.
class SourceText {
 public:
  SourceText(std::string name, std::string text);
  const std::string& name() const { return name_; }
  std::string_view text() const { return text_; }
  /// The position of a byte offset; offsets past the end give the end.
  Position position(std::uint32_t offset) const;
  /// Line `number` (1-based) without its line break; empty when there is none.
  std::string_view line(std::uint32_t number) const;
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(starts_.size()); }

 private:
  std::string name_;
  std::string text_;
  std::vector<std::uint32_t> starts_;
};

}  // namespace wf
