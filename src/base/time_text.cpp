// Dates, moments and durations as text: RFC 3339 and ISO 8601. Declared in time.hpp.
#include "base/time.hpp"

#include <cstdlib>

namespace wf {

namespace {

/// Walks over a text; each reader answers false and stays where it is when the text does not fit.
struct Cursor {
  std::string_view text;
  std::size_t at = 0;

  bool done() const { return at == text.size(); }
  char peek() const { return at < text.size() ? text[at] : '\0'; }
  bool take(char c) {
    if (peek() != c || done()) return false;
    ++at;
    return true;
  }
  std::size_t digits_ahead() const {
    std::size_t end = at;
    while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
    return end - at;
  }
  /// Exactly `count` digits.
  bool fixed(std::size_t count, int& value) {
    if (digits_ahead() < count) return false;
    value = 0;
    for (std::size_t i = 0; i < count; ++i) value = value * 10 + (text[at++] - '0');
    return true;
  }
};

/// Fraction digits to nanoseconds; more than nine are cut.
std::int32_t read_fraction(Cursor& in) {
  std::int32_t value = 0;
  const std::size_t count = in.digits_ahead();
  for (std::size_t i = 0; i < 9; ++i) value = value * 10 + (i < count ? in.text[in.at + i] - '0' : 0);
  in.at += count;
  return value;
}

bool read_date(Cursor& in, Date& date) {
  const bool negative = in.take('-');
  const std::size_t length = in.digits_ahead();
  if (length < 4 || length > 9 || (length > 4 && in.peek() == '0')) return false;
  int year = 0, month = 0, day = 0;
  if (!in.fixed(length, year) || !in.take('-') || !in.fixed(2, month) || !in.take('-') || !in.fixed(2, day)) return false;
  date = {negative ? -year : year, static_cast<std::uint8_t>(month), static_cast<std::uint8_t>(day)};
  return is_valid(date);
}

bool read_time(Cursor& in, TimeOfDay& time) {
  int hour = 0, minute = 0, second = 0;
  if (!in.fixed(2, hour) || !in.take(':') || !in.fixed(2, minute)) return false;
  std::int32_t nanosecond = 0;
  if (in.take(':')) {
    if (!in.fixed(2, second)) return false;
    if (in.take('.')) {
      if (in.digits_ahead() == 0) return false;
      nanosecond = read_fraction(in);
    }
  }
  if (hour > 23 || minute > 59 || second > 59) return false;
  time = {static_cast<std::uint8_t>(hour), static_cast<std::uint8_t>(minute), static_cast<std::uint8_t>(second),
          static_cast<std::uint32_t>(nanosecond)};
  return true;
}

/// `Z` or ±hh:mm.
bool read_offset(Cursor& in, std::int32_t& seconds) {
  seconds = 0;
  if (in.take('Z') || in.take('z')) return true;
  const bool negative = in.peek() == '-';
  if (!in.take('+') && !in.take('-')) return false;
  int hours = 0, minutes = 0;
  if (!in.fixed(2, hours) || !in.take(':') || !in.fixed(2, minutes) || hours > 18 || minutes > 59) return false;
  seconds = (hours * 60 + minutes) * 60 * (negative ? -1 : 1);
  return true;
}

void append_padded(std::string& out, std::int64_t value, std::size_t width) {
  const std::string digits = std::to_string(value);
  if (digits.size() < width) out.append(width - digits.size(), '0');
  out += digits;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Cursor in{text};
  Date date;
  if (!read_date(in, date) || !in.done()) return std::nullopt;
  return date;
}

std::string format_date(const Date& date) {
  std::string out = date.year < 0 ? "-" : "";
  append_padded(out, std::llabs(date.year), 4);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
  return out;
}

std::string format_rfc3339(Instant at, std::string_view zone) {
  const LocalTime local = local_time(at, zone);
  std::string out = format_date(local.date);
  out += 'T';
  append_padded(out, local.time.hour, 2);
  out += ':';
  append_padded(out, local.time.minute, 2);
  out += ':';
  append_padded(out, local.time.second, 2);
  if (local.time.nanosecond != 0) {
    out += '.';
    append_padded(out, local.time.nanosecond / 1'000'000, 3);
  }
  if (zone == "UTC" || zone == "Z" || zone == "Etc/UTC") return out + "Z";
  // RFC 3339 knows no seconds in offsets; old local mean times are cut to the minute.
  const std::int32_t minutes = std::abs(local.offset_seconds) / 60;
  out += local.offset_seconds < 0 ? '-' : '+';
  append_padded(out, minutes / 60, 2);
  out += ':';
  append_padded(out, minutes % 60, 2);
  return out;
}

std::optional<Instant> parse_moment(std::string_view text, std::string_view zone) {
  Cursor in{text};
  Date date;
  TimeOfDay time;
  if (!read_date(in, date)) return std::nullopt;
  // A date may lie further away than an Instant reaches.
  if (local_time(instant_of_local(date, {}, "UTC"), "UTC").date != date) return std::nullopt;
  if (in.done()) return instant_of_local(date, time, zone);
  if (!in.take('T') && !in.take('t') && !in.take(' ')) return std::nullopt;
  if (!read_time(in, time)) return std::nullopt;
  if (in.done()) return instant_of_local(date, time, zone);
  std::int32_t offset = 0;
  if (!read_offset(in, offset) || !in.done()) return std::nullopt;
  const Instant as_utc = instant_of_local(date, time, "UTC");
  return Instant{as_utc.ms - static_cast<std::int64_t>(offset) * 1000};
}

namespace {

/// One number of a duration; at most 15 digits, so that no sum overflows.
bool read_amount(Cursor& in, std::int64_t& value) {
  constexpr std::size_t most_digits = 15;
  const std::size_t length = in.digits_ahead();
  if (length == 0 || length > most_digits) return false;
  value = 0;
  for (std::size_t i = 0; i < length; ++i) value = value * 10 + (in.text[in.at++] - '0');
  return true;
}

/// Adds value × unit; false on overflow.
bool add_amount(std::int64_t& sum, std::int64_t value, std::int64_t unit) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(value, unit, &product) && !__builtin_add_overflow(sum, product, &sum);
}

struct DurationUnit {
  char letter;
  std::int64_t factor;
  bool months;
};

/// Reads units in their order; `count` is how many were there.
bool read_units(Cursor& in, std::initializer_list<DurationUnit> units, IsoDuration& out, int& count) {
  for (auto unit = units.begin(); unit != units.end() && in.digits_ahead() > 0;) {
    std::int64_t value = 0;
    if (!read_amount(in, value)) return false;
    if (in.peek() == '.') {
      ++in.at;
      if (in.digits_ahead() == 0) return false;
      out.nanoseconds = read_fraction(in);
      if (in.peek() != 'S') return false;
    }
    while (unit != units.end() && unit->letter != in.peek()) ++unit;
    if (unit == units.end() || !add_amount(unit->months ? out.months : out.seconds, value, unit->factor)) return false;
    ++in.at;
    ++unit;
    ++count;
  }
  return true;
}

}  // namespace

std::optional<IsoDuration> parse_iso_duration(std::string_view text) {
  Cursor in{text};
  IsoDuration out;
  const bool negative = in.take('-');
  int count = 0;
  if (!in.take('P')) return std::nullopt;
  if (!read_units(in, {{'Y', 12, true}, {'M', 1, true}, {'W', 604'800, false}, {'D', 86'400, false}}, out, count)) {
    return std::nullopt;
  }
  if (in.take('T')) {
    int in_time = 0;
    if (!read_units(in, {{'H', 3600, false}, {'M', 60, false}, {'S', 1, false}}, out, in_time)) return std::nullopt;
    if (in_time == 0) return std::nullopt;
    count += in_time;
  }
  if (count == 0 || !in.done()) return std::nullopt;
  if (negative) out = {-out.months, -out.seconds, -out.nanoseconds};
  return out;
}

}  // namespace wf
