// Temporal functions: constructors, calendar parts, now and today (DMN 1.5 §10.3.4.1, §10.3.4.6, §10.3.4.7).
#include "feel/builtins/registry.hpp"

#include <cstdlib>

#include "feel/temporal.hpp"
#include "feel/temporal_text.hpp"

namespace wf::feel {

namespace {

Value unreadable(Call& call, std::string_view function, const Value& text) {
  return call.fail("WF-FEEL-110", std::string(function) + "() cannot read \"" + std::string(text.text().substr(0, 60)) + "\"");
}

std::optional<std::int64_t> whole(const Value& value) { return value.as_number()->to_int64(); }

Value date_from(Call& call, std::span<const Value> arguments) {
  if (arguments[0].as_date() != nullptr) return arguments[0];
  if (const DateTime* both = arguments[0].as_date_time()) return both->date;
  const auto date = read_date(arguments[0].text());
  return date ? Value(*date) : unreadable(call, "date", arguments[0]);
}

Value date_of_parts(Call& call, std::span<const Value> arguments) {
  const auto year = whole(arguments[0]), month = whole(arguments[1]), day = whole(arguments[2]);
  const bool small = year && month && day && std::llabs(*year) <= 999'999'999 && *month >= 1 && *month <= 12 && *day >= 1 && *day <= 31;
  if (small) {
    const Date date{static_cast<std::int32_t>(*year), static_cast<std::uint8_t>(*month), static_cast<std::uint8_t>(*day)};
    if (is_valid(date)) return date;
  }
  return call.fail("WF-FEEL-110", "date(): there is no such day");
}

Value time_from(Call& call, std::span<const Value> arguments) {
  if (arguments[0].as_time() != nullptr) return arguments[0];
  if (const DateTime* both = arguments[0].as_date_time()) return Time{both->time, both->zone};
  if (arguments[0].as_date() != nullptr) return Time{{}, {Zone::Form::offset, 0, {}}};
  const auto time = read_time(arguments[0].text());
  return time ? Value(*time) : unreadable(call, "time", arguments[0]);
}

Value time_of_parts(Call& call, std::span<const Value> arguments) {
  const auto hour = whole(arguments[0]), minute = whole(arguments[1]);
  const Value second = days_duration_of(*arguments[2].as_number());
  const DaysDuration* rest = second.as_days_duration();
  if (!hour || !minute || rest == nullptr || *hour < 0 || *hour > 23 || *minute < 0 || *minute > 59 || rest->seconds < 0 ||
      rest->nanoseconds < 0 || rest->seconds > 59) {
    return call.fail("WF-FEEL-110", "time(): there is no such time");
  }
  Time time{{static_cast<std::uint8_t>(*hour), static_cast<std::uint8_t>(*minute), static_cast<std::uint8_t>(rest->seconds),
             static_cast<std::uint32_t>(rest->nanoseconds)}, {}};
  if (arguments.size() > 3 && !arguments[3].is_null()) {
    const DaysDuration offset = *arguments[3].as_days_duration();
    if (std::llabs(offset.seconds) > 18 * 3600) return call.fail("WF-FEEL-110", "time(): an offset is at most 18 hours");
    time.zone = {Zone::Form::offset, static_cast<std::int32_t>(offset.seconds), {}};
  }
  return time;
}

Value date_time_from(Call& call, std::span<const Value> arguments) {
  if (arguments[0].as_date_time() != nullptr) return arguments[0];
  const auto both = read_date_time(arguments[0].text());
  return both ? Value(*both) : unreadable(call, "date and time", arguments[0]);
}

Value date_time_of_parts(Call&, std::span<const Value> arguments) {
  const Date date = arguments[0].as_date() != nullptr ? *arguments[0].as_date() : arguments[0].as_date_time()->date;
  return DateTime{date, arguments[1].as_time()->of_day, arguments[1].as_time()->zone};
}

/// date and time(moment, timezone): the same moment on the clocks of that zone.
Value date_time_in_zone(Call& call, std::span<const Value> arguments) {
  const std::string_view zone = arguments[1].text();
  if (!is_zone(zone)) return call.fail("WF-FEEL-110", "there is no time zone '" + std::string(zone.substr(0, 60)) + "'");
  const DateTime& from = *arguments[0].as_date_time();
  const LocalTime local = local_time(instant_of(from, call.zone()), zone);
  DateTime out{local.date, local.time, {Zone::Form::named, 0, std::string(zone)}};
  out.time.nanosecond = from.time.nanosecond;
  return out;
}

Value duration(Call& call, std::span<const Value> arguments) {
  if (arguments[0].as_string() == nullptr) return arguments[0];
  Value value = read_duration(arguments[0].text());
  return value.is_null() ? unreadable(call, "duration", arguments[0]) : value;
}

DateTime as_date_time(const Value& value) {
  return value.as_date() != nullptr ? midnight(*value.as_date()) : *value.as_date_time();
}

/// Whole months from one day to the other, as on a calendar; a later time of day counts.
Value years_and_months(Call&, std::span<const Value> arguments) {
  const DateTime from = as_date_time(arguments[0]), to = as_date_time(arguments[1]);
  std::int64_t months = (static_cast<std::int64_t>(to.date.year) - from.date.year) * 12 + to.date.month - from.date.month;
  const auto late = [](const DateTime& a, const DateTime& b) {
    return a.date.day != b.date.day ? a.date.day > b.date.day : a.time > b.time;
  };
  if (months > 0 && late(from, to)) --months;
  if (months < 0 && late(to, from)) ++months;
  return YearsDuration{months};
}

const Date& date_in(const Value& value) { return value.as_date() != nullptr ? *value.as_date() : value.as_date_time()->date; }

Value day_of_week(Call&, std::span<const Value> arguments) {
  constexpr const char* names[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
  return names[weekday(date_in(arguments[0])) - 1];
}

Value month_of_year(Call&, std::span<const Value> arguments) {
  constexpr const char* names[] = {"January", "February", "March", "April", "May", "June", "July", "August", "September",
                                   "October", "November", "December"};
  return names[date_in(arguments[0]).month - 1];
}

std::int64_t day_in_year(const Date& date) { return days_since_epoch(date) - days_since_epoch({date.year, 1, 1}) + 1; }

Value day_of_year(Call&, std::span<const Value> arguments) { return day_in_year(date_in(arguments[0])); }

/// ISO 8601: week 1 has the year's first Thursday.
Value week_of_year(Call&, std::span<const Value> arguments) {
  const Date& date = date_in(arguments[0]);
  const Date thursday = date_from_days(days_since_epoch(date) + 4 - weekday(date));
  return (day_in_year(thursday) - 1) / 7 + 1;
}

Value now(Call& call, std::span<const Value>) {
  const LocalTime local = local_time(call.now(), call.zone());
  return DateTime{local.date, local.time, {Zone::Form::named, 0, std::string(call.zone())}};
}

Value today(Call& call, std::span<const Value>) { return local_time(call.now(), call.zone()).date; }

Value last_day_of_month(Call&, std::span<const Value> arguments) {
  Date date = date_in(arguments[0]);
  date.day = static_cast<std::uint8_t>(days_in_month(date.year, date.month));
  return date;
}

constexpr Signature signatures[] = {
    {"date(from: string|date|date and time) -> date", date_from},
    {"date(year: number, month: number, day: number) -> date", date_of_parts},
    {"time(from: string|time|date and time|date) -> time", time_from},
    {"time(hour: number, minute: number, second: number, offset?: days and time duration|null) -> time", time_of_parts},
    {"date and time(from: string|date and time) -> date and time", date_time_from},
    {"date and time(date: date|date and time, time: time) -> date and time", date_time_of_parts},
    {"date and time(date and time: date and time, timezone: string) -> date and time", date_time_in_zone},
    {"duration(from: string|days and time duration|years and months duration) -> any", duration},
    {"years and months duration(from: date|date and time, to: date|date and time) -> years and months duration", years_and_months},
    {"day of week(date: date|date and time) -> string", day_of_week},
    {"day of year(date: date|date and time) -> number", day_of_year},
    {"month of year(date: date|date and time) -> string", month_of_year},
    {"week of year(date: date|date and time) -> number", week_of_year},
    {"last day of month(date: date|date and time) -> date", last_day_of_month},
    {"now() -> date and time", now, false},
    {"today() -> date", today, false},
};

}  // namespace

std::span<const Signature> temporal_functions() { return signatures; }

}  // namespace wf::feel
