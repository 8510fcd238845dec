// Dates, times and durations as FEEL writes and reads them (DMN 1.5 §10.3.2.3.4–§10.3.2.3.8).
// Not for arithmetic on them (temporal.hpp).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace wf::feel {

/// The texts inside date("…"), time("…"), date and time("…"), duration("…"). Nothing where malformed.
std::optional<Date> read_date(std::string_view text);
std::optional<Time> read_time(std::string_view text);
/// A bare date is its midnight without zone.
std::optional<DateTime> read_date_time(std::string_view text);
/// A DaysDuration or a YearsDuration, null if the text is neither or mixes both.
Value read_duration(std::string_view text);
/// `@"…"`: whichever of the above fits, else null.
Value read_at_literal(std::string_view text);

std::string text_of(const Time& time);
std::string text_of(const DateTime& date_time);
std::string text_of(DaysDuration duration);
std::string text_of(YearsDuration duration);

}  // namespace wf::feel
