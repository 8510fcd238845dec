// Moments and civil dates: what the engine, timers and FEEL share. Not for reading the system clock (a port does that).
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wf {

/// Milliseconds since 1970-01-01T00:00:00Z, leap seconds ignored.
struct Instant {
  std::int64_t ms = 0;
  auto operator<=>(const Instant&) const = default;
};

/// Proleptic Gregorian date; years -999,999,999 to 999,999,999 (DMN 1.5 §10.3.2.3.4).
struct Date {
  std::int32_t year = 1970;
  std::uint8_t month = 1;
  std::uint8_t day = 1;
  auto operator<=>(const Date&) const = default;
};

struct TimeOfDay {
  std::uint8_t hour = 0;
  std::uint8_t minute = 0;
  std::uint8_t second = 0;
  std::uint32_t nanosecond = 0;
  auto operator<=>(const TimeOfDay&) const = default;
};

bool is_valid(const Date& date);
std::int64_t days_since_epoch(const Date& date);
Date date_from_days(std::int64_t days);
/// 1 Monday … 7 Sunday.
int weekday(const Date& date);
int days_in_month(std::int32_t year, int month);
/// Adds months; the day is clamped to the end of the month (31 Jan + 1 month = 28 or 29 Feb).
Date add_months(const Date& date, std::int64_t months);

/// Whether `name` is in the IANA time zone database ("Europe/Rome", "UTC").
bool is_zone(std::string_view name);
/// Offset from UTC in seconds at a moment; 0 for an unknown zone.
std::int32_t zone_offset_seconds(std::string_view zone, Instant at);
/// The moment of a local time in a zone. A local time that does not exist (spring) moves forward by the gap;
/// one that exists twice (autumn) is the first. An unknown zone is taken as UTC.
Instant instant_of_local(const Date& date, const TimeOfDay& time, std::string_view zone);
struct LocalTime {
  Date date;
  TimeOfDay time;
  std::int32_t offset_seconds = 0;
};
LocalTime local_time(Instant at, std::string_view zone);

/// RFC 3339 with the zone's offset, milliseconds only where there are some: 2026-03-27T10:00:00+01:00; UTC gives Z.
std::string format_rfc3339(Instant at, std::string_view zone = "UTC");
/// RFC 3339, also without seconds; without an offset the time is taken in `zone`; a bare date is its midnight.
std::optional<Instant> parse_moment(std::string_view text, std::string_view zone = "UTC");
/// YYYY-MM-DD, also with sign and more digits in the year.
std::optional<Date> parse_date(std::string_view text);
std::string format_date(const Date& date);

/// ISO 8601 duration in its two incommensurable parts: PnYnM and PnDTnHnMnS. Weeks are 7 days.
struct IsoDuration {
  std::int64_t months = 0;
  std::int64_t seconds = 0;   ///< whole seconds of the day-time part
  std::int32_t nanoseconds = 0;             ///< rest, same sign as the seconds
  bool operator==(const IsoDuration&) const = default;
};
std::optional<IsoDuration> parse_iso_duration(std::string_view text);

}  // namespace wf
