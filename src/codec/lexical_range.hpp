// The lexical form of ranges, a part of lexical.hpp. Not for FEEL's range literals, which may hold expressions.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace wf::codec {

/// "[1..10)": bracket, end, "..", end, bracket. A missing end is empty; strings are JSON strings; other kinds are
/// written KIND("FORM"); lists, contexts, ranges and functions are KIND("JSON").
std::string range_text(const feel::Range& range);
std::optional<feel::Value> read_range(std::string_view text);

}  // namespace wf::codec
