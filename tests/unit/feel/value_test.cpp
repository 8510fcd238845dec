// Values, contexts, types and their texts. Not for evaluation.
#include "feel/value.hpp"

#include <catch2/catch.hpp>

#include "feel/temporal_text.hpp"
#include "feel/types.hpp"

using namespace wf;
using namespace wf::feel;

TEST_CASE("a value knows its kind") {
  CHECK(Value().kind() == Kind::null);
  CHECK(Value(true).kind() == Kind::boolean);
  CHECK(Value(1).kind() == Kind::number);
  CHECK(Value("x").kind() == Kind::string);
  CHECK(Value(Date{2026, 1, 5}).kind() == Kind::date);
  CHECK(Value(Time{}).kind() == Kind::time);
  CHECK(Value(DateTime{}).kind() == Kind::date_time);
  CHECK(Value(DaysDuration{}).kind() == Kind::days_duration);
  CHECK(Value(YearsDuration{}).kind() == Kind::years_duration);
  CHECK(Value(List{}).kind() == Kind::list);
  CHECK(Value(Context{}).kind() == Kind::context);
  CHECK(Value(Range{}).kind() == Kind::range);
}

TEST_CASE("equality is structural") {
  CHECK(Value(Decimal::parse("1.0").value()) == Value(Decimal::parse("1.00").value()));
  CHECK(Value(1) != Value("1"));
  CHECK(Value(List{1, "a"}) == Value(List{1, "a"}));
  CHECK(Value(List{1}) != Value(List{1, 2}));
  CHECK(Value(Context{{"a", 1}, {"b", 2}}) == Value(Context{{"b", 2}, {"a", 1}}));
  CHECK(Value(Context{{"a", 1}}) != Value(Context{{"b", 1}}));
  CHECK(Value() == Value());
}

TEST_CASE("a context keeps the order of its entries, small or large") {
  Context context;
  for (int i = 0; i < 40; ++i) context.set("n" + std::to_string(i), i);
  context.set("n7", "seven");
  context.remove("n0");
  CHECK(context.size() == 39);
  CHECK(context.entries().front().name == "n1");
  CHECK(context.find("n0") == nullptr);
  REQUIRE(context.find("n7") != nullptr);
  CHECK(context.find("n7")->text() == "seven");
  CHECK(context.find("n39")->as_number()->to_int64() == 39);
}

TEST_CASE("members of anything but a context are null") {
  CHECK(Value(Context{{"a", 1}}).member("a") == Value(1));
  CHECK(Value(Context{{"a", 1}}).member("b").is_null());
  CHECK(Value(3).member("a").is_null());
}

TEST_CASE("depth counts nesting") {
  CHECK(Value(1).depth() == 0);
  CHECK(Value(List{}).depth() == 1);
  CHECK(Value(List{Context{{"a", List{1}}}}).depth() == 3);
}

TEST_CASE("values are written as FEEL literals and for display") {
  const Value all = List{1, "a\"b", true, Value(), Date{2026, 1, 5}, Context{{"a b", 1}, {"c-d", DaysDuration{90, 0}}}};
  CHECK(to_feel_text(all) ==
        R"([1, "a\"b", true, null, date("2026-01-05"), {a b: 1, "c-d": duration("PT1M30S")}])");
  CHECK(to_display_text(all) == R"([1, "a\"b", true, null, 2026-01-05, {a b: 1, "c-d": PT1M30S}])");
  CHECK(to_display_text("bare") == "bare");
  CHECK(to_feel_text(Range{Value(1), std::nullopt, true, false}) == "[1..)");
  CHECK(to_feel_text("abcdef", 4) == "\"abc…");
}

TEST_CASE("temporal texts are read and written back") {
  for (const char* text : {"10:00:00", "23:59:59.123456789", "11:22:33Z", "13:20:00+02:00", "11:59:45-02:45:55", "00:01:00@Europe/Paris"}) {
    INFO(text);
    REQUIRE(read_time(text));
    CHECK(text_of(*read_time(text)) == text);
  }
  for (const char* wrong : {"24:00:01", "7:00:00", "07:01:2", "13:20:00+19:00", "13:20:00+5:00", "13:20:00@xyz/abc",
                            "13:20:00+02:00@Europe/Paris", "11:30:00T", "07:20", "11:22:33.", ""}) {
    INFO(wrong);
    CHECK_FALSE(read_time(wrong));
  }
  CHECK(text_of(*read_time("11:22:33-00:00")) == "11:22:33Z");
  CHECK(text_of(*read_date_time("2012-12-24")) == "2012-12-24T00:00:00");
  CHECK(text_of(*read_date_time("-99999-12-31T11:22:33@Europe/Paris")) == "-99999-12-31T11:22:33@Europe/Paris");
  CHECK_FALSE(read_date_time("2011-12-0310:15:30"));
  CHECK_FALSE(read_date_time("2017-12-31T"));
}

TEST_CASE("durations are normalised when written") {
  const auto text = [](std::string_view read) { return to_display_text(read_duration(read)); };
  CHECK(text("PT240H") == "P10D");
  CHECK(text("P1Y27M") == "P3Y3M");
  CHECK(text("-P100M") == "-P8Y4M");
  CHECK(text("PT1000M0.999999999S") == "PT16H40M0.999999999S");
  CHECK(text("-PT1H2M") == "-PT1H2M");
  CHECK(text("P0D") == "PT0S");
  CHECK(text("P0Y") == "P0M");
  CHECK(text("PT0.S") == "PT0S");
  for (const char* wrong : {"P1Y1D", "P", "P1W", "1D", "P1H", "PT", "PT.S"}) CHECK(text(wrong) == "null");
}

TEST_CASE("types name themselves and find what two have in common") {
  const Type number = Type::scalar(Kind::number);
  const Type request = Type::context({{"total", number}});
  CHECK(Type::list(Type::scalar(Kind::string)).name() == "list of string");
  CHECK(request.find("total")->type == number);
  CHECK(request.find("totl") == nullptr);
  CHECK(Type::common(number, number) == number);
  CHECK(Type::common(number, Type::scalar(Kind::string)).is_any());
  CHECK(Type::common(Type::scalar(Kind::null), number) == number);
  CHECK(request == Type::context({{"total", number}}));
}
