// Reading, printing and adding periods. Working days are counted one by one, because days off follow no rule;
// the limits below keep every count short.
#include "model/period.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace wf::model {

namespace {

constexpr std::int64_t ms_of_day = 86'400'000;
constexpr std::int64_t max_months = 12 * 1'000;       // a millennium, so that no sum can leave the calendar
constexpr std::int64_t max_days = 366 * 1'000;
constexpr std::int64_t max_working_days = 10'000;     // about 40 years, counted day by day
constexpr std::size_t max_period_text = 200;          // bytes

struct Unit {
  std::string_view name;
  std::int64_t Period::*part;
  std::int64_t factor;
};
// Plurals are the name plus "s".
constexpr std::array units = {
    Unit{"ms", &Period::ms, 1},          Unit{"millisecond", &Period::ms, 1},
    Unit{"s", &Period::ms, 1'000},       Unit{"sec", &Period::ms, 1'000},
    Unit{"second", &Period::ms, 1'000},  Unit{"min", &Period::ms, 60'000},
    Unit{"minute", &Period::ms, 60'000}, Unit{"h", &Period::ms, 3'600'000},
    Unit{"hour", &Period::ms, 3'600'000}, Unit{"d", &Period::days, 1},
    Unit{"day", &Period::days, 1},       Unit{"w", &Period::days, 7},
    Unit{"week", &Period::days, 7},      Unit{"month", &Period::months, 1},
    Unit{"year", &Period::months, 12},   Unit{"working day", &Period::working_days, 1},
};

const Unit* find_unit(std::string_view word) {
  for (const auto& unit : units) {
    if (word == unit.name) return &unit;
    const bool is_plural = unit.name.size() > 2 && word.size() == unit.name.size() + 1 && word.back() == 's';
    if (is_plural && word.starts_with(unit.name)) return &unit;
  }
  return nullptr;
}

bool within_limits(const Period& p) {
  return p.months >= 0 && p.months <= max_months && p.days >= 0 && p.days <= max_days && p.ms >= 0 &&
         p.ms <= max_days * ms_of_day && p.working_days >= 0 && p.working_days <= max_working_days;
}

/// Reads the words of a period from left to right.
class PeriodReader {
 public:
  explicit PeriodReader(std::string_view text) : text_(text) {}

  std::optional<Period> read() {
    Period period;
    skip_blanks();
    if (at_ == text_.size()) return std::nullopt;
    while (at_ < text_.size()) {
      if (!read_part(period)) return std::nullopt;
      skip_blanks();
    }
    return period;
  }

 private:
  static bool is_digit(char c) { return c >= '0' && c <= '9'; }
  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
  void skip_blanks() {
    while (at_ < text_.size() && text_[at_] == ' ') ++at_;
  }

  std::string read_word() {
    std::string word;
    while (at_ < text_.size() && is_letter(text_[at_])) word += text_[at_++];
    return lower_ascii(word);
  }

  /// The amount in thousandths ("1.5" is 1500), at most three decimals and twelve digits.
  std::optional<std::int64_t> read_thousandths() {
    std::int64_t whole = 0;
    const std::size_t begin = at_;
    for (; at_ < text_.size() && is_digit(text_[at_]); ++at_) {
      if (at_ - begin >= 12) return std::nullopt;
      whole = whole * 10 + (text_[at_] - '0');
    }
    if (at_ == begin) return std::nullopt;
    std::int64_t fraction = 0, weight = 100;
    if (at_ < text_.size() && text_[at_] == '.') {
      ++at_;
      if (at_ == text_.size() || !is_digit(text_[at_])) return std::nullopt;
      for (; at_ < text_.size() && is_digit(text_[at_]); ++at_, weight /= 10) {
        if (weight == 0) return std::nullopt;
        fraction += weight * (text_[at_] - '0');
      }
    }
    return whole * 1000 + fraction;
  }

  bool read_part(Period& period) {
    const auto amount = read_thousandths();
    if (!amount) return false;
    skip_blanks();
    std::string word = read_word();
    if (word == "working") {
      skip_blanks();
      word += " " + read_word();
    }
    const Unit* unit = find_unit(word);
    if (unit == nullptr) return false;
    const bool is_clock_time = unit->part == &Period::ms;
    if (!is_clock_time && *amount % 1000 != 0) return false;
    std::int64_t product = 0;
    if (__builtin_mul_overflow(*amount, unit->factor, &product)) return false;
    if (product % 1000 != 0) return false;
    return !__builtin_add_overflow(period.*(unit->part), product / 1000, &(period.*(unit->part))) &&
           within_limits(period);
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

/// Calendar days and clock time are kept apart: P1D is the same local time tomorrow, PT24H is not.
std::optional<Period> parse_iso(std::string_view text) {
  const auto whole = parse_iso_duration(text);
  if (!whole || whole->months < 0 || whole->seconds < 0 || whole->nanoseconds < 0) return std::nullopt;
  const auto time_at = text.find('T');
  const auto date_part = text.substr(0, time_at);
  const auto days = date_part == "P" ? std::optional(IsoDuration{}) : parse_iso_duration(date_part);
  if (!days) return std::nullopt;
  Period period;
  period.months = whole->months;
  period.days = days->seconds / 86'400;
  const std::int64_t clock_seconds = whole->seconds - days->seconds;
  if (clock_seconds > max_days * 86'400) return std::nullopt;
  period.ms = clock_seconds * 1'000 + whole->nanoseconds / 1'000'000;
  if (!within_limits(period)) return std::nullopt;
  return period;
}

void append_part(std::string& out, std::int64_t amount, std::string_view one, std::string_view many) {
  if (amount == 0) return;
  if (!out.empty()) out += ' ';
  out += std::to_string(amount) + " ";
  out += amount == 1 ? one : many;
}

Instant add_working_days(Instant from, std::int64_t count, std::string_view zone, const WorkingCalendar& calendar) {
  const LocalTime local = local_time(from, zone);
  std::int64_t day = days_since_epoch(local.date);
  // A week has at least one working day unless days off take it; without any, the search ends at this bound.
  const std::int64_t last = day + 7 * (count + static_cast<std::int64_t>(calendar.days_off.size()) + 1);
  while (count > 0 && day < last) {
    ++day;
    if (calendar.is_working_day(date_from_days(day))) --count;
  }
  return instant_of_local(date_from_days(day), local.time, zone);
}

}  // namespace

std::optional<Period> parse_period(std::string_view text) {
  const auto bare = trimmed(text);
  if (bare.empty() || bare.size() > max_period_text) return std::nullopt;
  return bare.front() == 'P' ? parse_iso(bare) : PeriodReader(bare).read();
}

std::optional<Period> period_of(const feel::Value& value) {
  Period period;
  if (const auto* text = value.as_string()) return parse_period(*text);
  if (const auto* days = value.as_days_duration()) {
    if (days->seconds < 0 || days->nanoseconds < 0 || days->seconds > max_days * 86'400) return std::nullopt;
    period.ms = days->seconds * 1'000 + days->nanoseconds / 1'000'000;
    return period;
  }
  if (const auto* years = value.as_years_duration()) {
    period.months = years->months;
    if (!within_limits(period)) return std::nullopt;
    return period;
  }
  return std::nullopt;
}

std::string to_text(const Period& period) {
  std::string out;
  append_part(out, period.months / 12, "year", "years");
  append_part(out, period.months % 12, "month", "months");
  append_part(out, period.days, "day", "days");
  append_part(out, period.ms / 3'600'000, "h", "h");
  append_part(out, period.ms / 60'000 % 60, "min", "min");
  append_part(out, period.ms / 1'000 % 60, "s", "s");
  append_part(out, period.ms % 1'000, "ms", "ms");
  append_part(out, period.working_days, "working day", "working days");
  return out.empty() ? "0 s" : out;
}

bool WorkingCalendar::is_working_day(const Date& date) const {
  const auto of_week = static_cast<std::size_t>(weekday(date) - 1);
  if (of_week >= works.size() || !works[of_week]) return false;
  return !std::binary_search(days_off.begin(), days_off.end(), date);
}

Instant add(Instant from, const Period& period, std::string_view zone, const WorkingCalendar* calendar) {
  Instant at = from;
  if (period.months != 0 || period.days != 0) {
    const LocalTime local = local_time(at, zone);
    const Date month = add_months(local.date, period.months);
    at = instant_of_local(date_from_days(days_since_epoch(month) + period.days), local.time, zone);
  }
  at.ms += period.ms;
  if (period.working_days == 0) return at;
  static const WorkingCalendar monday_to_friday;
  return add_working_days(at, period.working_days, zone, calendar != nullptr ? *calendar : monday_to_friday);
}

}  // namespace wf::model
