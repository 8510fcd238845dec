// Periods as people write them, and the deadlines they give.
#include "model/period.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

using namespace wf;
using namespace wf::model;

namespace {

WorkingCalendar calendar_of(std::vector<std::string> days_off) {
  WorkingCalendar calendar;
  std::sort(days_off.begin(), days_off.end());
  for (const auto& day : days_off) calendar.days_off.push_back(*parse_date(day));
  return calendar;
}

WorkingCalendar german_2026() { return calendar_of({"2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01"}); }

std::string date_after(std::string_view from, std::string_view period, const WorkingCalendar& calendar) {
  const Instant start = *parse_moment(std::string(from) + "T10:00", "Europe/Berlin");
  const Instant end = add(start, parse_period(period).value(), "Europe/Berlin", &calendar);
  const LocalTime local = local_time(end, "Europe/Berlin");
  CHECK(local.time == TimeOfDay{10, 0, 0, 0});
  return format_date(local.date);
}

}  // namespace

TEST_CASE("periods are read in the words people use") {
  struct Row {
    std::string text;
    Period expected;
  };
  const std::vector<Row> rows = {
      {"3 working days", {0, 0, 0, 3}},
      {"1 working day", {0, 0, 0, 1}},
      {"1 day", {0, 1, 0, 0}},
      {"2 weeks", {0, 14, 0, 0}},
      {"1 month", {1, 0, 0, 0}},
      {"1 year", {12, 0, 0, 0}},
      {"48 h", {0, 0, 48 * 3'600'000LL, 0}},
      {"48h", {0, 0, 48 * 3'600'000LL, 0}},
      {"90 min", {0, 0, 90 * 60'000LL, 0}},
      {"20 s", {0, 0, 20'000, 0}},
      {"500 ms", {0, 0, 500, 0}},
      {"1.5 h", {0, 0, 90 * 60'000LL, 0}},
      {"1 h 30 min", {0, 0, 90 * 60'000LL, 0}},
      {"1 month 2 days", {1, 2, 0, 0}},
      {"3 Working Days", {0, 0, 0, 3}},
      {"0 s", {0, 0, 0, 0}},
      {"PT48H", {0, 0, 48 * 3'600'000LL, 0}},
      {"P3D", {0, 3, 0, 0}},
      {"P1DT12H", {0, 1, 12 * 3'600'000LL, 0}},
      {"P1W", {0, 7, 0, 0}},
      {"P1Y2M", {14, 0, 0, 0}},
      {"PT0.5S", {0, 0, 500, 0}},
  };
  for (const auto& row : rows) {
    INFO(row.text);
    const auto period = parse_period(row.text);
    REQUIRE(period.has_value());
    CHECK(*period == row.expected);
  }
}

TEST_CASE("what is no period is refused") {
  for (const std::string text :
       {"", " ", "3", "days", "3 wdays", "-3 days", "1.5 days", "3 working hours", "3 working", "1 h and 2 min", "P",
        "PT", "P3H", "-PT1H", "99999999999999 h", "20000 years", "0.0001 s", "1. h", "3 days!", "20000 working days"}) {
    INFO(text);
    CHECK_FALSE(parse_period(text).has_value());
  }
}

TEST_CASE("a period printed reads back to itself") {
  for (const std::string text : {"3 working days", "1 day", "14 days", "1 year 2 months", "1 h 30 min", "500 ms", "0 s",
                                 "1 month 2 days 3 h 4 working days"}) {
    const auto period = parse_period(text);
    REQUIRE(period.has_value());
    CHECK(to_text(*period) == text);
    CHECK(parse_period(to_text(*period)) == period);
  }
}

TEST_CASE("FEEL durations and texts give periods, other values none") {
  CHECK(period_of(feel::Value(feel::DaysDuration{3600, 500'000'000})) == Period{0, 0, 3'600'500, 0});
  CHECK(period_of(feel::Value(feel::YearsDuration{14})) == Period{14, 0, 0, 0});
  CHECK(period_of(feel::Value("2 days")) == Period{0, 2, 0, 0});
  CHECK_FALSE(period_of(feel::Value(feel::DaysDuration{-1, 0})).has_value());
  CHECK_FALSE(period_of(feel::Value(feel::YearsDuration{-1})).has_value());
  CHECK_FALSE(period_of(feel::Value(3)).has_value());
  CHECK_FALSE(period_of(feel::Value()).has_value());
}

TEST_CASE("working days skip Easter, calendar days do not") {
  const auto calendar = german_2026();
  CHECK(date_after("2026-04-02", "3 working days", calendar) == "2026-04-09");
  CHECK(date_after("2026-04-02", "3 days", calendar) == "2026-04-05");
}

TEST_CASE("a regional holiday moves the deadline of its region only") {
  CHECK(date_after("2026-01-05", "3 working days", german_2026()) == "2026-01-08");
  auto bavaria = german_2026();
  bavaria.days_off.insert(bavaria.days_off.begin() + 1, *parse_date("2026-01-06"));
  CHECK(date_after("2026-01-05", "3 working days", bavaria) == "2026-01-09");
}

TEST_CASE("one working day in Augsburg skips its city holiday") {
  CHECK(date_after("2025-08-07", "1 working day", calendar_of({"2025-08-08"})) == "2025-08-11");
  CHECK(date_after("2025-08-07", "1 working day", calendar_of({})) == "2025-08-08");
}

TEST_CASE("a working day after a Saturday is Monday") {
  CHECK(date_after("2026-01-31", "1 working day", calendar_of({})) == "2026-02-02");
}

TEST_CASE("a month after the 31st is the end of the next month") {
  CHECK(date_after("2026-01-31", "1 month", calendar_of({})) == "2026-02-28");
  CHECK(date_after("2026-11-30", "3 months", calendar_of({})) == "2027-02-28");
}

TEST_CASE("a calendar day keeps the local time over the change of the clocks, 24 hours do not") {
  const Instant start = *parse_moment("2026-03-28T10:00", "Europe/Rome");
  const auto after = [&](std::string_view period) {
    return format_rfc3339(add(start, *parse_period(period), "Europe/Rome", nullptr), "Europe/Rome");
  };
  CHECK(after("1 day") == "2026-03-29T10:00:00+02:00");
  CHECK(after("24 h") == "2026-03-29T11:00:00+02:00");
  CHECK(after("P1D") == "2026-03-29T10:00:00+02:00");
}

TEST_CASE("a calendar without any working day ends the search") {
  WorkingCalendar never;
  never.works.assign(7, false);
  const Instant start = *parse_moment("2026-01-05T10:00Z");
  CHECK(add(start, Period{0, 0, 0, 10'000}, "UTC", &never) > start);
}
