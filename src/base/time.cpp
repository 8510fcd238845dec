// Civil dates by own arithmetic (any year), zones by Howard Hinnant's library over the system's zone database.
// Not for the clock, and not for FEEL's temporal text (feel/temporal_text).
#include "base/time.hpp"

#include <algorithm>
#include <chrono>
#include <exception>

#include <date/tz.h>

namespace wf {

namespace {

constexpr std::int32_t most_years = 999'999'999;
constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t ms_a_day = seconds_a_day * 1000;

constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

}  // namespace

int days_in_month(std::int32_t year, int month) {
  constexpr int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12) return 0;
  return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

bool is_valid(const Date& date) {
  return date.year >= -most_years && date.year <= most_years && date.month >= 1 && date.month <= 12 &&
         date.day >= 1 && date.day <= days_in_month(date.year, date.month);
}

// Years start in March, so that the leap day is the last of its year; 400 years are one era of 146,097 days.
std::int64_t days_since_epoch(const Date& date) {
  const std::int64_t year = static_cast<std::int64_t>(date.year) - (date.month <= 2 ? 1 : 0);
  const std::int64_t era = floor_div(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * 146'097 + day_of_era - 719'468;
}

Date date_from_days(std::int64_t days) {
  constexpr std::int64_t most_days = 400'000'000'000;  // beyond the years that a Date may have
  days = std::clamp(days, -most_days, most_days) + 719'468;
  const std::int64_t era = floor_div(days, 146'097);
  const std::int64_t day_of_era = days - era * 146'097;
  const std::int64_t year_of_era =
      (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  const auto day = static_cast<std::uint8_t>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  const auto month = static_cast<std::uint8_t>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  const std::int64_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<std::int32_t>(year), month, day};
}

int weekday(const Date& date) {
  const std::int64_t days = days_since_epoch(date) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(days - floor_div(days, 7) * 7) + 1;
}

Date add_months(const Date& date, std::int64_t months) {
  constexpr std::int64_t most_months = 24'000'000'000;
  months = std::clamp(months, -most_months, most_months);
  const std::int64_t total = static_cast<std::int64_t>(date.year) * 12 + (date.month - 1) + months;
  const std::int64_t year = std::clamp<std::int64_t>(floor_div(total, 12), INT32_MIN, INT32_MAX);
  const int month = static_cast<int>(total - floor_div(total, 12) * 12) + 1;
  const int day = std::min<int>(date.day, days_in_month(static_cast<std::int32_t>(year), month));
  return {static_cast<std::int32_t>(year), static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
}

// ---- zones ----

namespace {

bool is_utc(std::string_view zone) { return zone == "UTC" || zone == "Z" || zone == "Etc/UTC"; }

/// Null pointer for a name that the database does not have. The database lives as long as the program.
const date::time_zone* zone_named(std::string_view name) {
  try {
    return date::locate_zone(std::string(name));
  } catch (const std::exception&) {
    return nullptr;
  }
}

/// Later years repeat the rules of the last known ones: a year of the same calendar (leap or not, first weekday)
/// within 2010–2037 stands for them; before 1800 the first entry of the zone holds.
constexpr std::int32_t first_year = 1800;
constexpr std::int32_t last_year = 2037;
std::int32_t year_with_rules(std::int32_t year) {
  if (year < first_year) return first_year;
  if (year <= last_year) return year;
  const int first_day = weekday({year, 1, 1});
  for (std::int32_t candidate = last_year; candidate > last_year - 28; --candidate) {
    if (is_leap(candidate) == is_leap(year) && weekday({candidate, 1, 1}) == first_day) return candidate;
  }
  return last_year;
}

/// Days by which a date moves into the years with rules.
std::int64_t shift_days(const Date& date) {
  const std::int32_t year = year_with_rules(date.year);
  return days_since_epoch({date.year, 1, 1}) - days_since_epoch({year, 1, 1});
}

std::int32_t offset_at(const date::time_zone& zone, Instant at) {
  const std::int64_t shift = shift_days(date_from_days(floor_div(at.ms, ms_a_day)));
  try {
    const date::sys_seconds seconds{std::chrono::seconds(floor_div(at.ms, 1000) - shift * seconds_a_day)};
    return static_cast<std::int32_t>(zone.get_info(seconds).offset.count());
  } catch (const std::exception&) {
    return 0;
  }
}

std::int64_t seconds_of(const TimeOfDay& time) { return time.hour * 3600 + time.minute * 60 + time.second; }

/// An Instant holds 292 million years, a Date more: later dates are taken as this year, with room for offsets.
constexpr std::int32_t furthest_year = 200'000'000;

Instant instant_at_offset(const Date& date, const TimeOfDay& time, std::int32_t offset_seconds) {
  const std::int32_t year = std::clamp(date.year, -furthest_year, furthest_year);
  const Date held = year == date.year ? date : Date{year, 1, 1};
  const std::int64_t seconds = days_since_epoch(held) * seconds_a_day + seconds_of(time) - offset_seconds;
  return {seconds * 1000 + time.nanosecond / 1'000'000};
}

}  // namespace

bool is_zone(std::string_view name) { return is_utc(name) || zone_named(name) != nullptr; }

std::int32_t zone_offset_seconds(std::string_view zone, Instant at) {
  if (is_utc(zone)) return 0;
  const date::time_zone* found = zone_named(zone);
  return found != nullptr ? offset_at(*found, at) : 0;
}

Instant instant_of_local(const Date& date, const TimeOfDay& time, std::string_view zone) {
  if (is_utc(zone)) return instant_at_offset(date, time, 0);
  const date::time_zone* found = zone_named(zone);
  if (found == nullptr) return instant_at_offset(date, time, 0);
  const std::int64_t days = days_since_epoch(date) - shift_days(date);
  try {
    const date::local_seconds local{std::chrono::seconds(days * seconds_a_day + seconds_of(time))};
    // Both in a gap and at a repeated time the offset before the change is meant: it moves a time in the gap
    // forward by the gap and picks the first of two.
    return instant_at_offset(date, time, static_cast<std::int32_t>(found->get_info(local).first.offset.count()));
  } catch (const std::exception&) {
    return instant_at_offset(date, time, 0);
  }
}

LocalTime local_time(Instant at, std::string_view zone) {
  LocalTime local;
  local.offset_seconds = zone_offset_seconds(zone, at);
  const std::int64_t ms = at.ms + static_cast<std::int64_t>(local.offset_seconds) * 1000;
  const std::int64_t days = floor_div(ms, ms_a_day);
  const std::int64_t rest = ms - days * ms_a_day;
  local.date = date_from_days(days);
  local.time.hour = static_cast<std::uint8_t>(rest / 3'600'000);
  local.time.minute = static_cast<std::uint8_t>(rest / 60'000 % 60);
  local.time.second = static_cast<std::uint8_t>(rest / 1000 % 60);
  local.time.nanosecond = static_cast<std::uint32_t>(rest % 1000) * 1'000'000;
  return local;
}

}  // namespace wf
