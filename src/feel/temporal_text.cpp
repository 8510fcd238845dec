// Reading and writing of FEEL's temporal texts. Not for the functions around them (builtins/temporal_*.cpp).
#include "feel/temporal_text.hpp"

#include <cstdlib>

namespace wf::feel {

namespace {

constexpr std::int32_t most_offset = 18 * 3600;  // as ISO zones and java.time have it

bool two_digits(std::string_view text, std::size_t at, int& value) {
  if (at + 2 > text.size()) return false;
  const char a = text[at], b = text[at + 1];
  if (a < '0' || a > '9' || b < '0' || b > '9') return false;
  value = (a - '0') * 10 + (b - '0');
  return true;
}

/// hh:mm:ss[.fraction]; moves `at` behind it.
bool read_clock(std::string_view text, std::size_t& at, TimeOfDay& time) {
  int hour = 0, minute = 0, second = 0;
  if (!two_digits(text, at, hour) || at + 8 > text.size() || text[at + 2] != ':' || text[at + 5] != ':') return false;
  if (!two_digits(text, at + 3, minute) || !two_digits(text, at + 6, second)) return false;
  const bool end_of_day = hour == 24 && minute == 0 && second == 0;  // ISO 8601: 24:00:00 is the next midnight
  if ((hour > 23 && !end_of_day) || minute > 59 || second > 59) return false;
  at += 8;
  std::uint32_t nanosecond = 0;
  if (at < text.size() && text[at] == '.') {
    const std::size_t begin = ++at;
    while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
    if (at == begin) return false;
    for (std::size_t i = 0; i < 9; ++i) {
      nanosecond = nanosecond * 10 + (begin + i < at ? static_cast<std::uint32_t>(text[begin + i] - '0') : 0);
    }
  }
  time = {static_cast<std::uint8_t>(hour), static_cast<std::uint8_t>(minute), static_cast<std::uint8_t>(second), nanosecond};
  return true;
}

/// Nothing, `Z`, ±hh:mm[:ss] or `@` and the name of a zone, to the end of the text.
bool read_zone(std::string_view text, std::size_t at, Zone& zone) {
  if (at == text.size()) return true;
  const std::string_view rest = text.substr(at);
  if (rest == "Z" || rest == "z") {
    zone.form = Zone::Form::offset;
    return true;
  }
  if (rest[0] == '@') {
    zone.form = Zone::Form::named;
    zone.name = std::string(rest.substr(1));
    return is_zone(zone.name);
  }
  int hours = 0, minutes = 0, seconds = 0;
  if ((rest[0] != '+' && rest[0] != '-') || !two_digits(rest, 1, hours) || rest.size() < 6 || rest[3] != ':') return false;
  if (!two_digits(rest, 4, minutes) || minutes > 59) return false;
  if (rest.size() > 6 && (rest[6] != ':' || !two_digits(rest, 7, seconds) || seconds > 59 || rest.size() != 9)) return false;
  const std::int32_t total = hours * 3600 + minutes * 60 + seconds;
  zone.form = Zone::Form::offset;
  zone.offset_seconds = rest[0] == '-' ? -total : total;
  return total <= most_offset;
}

void append_two(std::string& out, std::int32_t value) {
  out += static_cast<char>('0' + value / 10);
  out += static_cast<char>('0' + value % 10);
}

/// `.5` for half a second; nothing for none.
void append_fraction(std::string& out, std::uint32_t nanosecond) {
  if (nanosecond == 0) return;
  std::string digits = std::to_string(nanosecond);
  digits.insert(0, 9 - digits.size(), '0');
  while (digits.back() == '0') digits.pop_back();
  out += '.';
  out += digits;
}

void append_clock(std::string& out, const TimeOfDay& time) {
  append_two(out, time.hour);
  out += ':';
  append_two(out, time.minute);
  out += ':';
  append_two(out, time.second);
  append_fraction(out, time.nanosecond);
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
  const std::int32_t total = std::abs(zone.offset_seconds);
  out += zone.offset_seconds < 0 ? '-' : '+';
  append_two(out, total / 3600);
  out += ':';
  append_two(out, total / 60 % 60);
  if (total % 60 == 0) return;
  out += ':';
  append_two(out, total % 60);
}

void append_unit(std::string& out, std::uint64_t value, char letter) {
  if (value == 0) return;
  out += std::to_string(value);
  out += letter;
}

std::uint64_t magnitude(std::int64_t value) {
  return value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
}

}  // namespace

std::optional<Date> read_date(std::string_view text) { return parse_date(text); }

std::optional<Time> read_time(std::string_view text) {
  Time time;
  std::size_t at = 0;
  if (!read_clock(text, at, time.of_day) || !read_zone(text, at, time.zone)) return std::nullopt;
  if (time.of_day.hour == 24) time.of_day = {};
  return time;
}

std::optional<DateTime> read_date_time(std::string_view text) {
  const std::size_t border = text.find('T');
  const auto date = parse_date(text.substr(0, border));
  if (!date) return std::nullopt;
  DateTime out{*date, {}, {}};
  if (border == std::string_view::npos) return out;
  std::size_t at = border + 1;
  if (!read_clock(text, at, out.time) || !read_zone(text, at, out.zone)) return std::nullopt;
  if (out.time.hour == 24) {
    if (out.time.nanosecond != 0) return std::nullopt;
    out.time = {};
    out.date = date_from_days(days_since_epoch(out.date) + 1);
    if (!is_valid(out.date)) return std::nullopt;
  }
  return out;
}

Value read_duration(std::string_view text) {
  if (text.find('W') != std::string_view::npos) return {};  // XML Schema knows no weeks
  std::string repaired(text);
  const std::size_t bare_point = repaired.find(".S");  // "PT0.S" is accepted elsewhere, so here too
  if (bare_point != std::string::npos && bare_point > 0 && repaired[bare_point - 1] != 'T') repaired.erase(bare_point, 1);
  const auto parsed = parse_iso_duration(repaired);
  if (!parsed) return {};
  const bool in_months = text.find('Y') != std::string_view::npos || text.substr(0, text.find('T')).find('M') != std::string_view::npos;
  const bool in_days = text.find('D') != std::string_view::npos || text.find('T') != std::string_view::npos;
  if (in_months && in_days) return {};
  if (in_months) return YearsDuration{parsed->months};
  return DaysDuration{parsed->seconds, parsed->nanoseconds};
}

Value read_at_literal(std::string_view text) {
  if (const auto date = read_date(text)) return *date;
  if (const auto date_time = read_date_time(text)) return *date_time;
  if (const auto time = read_time(text)) return *time;
  return read_duration(text);
}

std::string text_of(const Time& time) {
  std::string out;
  append_clock(out, time.of_day);
  append_zone(out, time.zone);
  return out;
}

std::string text_of(const DateTime& date_time) {
  std::string out = format_date(date_time.date);
  out += 'T';
  append_clock(out, date_time.time);
  append_zone(out, date_time.zone);
  return out;
}

std::string text_of(DaysDuration duration) {
  const std::uint64_t seconds = magnitude(duration.seconds);
  const auto nanoseconds = static_cast<std::uint32_t>(std::abs(duration.nanoseconds));
  if (seconds == 0 && nanoseconds == 0) return "PT0S";
  std::string out = duration.seconds < 0 || duration.nanoseconds < 0 ? "-P" : "P";
  append_unit(out, seconds / 86'400, 'D');
  if (seconds % 86'400 == 0 && nanoseconds == 0) return out;
  out += 'T';
  append_unit(out, seconds / 3600 % 24, 'H');
  append_unit(out, seconds / 60 % 60, 'M');
  if (seconds % 60 == 0 && nanoseconds == 0) return out;
  out += std::to_string(seconds % 60);
  append_fraction(out, nanoseconds);
  out += 'S';
  return out;
}

std::string text_of(YearsDuration duration) {
  if (duration.months == 0) return "P0M";
  const std::uint64_t months = magnitude(duration.months);
  std::string out = duration.months < 0 ? "-P" : "P";
  append_unit(out, months / 12, 'Y');
  append_unit(out, months % 12, 'M');
  return out;
}

}  // namespace wf::feel
