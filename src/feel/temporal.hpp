// Arithmetic, order and parts of FEEL's temporal values (DMN 1.5 §10.3.2.3.4–§10.3.2.3.8, tables 55–65).
// Not for their texts (temporal_text.hpp) and not for the functions named in expressions (builtins).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "feel/value.hpp"

namespace wf::feel {

/// Offset from UTC in seconds: 0 without zone; of a named zone at that local time.
std::int32_t offset_of(const DateTime& value);
/// Offset of a time; a named zone has the offset of 1970-01-01, since a time has no date.
std::int32_t offset_of(const Time& value);
bool has_zone(const Zone& zone);

/// Seconds since the epoch in UTC, with nanoseconds apart; a value without zone is taken as UTC.
struct Seconds {
  std::int64_t whole = 0;
  std::int32_t nanoseconds = 0;
  auto operator<=>(const Seconds&) const = default;
};
Seconds utc_seconds(const DateTime& value);
Seconds utc_seconds(const Time& value);
/// Midnight of a date in UTC.
DateTime midnight(const Date& date);

/// Null value where the result leaves the range of years or of 64 bits.
Value add(const DateTime& value, YearsDuration duration);
Value add(const DateTime& value, DaysDuration duration);
Value add(const Date& value, YearsDuration duration);
Value add(const Date& value, DaysDuration duration);
Value add(const Time& value, DaysDuration duration);
Value add(DaysDuration a, DaysDuration b);
Value add(YearsDuration a, YearsDuration b);
Value difference(const Seconds& a, const Seconds& b);
DaysDuration negated(DaysDuration duration);
/// A duration as an exact number of seconds, and back (cut to nanoseconds).
Decimal seconds_of(DaysDuration duration);
Value days_duration_of(const Decimal& seconds);

/// year, month, day, weekday, hour, minute, second, time offset, timezone, years, months, days, hours, minutes,
/// seconds; of ranges start, end, start included, end included. Nothing where the kind has no such part.
std::optional<Value> part_of(const Value& value, std::string_view name);
/// The kind of a part, or nothing where values of `kind` have no such part; for the static check.
std::optional<Kind> part_kind(Kind kind, std::string_view name);
/// Names of the parts of a kind, for did-you-mean.
std::vector<std::string> part_names(Kind kind);

/// The moment of a date-time; without zone, in `zone`.
Instant instant_of(const DateTime& value, std::string_view zone);

}  // namespace wf::feel
