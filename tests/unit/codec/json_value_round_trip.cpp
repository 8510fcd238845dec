// Whatever is written reads back equal: one example of each kind, then random values from a fixed seed.
#include <catch2/catch.hpp>

#include <random>

#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"

using namespace wf;
using namespace wf::feel;
using codec::parse_json;
using codec::to_json;

namespace {

class Random {
 public:
  explicit Random(std::uint32_t seed) : engine_(seed) {}
  std::int64_t below(std::int64_t end) {
    return static_cast<std::int64_t>(engine_() % static_cast<std::uint64_t>(end));
  }

  std::string text() {
    static const std::vector<std::string> parts = {"a", "\"", "\\",    "\n",   "é", "😀", "..",
                                                   "]", "(",  "@type", "\x01", " ", "/"};
    std::string out;
    for (std::int64_t i = below(6); i > 0; --i)
      out += parts[static_cast<std::size_t>(below(std::ssize(parts)))];
    return out;
  }
  Decimal number() {
    std::string digits = below(2) ? "-" : "";
    for (std::int64_t i = below(34); i >= 0; --i) digits += static_cast<char>('0' + below(10));
    if (below(2)) digits += "e" + std::to_string(below(8000) - 4000);
    return Decimal::parse(digits).value_or(Decimal(7));
  }
  Zone zone() {
    switch (below(3)) {
      case 0:
        return {};
      case 1:
        return {Zone::Form::offset, static_cast<std::int32_t>(below(2 * 50'400) - 50'400), {}};
      default:
        return {Zone::Form::named, 0, "Europe/Rome"};
    }
  }
  Date date() { return date_from_days(below(8'000'000) - 4'000'000); }
  TimeOfDay time() {
    return {static_cast<std::uint8_t>(below(24)), static_cast<std::uint8_t>(below(60)),
            static_cast<std::uint8_t>(below(60)),
            static_cast<std::uint32_t>(below(2) ? 0 : below(1'000'000'000))};
  }
  DaysDuration days() {
    const std::int64_t sign = below(2) ? 1 : -1;
    return {sign * below(10'000'000),
            static_cast<std::int32_t>(sign * (below(2) ? 0 : below(1'000'000'000)))};
  }
  Value scalar() {
    switch (below(9)) {
      case 0:
        return {};
      case 1:
        return below(2) == 1;
      case 2:
        return number();
      case 3:
        return text();
      case 4:
        return date();
      case 5:
        return Time{time(), zone()};
      case 6:
        return DateTime{date(), time(), zone()};
      case 7:
        return days();
      default:
        return YearsDuration{below(40'000) - 20'000};
    }
  }
  Value value(int depth) {
    if (depth == 0) return scalar();
    switch (below(4)) {
      case 0:
        return scalar();
      case 1:
        return range(depth);
      case 2:
        return list(depth);
      default:
        return context(depth);
    }
  }

 private:
  Value range(int depth) {
    Range range;
    if (below(4) > 0) range.low = value(depth - 1);
    if (below(4) > 0) range.high = value(depth - 1);
    range.low_closed = below(2) == 1;
    range.high_closed = below(2) == 1;
    return range;
  }
  Value list(int depth) {
    List list;
    for (std::int64_t i = below(5); i > 0; --i) list.push_back(value(depth - 1));
    return list;
  }
  Value context(int depth) {
    static const std::vector<std::string> types = {"date", "number", "context", "function", "other"};
    Context context;
    if (below(3) == 0) {
      context.set("@type", types[static_cast<std::size_t>(below(std::ssize(types)))]);
      context.set("@value", below(2) ? value(depth - 1) : Value("2026-01-05"));
    } else {
      for (std::int64_t i = below(5); i > 0; --i) context.set(text(), value(depth - 1));
    }
    return context;
  }
  std::mt19937 engine_;
};

}  // namespace

TEST_CASE("values of every kind are written in their lexical form") {
  const Date day{2026, 1, 5};
  const auto check = [](const Value& value, std::string_view json) {
    CHECK(to_json(value) == json);
    const auto back = parse_json(json);
    REQUIRE(back);
    CHECK(*back == value);
  };
  check(day, R"j({"@type":"date","@value":"2026-01-05"})j");
  check(Time{{10, 0, 0, 0}, {Zone::Form::offset, 3600, {}}},
        R"j({"@type":"time","@value":"10:00:00+01:00"})j");
  check(Time{{10, 0, 0, 0}, {Zone::Form::named, 0, "Europe/Rome"}},
        R"j({"@type":"time","@value":"10:00:00@Europe/Rome"})j");
  check(DateTime{day, {10, 0, 0, 500'000'000}, {Zone::Form::offset, 0, {}}},
        R"j({"@type":"date and time","@value":"2026-01-05T10:00:00.5Z"})j");
  check(DaysDuration{-93'600, 0}, R"j({"@type":"days and time duration","@value":"-P1DT2H"})j");
  check(YearsDuration{14}, R"j({"@type":"years and months duration","@value":"P1Y2M"})j");
  check(Range{Value(1), Value(10), true, false}, R"j({"@type":"range","@value":"[1..10)"})j");
  check(Range{std::nullopt, Value("m..]"), false, true}, R"j({"@type":"range","@value":"(..\"m..]\"]"})j");
  check(Range{Value(day), std::nullopt, true, false},
        R"j({"@type":"range","@value":"[date(\"2026-01-05\")..)"})j");
  check(*Decimal::parse("1E+5000"), R"j({"@type":"number","@value":"1E+5000"})j");
}

TEST_CASE("a context that looks like a typed value stays a context") {
  const Value lookalike = Context{{"@type", "date"}, {"@value", "2026-01-05"}};
  CHECK(to_json(lookalike) == R"j({"@type":"context","@value":{"@type":"date","@value":"2026-01-05"}})j");
  CHECK(*parse_json(to_json(lookalike)) == lookalike);
}

TEST_CASE("random values read back as they were written") {
  Random random(20'261'125);
  for (int i = 0; i < 3000; ++i) {
    const Value value = random.value(4);
    const std::string json = to_json(value);
    const auto back = parse_json(json);
    INFO(json);
    if (!back) FAIL(back.error().text);
    REQUIRE(*back == value);
    REQUIRE(to_json(*back) == json);
    REQUIRE(*parse_json(to_json(value, true)) == value);
  }
}

TEST_CASE("pretty json puts each member on a line") {
  CHECK(to_json(Context{{"a", List{1, Context{}}}, {"b", List{}}}, true) ==
        "{\n  \"a\": [\n    1,\n    {}\n  ],\n  \"b\": []\n}");
}

TEST_CASE("nesting is measured in open brackets") {
  const Value value = List{Context{{"a", 1}}};
  CHECK(codec::nesting_within(value, 2));
  CHECK_FALSE(codec::nesting_within(value, 1));
}

TEST_CASE("the json writer places commas and escapes") {
  std::string out;
  codec::JsonWriter writer(out);
  writer.begin_object()
      .field("a", "x\"\xFF")
      .field("n", std::int64_t{-5})
      .field("yes", true)
      .key("l")
      .begin_array();
  writer.begin_object()
      .end_object()
      .null()
      .number(Decimal(3))
      .end_array()
      .key("v")
      .value(List{1})
      .field("z", 1)
      .end_object();
  CHECK(out == "{\"a\":\"x\\\"\xEF\xBF\xBD\",\"n\":-5,\"yes\":true,\"l\":[{},null,3],\"v\":[1],\"z\":1}");
}
