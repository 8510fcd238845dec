// The properties of temporal values and ranges (DMN 1.5 §10.3.2.5 table 65): one table serves evaluation, static
// check and did-you-mean.
#include <array>
#include <vector>

#include "feel/temporal.hpp"

namespace wf::feel {

namespace {

constexpr std::int64_t seconds_a_day = 86'400;

/// What a part is called, who has it, and of which kind it is.
struct Part {
  std::string_view name;
  Kind kind;                    ///< of the part
  std::array<Kind, 2> owners;   ///< kinds of value that have it; one owner stands twice
};

constexpr Kind number = Kind::number;
constexpr std::array parts = {
    Part{"year", number, {Kind::date, Kind::date_time}},
    Part{"month", number, {Kind::date, Kind::date_time}},
    Part{"day", number, {Kind::date, Kind::date_time}},
    Part{"weekday", number, {Kind::date, Kind::date_time}},
    Part{"hour", number, {Kind::time, Kind::date_time}},
    Part{"minute", number, {Kind::time, Kind::date_time}},
    Part{"second", number, {Kind::time, Kind::date_time}},
    Part{"time offset", Kind::days_duration, {Kind::time, Kind::date_time}},
    Part{"timezone", Kind::string, {Kind::time, Kind::date_time}},
    Part{"years", number, {Kind::years_duration, Kind::years_duration}},
    Part{"months", number, {Kind::years_duration, Kind::years_duration}},
    Part{"days", number, {Kind::days_duration, Kind::days_duration}},
    Part{"hours", number, {Kind::days_duration, Kind::days_duration}},
    Part{"minutes", number, {Kind::days_duration, Kind::days_duration}},
    Part{"seconds", number, {Kind::days_duration, Kind::days_duration}},
    Part{"start included", Kind::boolean, {Kind::range, Kind::range}},
    Part{"end included", Kind::boolean, {Kind::range, Kind::range}},
};

bool owns(const Part& part, Kind kind) { return part.owners[0] == kind || part.owners[1] == kind; }

const Part* find_part(Kind kind, std::string_view name) {
  for (const Part& part : parts) {
    if (part.name == name && owns(part, kind)) return &part;
  }
  return nullptr;
}

Value date_part(const Date& date, std::string_view name) {
  if (name == "year") return static_cast<std::int64_t>(date.year);
  if (name == "month") return static_cast<int>(date.month);
  if (name == "day") return static_cast<int>(date.day);
  return weekday(date);
}

Value seconds_part(const TimeOfDay& time) {
  return seconds_of(DaysDuration{time.second, static_cast<std::int32_t>(time.nanosecond)});
}

Value time_part(const TimeOfDay& time, const Zone& zone, std::int32_t offset, std::string_view name) {
  if (name == "hour") return static_cast<int>(time.hour);
  if (name == "minute") return static_cast<int>(time.minute);
  if (name == "second") return seconds_part(time);
  if (name == "timezone") return zone.form == Zone::Form::named ? Value(zone.name) : Value();
  return has_zone(zone) ? Value(DaysDuration{offset, 0}) : Value();
}

Value days_part(DaysDuration duration, std::string_view name) {
  if (name == "days") return duration.seconds / seconds_a_day;
  const std::int64_t rest = duration.seconds % seconds_a_day;
  if (name == "hours") return rest / 3600;
  if (name == "minutes") return rest / 60 % 60;
  return seconds_of(DaysDuration{rest % 60, duration.nanoseconds});
}

Value range_part(const Range& range, std::string_view name) {
  if (name == "start") return range.low.value_or(Value());
  if (name == "end") return range.high.value_or(Value());
  return name == "start included" ? range.low_closed : range.high_closed;
}

}  // namespace

std::optional<Value> part_of(const Value& value, std::string_view name) {
  const Kind kind = value.kind();
  if (kind == Kind::range && (name == "start" || name == "end")) return range_part(*value.as_range(), name);
  const Part* part = find_part(kind, name);
  if (part == nullptr) return std::nullopt;
  if (const Date* date = value.as_date()) return date_part(*date, name);
  if (const DateTime* both = value.as_date_time()) {
    return owns(*part, Kind::date) ? date_part(both->date, name)
                                   : time_part(both->time, both->zone, offset_of(*both), name);
  }
  if (const Time* time = value.as_time()) return time_part(time->of_day, time->zone, offset_of(*time), name);
  if (const DaysDuration* days = value.as_days_duration()) return days_part(*days, name);
  if (const YearsDuration* years = value.as_years_duration()) {
    return name == "years" ? Value(years->months / 12) : Value(years->months % 12);
  }
  return range_part(*value.as_range(), name);
}

std::optional<Kind> part_kind(Kind kind, std::string_view name) {
  const Part* part = find_part(kind, name);
  if (part == nullptr) return std::nullopt;
  return part->kind;
}

std::vector<std::string> part_names(Kind kind) {
  std::vector<std::string> names;
  for (const Part& part : parts) {
    if (owns(part, kind)) names.emplace_back(part.name);
  }
  if (kind == Kind::range) names.insert(names.begin(), {"start", "end"});
  return names;
}

}  // namespace wf::feel
