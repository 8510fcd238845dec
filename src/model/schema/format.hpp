// The `format` keyword: which formats are asserted, their tests and their names for people.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace wf::model::schema {

enum class Format : std::uint8_t {
  date, time, date_time, duration, email, hostname, ipv4, ipv6, uri, uri_reference, uuid, regex, json_pointer
};

/// JSON Schema Validation 2020-12 §7.3; nothing for a format that stays an annotation.
std::optional<Format> format_named(std::string_view name);
bool has_format(Format format, std::string_view text);
/// "a date like 2026-01-31"
std::string_view format_for_people(Format format);

}  // namespace wf::model::schema
