// Decimal: reading, writing, arithmetic and rounding at the edges. Not for FEEL's use of it.
#include "base/decimal.hpp"

#include <catch2/catch.hpp>

using wf::Decimal;

namespace {

Decimal number(std::string_view text) {
  const auto parsed = Decimal::parse(text);
  REQUIRE(parsed.has_value());
  return *parsed;
}
std::string text(const std::optional<Decimal>& value) { return value ? value->to_string() : "nothing"; }

}  // namespace

TEST_CASE("a number is written as it was read") {
  const char* cases[] = {"0", "1", "-1", "1.10", "0.00", "123456789012345678901234567890.1234", "0.000001",
                         "9999999999999999999999999999999999", "-0.5", "1E+50", "-1.5E-60"};
  for (const char* written : cases) CHECK(number(written).to_string() == written);
}

TEST_CASE("other spellings of a number are understood") {
  CHECK(number(".5").to_string() == "0.5");
  CHECK(number("1e3").to_string() == "1000");
  CHECK(number("1.5E-3").to_string() == "0.0015");
  CHECK(number("-0").to_string() == "0");
  CHECK(number("007").to_string() == "7");
}

TEST_CASE("malformed and too large numbers are refused") {
  const char* cases[] = {"", "-", "+1", "1.", ".", "1e", "1e+", "1x", " 1", "1 ", "0x10", "1.2.3", "NaN", "Infinity", "1e7000"};
  for (const char* wrong : cases) CHECK_FALSE(Decimal::parse(wrong).has_value());
}

TEST_CASE("digits behind the 34th are rounded half to even") {
  CHECK(number("1.0000000000000000000000000000000005").to_string() == "1.000000000000000000000000000000000");
  CHECK(number("1.0000000000000000000000000000000015").to_string() == "1.000000000000000000000000000000002");
  CHECK(number("99999999999999999999999999999999999") == number("1E35"));
}

TEST_CASE("arithmetic is exact where 34 digits suffice") {
  CHECK(text(number("0.1").add(number("0.2"))) == "0.3");
  CHECK(text(number("1").subtract(number("0.9"))) == "0.1");
  CHECK(text(number("5").subtract(number("5"))) == "0");
  CHECK(text(number("-7").add(number("5"))) == "-2");
  CHECK(text(number("1.10").multiply(number("3"))) == "3.30");
  CHECK(text(number("1").divide(number("3"))) == "0.3333333333333333333333333333333333");
  CHECK(text(number("10").divide(number("4"))) == "2.5");
  CHECK(text(number("9223372036854775807").add(Decimal(1))) == "9223372036854775808");
}

TEST_CASE("what has no finite result answers nothing") {
  CHECK_FALSE(number("1").divide(number("0")));
  CHECK_FALSE(number("1").modulo(number("0.0")));
  CHECK_FALSE(number("9E6144").multiply(number("10")));
  CHECK_FALSE(number("-1").square_root());
  CHECK_FALSE(number("0").logarithm());
  CHECK_FALSE(number("0").power(number("-1")));
  CHECK_FALSE(number("-8").power(number("0.5")));
  CHECK_FALSE(number("100000").exponential());
}

TEST_CASE("modulo takes the sign of the divisor") {
  CHECK(text(number("12").modulo(number("5"))) == "2");
  CHECK(text(number("-12").modulo(number("5"))) == "3");
  CHECK(text(number("12").modulo(number("-5"))) == "-3");
  CHECK(text(number("10.1").modulo(number("4.5"))) == "1.1");
  CHECK(text(number("-10").modulo(number("5"))) == "0");
}

TEST_CASE("whole powers are exact") {
  CHECK(text(number("2").power(number("10"))) == "1024");
  CHECK(text(number("1.1").power(number("2"))) == "1.21");
  CHECK(text(number("2").power(number("-2"))) == "0.25");
  CHECK(text(number("0").power(number("0"))) == "1");
  CHECK(text(number("-2").power(number("3"))) == "-8");
  CHECK(text(number("16").square_root()) == "4");
  CHECK(number("4").power(number("0.5"))->rounded(20, Decimal::Rounding::half_even) == Decimal(2));
}

TEST_CASE("each rounding mode decides ties in its own way") {
  using R = Decimal::Rounding;
  struct Case { const char* value; int scale; R mode; const char* expected; };
  const Case cases[] = {
      {"2.5", 0, R::half_even, "2"},     {"3.5", 0, R::half_even, "4"},   {"2.5", 0, R::half_up, "3"},
      {"-2.5", 0, R::half_up, "-3"},     {"2.5", 0, R::half_down, "2"},   {"-2.5", 0, R::half_down, "-2"},
      {"2.51", 0, R::half_down, "3"},    {"2.1", 0, R::up, "3"},          {"-2.1", 0, R::up, "-3"},
      {"2.9", 0, R::down, "2"},          {"-2.9", 0, R::down, "-2"},      {"2.1", 0, R::ceiling, "3"},
      {"-2.9", 0, R::ceiling, "-2"},     {"-2.1", 0, R::floor, "-3"},     {"1.125", 2, R::half_even, "1.12"},
      {"150", -2, R::half_even, "200"},  {"1", 2, R::half_even, "1.00"},  {"-0.4", 0, R::half_even, "0"},
  };
  for (const Case& c : cases) {
    INFO(c.value << " to " << c.scale);
    CHECK(text(number(c.value).rounded(c.scale, c.mode)) == c.expected);
  }
}

TEST_CASE("numbers compare by value") {
  CHECK(number("1.0") == number("1.00"));
  CHECK(number("0") == number("-0.0"));
  CHECK(number("1E3") == number("1000"));
  CHECK(number("1.5") > number("1.49"));
  CHECK(number("-2") < number("-1.5"));
  CHECK(number("-1") < number("0"));
  CHECK(number("1.0").hash() == number("1.00").hash());
  CHECK(number("1E3").hash() == number("1000.0").hash());
  CHECK(number("1.10").normalized().to_string() == "1.1");
}

TEST_CASE("whole numbers convert where they fit") {
  CHECK(number("9223372036854775807").to_int64() == INT64_MAX);
  CHECK(number("-9223372036854775808").to_int64() == INT64_MIN);
  CHECK_FALSE(number("9223372036854775808").to_int64());
  CHECK(number("2.00").to_int64() == 2);
  CHECK_FALSE(number("2.5").to_int64());
  CHECK(number("1E3").to_int64() == 1000);
  CHECK(number("1E3").is_integer());
  CHECK_FALSE(number("1E-40").is_integer());
  CHECK(Decimal(INT64_MIN).to_string() == "-9223372036854775808");
  CHECK(Decimal::from_double(0.1)->to_string() == "0.1");
  CHECK(number("0.1").to_double() == 0.1);
}
