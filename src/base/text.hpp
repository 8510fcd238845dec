// Small text tools: UTF-8, splitting, did-you-mean. Not for number or time formats.
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace wf {

/// Number of code points of valid UTF-8 (counts lead bytes otherwise).
std::size_t code_point_count(std::string_view text);
/// Byte offset of the first ill-formed sequence (overlong, surrogate, above U+10FFFF), or nothing.
std::optional<std::size_t> invalid_utf8(std::string_view text);
/// Appends a code point as UTF-8; `code_point` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t code_point);
/// Decodes the code point at `offset` and moves `offset` behind it; ill-formed bytes give U+FFFD and one step.
char32_t next_code_point(std::string_view text, std::size_t& offset);

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);
std::string joined(std::span<const std::string> parts, std::string_view separator);
std::string lower_ascii(std::string_view text);

/// The candidate nearest to `name` by edit distance with transpositions, if near enough to be a slip of the pen
/// (at most a third of the length, at least 1). Ties go to the first candidate.
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> candidates);

}  // namespace wf
