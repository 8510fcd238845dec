// Civil dates, zones, RFC 3339 and ISO durations at their edges. Not for FEEL's temporal functions.
#include "base/time.hpp"

#include <catch2/catch.hpp>

using namespace wf;

namespace {

std::string moment(std::string_view text, std::string_view zone = "UTC") {
  const auto parsed = parse_moment(text, zone);
  return parsed ? format_rfc3339(*parsed, zone) : "nothing";
}
std::string months_later(std::string_view date, std::int64_t months) {
  return format_date(add_months(parse_date(date).value(), months));
}

}  // namespace

TEST_CASE("days and dates turn into each other over the whole range of years") {
  CHECK(days_since_epoch({1970, 1, 1}) == 0);
  CHECK(days_since_epoch({2000, 3, 1}) == 11017);
  CHECK(days_since_epoch({1969, 12, 31}) == -1);
  for (std::int32_t year : {-999'999'999, -400, -1, 0, 1, 1600, 1900, 2000, 2026, 999'999'999}) {
    for (const Date& date : {Date{year, 1, 1}, Date{year, 2, 28}, Date{year, 3, 1}, Date{year, 12, 31}}) {
      CHECK(date_from_days(days_since_epoch(date)) == date);
    }
  }
}

TEST_CASE("weekdays count from Monday") {
  CHECK(weekday({2026, 3, 2}) == 1);
  CHECK(weekday({2026, 3, 8}) == 7);
  CHECK(weekday({1970, 1, 1}) == 4);
  CHECK(weekday({-1, 1, 1}) == 5);
}

TEST_CASE("adding months clamps to the end of the month") {
  CHECK(months_later("2026-01-31", 1) == "2026-02-28");
  CHECK(months_later("2024-01-31", 1) == "2024-02-29");
  CHECK(months_later("2026-03-15", -3) == "2025-12-15");
  CHECK(months_later("2026-12-01", 1) == "2027-01-01");
  CHECK_FALSE(is_valid(add_months({999'999'999, 12, 1}, 1)));
}

TEST_CASE("dates are read strictly") {
  for (const char* good : {"2026-02-28", "-0001-01-01", "999999999-12-31", "-999999999-01-01", "0000-01-01"}) {
    REQUIRE(parse_date(good));
    CHECK(format_date(*parse_date(good)) == good);
  }
  for (const char* wrong : {"2026-02-29", "2026-13-01", "2026-00-10", "2026-1-1", "02026-01-01", "26-01-01", "+2026-01-01",
                            "2026-01-01 ", "1000000000-01-01", "", "2026-01-32"}) {
    CHECK_FALSE(parse_date(wrong));
  }
}

TEST_CASE("zones follow the database") {
  CHECK(is_zone("Europe/Rome"));
  CHECK(is_zone("UTC"));
  CHECK_FALSE(is_zone("Europe/Atlantis"));
  CHECK_FALSE(is_zone(""));
  const Instant winter = parse_moment("2026-01-15T12:00:00Z").value();
  const Instant summer = parse_moment("2026-07-15T12:00:00Z").value();
  CHECK(zone_offset_seconds("Europe/Rome", winter) == 3600);
  CHECK(zone_offset_seconds("Europe/Rome", summer) == 7200);
  CHECK(zone_offset_seconds("America/New_York", summer) == -4 * 3600);
  CHECK(zone_offset_seconds("Europe/Atlantis", summer) == 0);
}

TEST_CASE("daylight saving goes on after the last year of the database") {
  CHECK(moment("2060-07-01T12:00:00", "Europe/Rome") == "2060-07-01T12:00:00+02:00");
  CHECK(moment("2060-12-01T12:00:00", "Europe/Rome") == "2060-12-01T12:00:00+01:00");
  CHECK(moment("2100-07-01T12:00:00", "Europe/Rome") == "2100-07-01T12:00:00+02:00");
}

TEST_CASE("a local time in the spring gap moves forward by the gap") {
  CHECK(moment("2026-03-29T02:30:00", "Europe/Rome") == "2026-03-29T03:30:00+02:00");
}

TEST_CASE("a local time that exists twice in autumn is the first") {
  CHECK(moment("2026-10-25T02:30:00", "Europe/Rome") == "2026-10-25T02:30:00+02:00");
}

TEST_CASE("moments are read and written as RFC 3339") {
  CHECK(moment("2026-03-27T10:00:00+01:00") == "2026-03-27T09:00:00Z");
  CHECK(moment("2026-03-27T10:00:00.5Z") == "2026-03-27T10:00:00.500Z");
  CHECK(moment("2026-03-27T10:00") == "2026-03-27T10:00:00Z");
  CHECK(moment("2026-03-27", "Europe/Rome") == "2026-03-27T00:00:00+01:00");
  CHECK(moment("1969-12-31T23:59:59.999Z") == "1969-12-31T23:59:59.999Z");
  CHECK(moment("2026-03-27T10:00:00", "America/New_York") == "2026-03-27T10:00:00-04:00");
  for (const char* wrong : {"2026-03-27T24:00:00Z", "2026-03-27T10:60", "2026-03-27T", "2026-03-27T10", "tomorrow",
                            "2026-03-27T10:00:00+1:00", "2026-03-27T10:00:00.Z", "2026-03-27T10:00:00ZZ"}) {
    CHECK(moment(wrong) == "nothing");
  }
}

TEST_CASE("durations keep months and seconds apart") {
  CHECK(parse_iso_duration("P1Y2M") == IsoDuration{14, 0, 0});
  CHECK(parse_iso_duration("P2W") == IsoDuration{0, 1'209'600, 0});
  CHECK(parse_iso_duration("P1DT2H3M4.5S") == IsoDuration{0, 93'784, 500'000'000});
  CHECK(parse_iso_duration("-P1MT0.25S") == IsoDuration{-1, 0, -250'000'000});
  CHECK(parse_iso_duration("PT0S") == IsoDuration{});
  CHECK(parse_iso_duration("PT36H") == IsoDuration{0, 129'600, 0});
  for (const char* wrong : {"P", "PT", "P1", "1D", "P1S", "PT1D", "P1DT", "P1M1Y", "PT1.S", "PT1.5H", "P-1D", "P1.5D",
                            "P99999999999999999999D", "P1D ", ""}) {
    INFO(wrong);
    CHECK_FALSE(parse_iso_duration(wrong));
  }
}

TEST_CASE("a day that no instant reaches is refused as a moment, and counts as the furthest one elsewhere") {
  CHECK_FALSE(wf::parse_moment("622202026-11-05T14:35:08"));
  CHECK_FALSE(wf::parse_moment("-999999999-01-01"));
  CHECK(wf::parse_moment("199999999-12-31T23:59:59Z"));
  const auto furthest = wf::instant_of_local({200'000'000, 1, 1}, {}, "UTC");
  CHECK(wf::instant_of_local({622'202'026, 11, 5}, {}, "UTC") == furthest);
  CHECK(wf::instant_of_local({622'202'026, 11, 5}, {}, "Europe/Berlin").ms < furthest.ms);
}
