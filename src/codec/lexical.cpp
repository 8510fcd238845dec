// Writing and reading of dates, times, durations as ISO 8601 text. Ranges are in lexical_range.cpp.
#include "codec/lexical.hpp"

#include <array>
#include <cstdio>
#include <cstdlib>

#include "codec/lexical_range.hpp"

namespace wf::codec {

namespace {

using feel::DateTime;
using feel::DaysDuration;
using feel::Kind;
using feel::Time;
using feel::Value;
using feel::YearsDuration;
using feel::Zone;

constexpr std::int32_t seconds_per_day = 86'400;

/// Two digits at the front of `text`, which is shortened by them.
std::optional<std::uint8_t> take_two_digits(std::string_view& text) {
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  if (text.size() < 2 || !digit(text[0]) || !digit(text[1])) return std::nullopt;
  const int number = (text[0] - '0') * 10 + (text[1] - '0');
  text.remove_prefix(2);
  return static_cast<std::uint8_t>(number);
}

bool take(std::string_view& text, char c) {
  if (text.empty() || text.front() != c) return false;
  text.remove_prefix(1);
  return true;
}

void append_two_digits(std::string& out, int number) {
  out += static_cast<char>('0' + number / 10);
  out += static_cast<char>('0' + number % 10);
}

/// ".5" for 500,000,000; nothing for 0.
void append_fraction(std::string& out, std::uint32_t nanoseconds) {
  if (nanoseconds == 0) return;
  std::array<char, 16> digits{};
  const int length = std::snprintf(digits.data(), digits.size(), ".%09u", nanoseconds);
  std::string_view text(digits.data(), static_cast<std::size_t>(length));
  while (text.back() == '0') text.remove_suffix(1);
  out += text;
}

std::optional<std::uint32_t> take_fraction(std::string_view& text) {
  constexpr std::size_t most_digits = 9;
  if (!take(text, '.')) return 0;
  std::uint32_t nanoseconds = 0;
  std::size_t digits = 0;
  while (digits < text.size() && text[digits] >= '0' && text[digits] <= '9') {
    if (digits == most_digits) return std::nullopt;
    nanoseconds = nanoseconds * 10 + static_cast<std::uint32_t>(text[digits++] - '0');
  }
  if (digits == 0) return std::nullopt;
  text.remove_prefix(digits);
  for (std::size_t i = digits; i < most_digits; ++i) nanoseconds *= 10;
  return nanoseconds;
}

void append_zone(std::string& out, const Zone& zone) {
  if (zone.form == Zone::Form::none) return;
  if (zone.form == Zone::Form::named) {
    out += '@';
    out += zone.name;
    return;
  }
  if (zone.offset_seconds == 0) {
    out += 'Z';
    return;
  }
  const int seconds = std::abs(zone.offset_seconds);
  out += zone.offset_seconds < 0 ? '-' : '+';
  append_two_digits(out, seconds / 3600);
  out += ':';
  append_two_digits(out, seconds / 60 % 60);
  if (seconds % 60 == 0) return;
  out += ':';
  append_two_digits(out, seconds % 60);
}

std::optional<std::int32_t> read_offset(std::string_view text) {
  const bool negative = text.front() == '-';
  text.remove_prefix(1);
  const auto hours = take_two_digits(text);
  if (!hours || !take(text, ':')) return std::nullopt;
  const auto minutes = take_two_digits(text);
  if (!minutes || *minutes > 59) return std::nullopt;
  std::uint8_t seconds = 0;
  if (take(text, ':')) {
    const auto read = take_two_digits(text);
    if (!read || *read > 59) return std::nullopt;
    seconds = *read;
  }
  const std::int32_t offset = *hours * 3600 + *minutes * 60 + seconds;
  if (!text.empty() || offset >= seconds_per_day) return std::nullopt;
  return negative ? -offset : offset;
}

/// The whole rest of `text` as a zone.
std::optional<Zone> read_zone(std::string_view text) {
  if (text.empty()) return Zone{};
  if (text == "Z" || text == "z") return Zone{Zone::Form::offset, 0, {}};
  if (take(text, '@')) {
    if (text.empty()) return std::nullopt;
    return Zone{Zone::Form::named, 0, std::string(text)};
  }
  if (text.front() != '+' && text.front() != '-') return std::nullopt;
  const auto offset = read_offset(text);
  if (!offset) return std::nullopt;
  return Zone{Zone::Form::offset, *offset, {}};
}

void append_time_of_day(std::string& out, const TimeOfDay& time) {
  append_two_digits(out, time.hour);
  out += ':';
  append_two_digits(out, time.minute);
  out += ':';
  append_two_digits(out, time.second);
  append_fraction(out, time.nanosecond);
}

std::optional<TimeOfDay> take_time_of_day(std::string_view& text) {
  const auto hour = take_two_digits(text);
  if (!hour || *hour > 23 || !take(text, ':')) return std::nullopt;
  const auto minute = take_two_digits(text);
  if (!minute || *minute > 59 || !take(text, ':')) return std::nullopt;
  const auto second = take_two_digits(text);
  if (!second || *second > 59) return std::nullopt;
  const auto nanosecond = take_fraction(text);
  if (!nanosecond) return std::nullopt;
  return TimeOfDay{*hour, *minute, *second, *nanosecond};
}

std::optional<Value> read_time(std::string_view text) {
  const auto of_day = take_time_of_day(text);
  if (!of_day) return std::nullopt;
  auto zone = read_zone(text);
  if (!zone) return std::nullopt;
  return Value(Time{*of_day, std::move(*zone)});
}

std::optional<Value> read_date_time(std::string_view text) {
  const std::size_t t = text.find('T');
  if (t == std::string_view::npos) return std::nullopt;
  const auto date = parse_date(text.substr(0, t));
  text.remove_prefix(t + 1);
  const auto of_day = take_time_of_day(text);
  if (!date || !of_day) return std::nullopt;
  auto zone = read_zone(text);
  if (!zone) return std::nullopt;
  return Value(DateTime{*date, *of_day, std::move(*zone)});
}

void append_part(std::string& out, std::uint64_t number, char unit) {
  if (number == 0) return;
  out += std::to_string(number);
  out += unit;
}

std::uint64_t magnitude(std::int64_t number) {
  return number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
}

std::string days_text(const DaysDuration& duration) {
  const std::uint64_t seconds = magnitude(duration.seconds);
  const auto nanoseconds = static_cast<std::uint32_t>(std::abs(duration.nanoseconds));
  if (seconds == 0 && nanoseconds == 0) return "PT0S";
  std::string out = duration.seconds < 0 || duration.nanoseconds < 0 ? "-P" : "P";
  append_part(out, seconds / seconds_per_day, 'D');
  if (seconds % seconds_per_day == 0 && nanoseconds == 0) return out;
  out += 'T';
  append_part(out, seconds / 3600 % 24, 'H');
  append_part(out, seconds / 60 % 60, 'M');
  if (seconds % 60 == 0 && nanoseconds == 0) return out;
  out += std::to_string(seconds % 60);
  append_fraction(out, nanoseconds);
  out += 'S';
  return out;
}

std::string years_text(const YearsDuration& duration) {
  const std::uint64_t months = magnitude(duration.months);
  if (months == 0) return "P0M";
  std::string out = duration.months < 0 ? "-P" : "P";
  append_part(out, months / 12, 'Y');
  append_part(out, months % 12, 'M');
  return out;
}

std::optional<Value> read_duration(Kind kind, std::string_view text) {
  const auto parts = parse_iso_duration(text);
  if (!parts) return std::nullopt;
  const bool has_days = parts->seconds != 0 || parts->nanoseconds != 0;
  if (kind == Kind::years_duration) {
    if (has_days) return std::nullopt;
    return Value(YearsDuration{parts->months});
  }
  if (parts->months != 0) return std::nullopt;
  return Value(DaysDuration{parts->seconds, parts->nanoseconds});
}

}  // namespace

std::string lexical_form(const Value& value) {
  std::string out;
  if (const auto* date = value.as_date()) return format_date(*date);
  if (const auto* days = value.as_days_duration()) return days_text(*days);
  if (const auto* years = value.as_years_duration()) return years_text(*years);
  if (const auto* range = value.as_range()) return range_text(*range);
  if (const auto* time = value.as_time()) {
    append_time_of_day(out, time->of_day);
    append_zone(out, time->zone);
  } else if (const auto* moment = value.as_date_time()) {
    out = format_date(moment->date) + 'T';
    append_time_of_day(out, moment->time);
    append_zone(out, moment->zone);
  }
  return out;
}

std::optional<Value> from_lexical_form(Kind kind, std::string_view text) {
  switch (kind) {
    case Kind::date: {
      const auto date = parse_date(text);
      if (!date) return std::nullopt;
      return Value(*date);
    }
    case Kind::time: return read_time(text);
    case Kind::date_time: return read_date_time(text);
    case Kind::days_duration:
    case Kind::years_duration: return read_duration(kind, text);
    case Kind::range: return read_range(text);
    case Kind::null:
    case Kind::boolean:
    case Kind::number:
    case Kind::string:
    case Kind::list:
    case Kind::context:
    case Kind::function: return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace wf::codec
