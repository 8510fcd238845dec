// Output: aligned tables, colours, relative times, JSON; everything people and scripts see of a result.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "command.hpp"

namespace wf::cli {

enum class Tint : std::uint8_t { plain, bold, dim, green, yellow, red, blue };
std::string tinted(std::string_view text, Tint tint, bool colour);

struct Cell {
  std::string text;
  Tint tint = Tint::plain;
};

/// Columns are as wide as their widest cell; the last is not padded. An empty table prints its `empty` sentence.
class Table {
 public:
  explicit Table(std::vector<std::string> headings, std::string empty) : headings_(std::move(headings)), empty_(std::move(empty)) {}
  void add(std::vector<Cell> cells) { rows_.push_back(std::move(cells)); }
  std::string text(bool colour) const;

 private:
  std::vector<std::string> headings_;
  std::string empty_;
  std::vector<std::vector<Cell>> rows_;
};

/// "just now", "5 min ago", "in 3 d"; `now` is a parameter so that tests are steady.
std::string relative_time(Instant moment, Instant now);
/// The same from an RFC 3339 text of the API; "-" for an empty one.
std::string relative_time(std::string_view rfc3339);
Tint state_tint(std::string_view state);
/// Pretty JSON with a line break.
std::string json_text(const feel::Value& value);
/// Columns a text takes on a terminal (code points; combining marks are not considered).
std::size_t shown_width(std::string_view text);

}  // namespace wf::cli
