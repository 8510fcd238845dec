// Temporal arithmetic: everything passes through seconds since the epoch and exact day counts.
// The parts of values (.year, .hour …) are in temporal_parts.cpp.
#include "feel/temporal.hpp"

#include <cstdlib>

namespace wf::feel {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;
constexpr std::int64_t nanoseconds_a_second = 1'000'000'000;
// No sum of seconds within a range of two billion years overflows 64 bits; durations beyond are refused.
constexpr std::int64_t most_seconds = 1LL << 60;
constexpr std::int64_t most_months = 1LL << 40;

std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

std::int64_t seconds_of_day(const TimeOfDay& time) { return time.hour * 3600 + time.minute * 60 + time.second; }

TimeOfDay time_of_seconds(std::int64_t seconds, std::uint32_t nanosecond) {
  return {static_cast<std::uint8_t>(seconds / 3600), static_cast<std::uint8_t>(seconds / 60 % 60),
          static_cast<std::uint8_t>(seconds % 60), nanosecond};
}

/// Local seconds plus a duration, carried to 0 ≤ nanoseconds < 1e9; false outside the range.
bool shifted(std::int64_t& seconds, std::int64_t& nanoseconds, DaysDuration duration) {
  if (std::llabs(duration.seconds) > most_seconds) return false;
  seconds += duration.seconds;
  nanoseconds += duration.nanoseconds;
  seconds += floor_div(nanoseconds, nanoseconds_a_second);
  nanoseconds -= floor_div(nanoseconds, nanoseconds_a_second) * nanoseconds_a_second;
  return true;
}

/// Seconds and nanoseconds of one sign.
DaysDuration duration_of(std::int64_t seconds, std::int64_t nanoseconds) {
  seconds += nanoseconds / nanoseconds_a_second;
  nanoseconds %= nanoseconds_a_second;
  if (seconds > 0 && nanoseconds < 0) --seconds, nanoseconds += nanoseconds_a_second;
  if (seconds < 0 && nanoseconds > 0) ++seconds, nanoseconds -= nanoseconds_a_second;
  return {seconds, static_cast<std::int32_t>(nanoseconds)};
}

std::int32_t zone_offset(const Zone& zone, const Date& date, const TimeOfDay& time) {
  if (zone.form == Zone::Form::none) return 0;
  if (zone.form == Zone::Form::offset) return zone.offset_seconds;
  return zone_offset_seconds(zone.name, instant_of_local(date, time, zone.name));
}

}  // namespace

bool has_zone(const Zone& zone) { return zone.form != Zone::Form::none; }
std::int32_t offset_of(const DateTime& value) { return zone_offset(value.zone, value.date, value.time); }
std::int32_t offset_of(const Time& value) { return zone_offset(value.zone, Date{}, value.of_day); }

Seconds utc_seconds(const DateTime& value) {
  return {days_since_epoch(value.date) * seconds_a_day + seconds_of_day(value.time) - offset_of(value),
          static_cast<std::int32_t>(value.time.nanosecond)};
}

Seconds utc_seconds(const Time& value) {
  return {seconds_of_day(value.of_day) - offset_of(value), static_cast<std::int32_t>(value.of_day.nanosecond)};
}

DateTime midnight(const Date& date) { return {date, {}, {Zone::Form::offset, 0, {}}}; }

Value add(const Date& value, YearsDuration duration) {
  const Date sum = add_months(value, duration.months);
  return is_valid(sum) ? Value(sum) : Value();
}

Value add(const DateTime& value, YearsDuration duration) {
  DateTime sum = value;
  sum.date = add_months(value.date, duration.months);
  return is_valid(sum.date) ? Value(std::move(sum)) : Value();
}

Value add(const DateTime& value, DaysDuration duration) {
  std::int64_t seconds = days_since_epoch(value.date) * seconds_a_day + seconds_of_day(value.time);
  std::int64_t nanoseconds = value.time.nanosecond;
  if (!shifted(seconds, nanoseconds, duration)) return {};
  const std::int64_t days = floor_div(seconds, seconds_a_day);
  DateTime sum = value;
  sum.date = date_from_days(days);
  sum.time = time_of_seconds(seconds - days * seconds_a_day, static_cast<std::uint32_t>(nanoseconds));
  return is_valid(sum.date) ? Value(std::move(sum)) : Value();
}

Value add(const Date& value, DaysDuration duration) {
  const Value sum = add(DateTime{value, {}, {}}, duration);
  return sum.as_date_time() != nullptr ? Value(sum.as_date_time()->date) : Value();
}

Value add(const Time& value, DaysDuration duration) {
  std::int64_t seconds = seconds_of_day(value.of_day);
  std::int64_t nanoseconds = value.of_day.nanosecond;
  if (!shifted(seconds, nanoseconds, duration)) return {};
  Time sum = value;
  sum.of_day = time_of_seconds(seconds - floor_div(seconds, seconds_a_day) * seconds_a_day,
                               static_cast<std::uint32_t>(nanoseconds));
  return sum;
}

Value add(DaysDuration a, DaysDuration b) {
  if (std::llabs(a.seconds) > most_seconds || std::llabs(b.seconds) > most_seconds) return {};
  return duration_of(a.seconds + b.seconds, static_cast<std::int64_t>(a.nanoseconds) + b.nanoseconds);
}

Value add(YearsDuration a, YearsDuration b) {
  if (std::llabs(a.months) > most_months || std::llabs(b.months) > most_months) return {};
  return YearsDuration{a.months + b.months};
}

Value difference(const Seconds& a, const Seconds& b) {
  return duration_of(a.whole - b.whole, static_cast<std::int64_t>(a.nanoseconds) - b.nanoseconds);
}

DaysDuration negated(DaysDuration duration) { return {-duration.seconds, -duration.nanoseconds}; }

Decimal seconds_of(DaysDuration duration) {
  const Decimal whole(duration.seconds);
  if (duration.nanoseconds == 0) return whole;
  static const Decimal unit = Decimal::parse("0.000000001").value();
  const auto rest = Decimal(static_cast<std::int64_t>(duration.nanoseconds)).multiply(unit);
  return whole.add(rest.value_or(Decimal()).normalized()).value_or(whole);
}

Value days_duration_of(const Decimal& seconds) {
  const auto whole = seconds.rounded(0, Decimal::Rounding::down);
  const auto count = whole ? whole->to_int64() : std::nullopt;
  if (!count || std::llabs(*count) > most_seconds) return {};
  const auto rest = seconds.subtract(*whole);
  const auto scaled = rest ? rest->multiply(Decimal(nanoseconds_a_second)) : std::nullopt;
  const auto cut = scaled ? scaled->rounded(0, Decimal::Rounding::down) : std::nullopt;
  return DaysDuration{*count, static_cast<std::int32_t>(cut ? cut->to_int64().value_or(0) : 0)};
}

Instant instant_of(const DateTime& value, std::string_view zone) {
  if (value.zone.form == Zone::Form::none) return instant_of_local(value.date, value.time, zone);
  if (value.zone.form == Zone::Form::named) return instant_of_local(value.date, value.time, value.zone.name);
  const Instant local = instant_of_local(value.date, value.time, "UTC");
  return {local.ms - static_cast<std::int64_t>(value.zone.offset_seconds) * 1000};
}

}  // namespace wf::feel
