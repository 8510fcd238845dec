// Lexical forms of the kinds that JSON lacks: date, time, date and time, durations, ranges. Not FEEL's own literals and
// not what people see (feel/value.hpp, to_feel_text and to_display_text).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace wf::codec {

/// "2026-01-05", "10:00:00+01:00", "10:00:00@Europe/Rome", "2026-01-05T10:00:00.5Z", "P1DT2H", "P1Y2M",
/// "[1..10)", "(..\"m\"]", "[date(\"2026-01-05\")..]". Empty for other kinds.
std::string lexical_form(const feel::Value& value);

/// Reads a form back as `kind`; nothing where it is malformed or `kind` has no lexical form.
std::optional<feel::Value> from_lexical_form(feel::Kind kind, std::string_view text);

}  // namespace wf::codec
