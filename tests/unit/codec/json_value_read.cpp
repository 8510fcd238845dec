// What parse_json takes and what it refuses, with the place. Round trips are in json_value_round_trip.cpp.
#include <catch2/catch.hpp>

#include "codec/json_value.hpp"

using namespace wf;
using codec::parse_json;
using codec::to_json;

namespace {

/// The compact text that a JSON text reads and writes as, or "CODE: text".
std::string read_back(std::string_view text, codec::JsonLimits limits = {}) {
  const auto value = parse_json(text, limits);
  return value ? to_json(*value) : value.error().code + ": " + value.error().text;
}

}  // namespace

TEST_CASE("json keeps the digits of numbers") {
  CHECK(read_back("1.10") == "1.10");
  CHECK(read_back("0.1") == "0.1");
  CHECK(read_back("-12") == "-12");
  CHECK(read_back("18446744073709551615") == "18446744073709551615");
  CHECK(read_back("1234567890123456789012345678901234") == "1234567890123456789012345678901234");
  CHECK(parse_json("1e2")->as_number()->to_int64() == 100);
  CHECK(parse_json("2E400")->as_number() != nullptr);
}

TEST_CASE("json members keep their order and strings their characters") {
  CHECK(read_back(R"( { "b" : 1 , "a" : [ true , false , null ] } )") == R"({"b":1,"a":[true,false,null]})");
  CHECK(read_back(R"("a\"\\\/\b\f\n\r\t\u0001\u00e9\ud83d\ude00")") ==
        "\"a\\\"\\\\/\\b\\f\\n\\r\\t\\u0001é😀\"");
  CHECK(read_back("\xEF\xBB\xBF[1]") == "[1]");
}

TEST_CASE("json that is not well-formed is refused with line and column") {
  CHECK(read_back("") == "WF-JSON-001: The JSON text is empty; write a value, for example {}.");
  CHECK(read_back("{\n  \"a\": ]\n}") ==
        "WF-JSON-001: JSON line 2, column 8: unexpected ']'; expected '[', '{', or a literal; correct the "
        "text at this "
        "place.");
  for (const std::string_view text : {"[1,]", "{\"a\":1,}", "01", "1.", ".5", "+1", "nul", "'a'", "[1] 2",
                                      "\"\t\"", "NaN", "{a:1}", "[", "\"\\ud800\"", "// c\n1", "-"}) {
    INFO(text);
    CHECK(read_back(text).starts_with("WF-JSON-001: JSON line 1, column "));
  }
  CHECK(read_back("[\"\xC3(\"]").starts_with("WF-JSON-002: JSON line 1, column "));
  CHECK(read_back("\"\xED\xA0\x80\"").starts_with("WF-JSON-002"));
  CHECK(read_back(std::string_view("[1]\0", 4)) ==
        "WF-JSON-008: JSON line 1, column 4: a NUL byte stands here; remove it.");
  CHECK(read_back("1E+6200").starts_with("WF-JSON-006: JSON line 1"));
}

TEST_CASE("json with a name twice in one object is refused") {
  CHECK(read_back(R"({"a":1,"b":{"a":2},"a":3})") ==
        "WF-JSON-003: JSON line 1, column 22: the name \"a\" stands twice in one object; keep one of them.");
}

TEST_CASE("json beyond its limits is refused") {
  const std::string deep = std::string(100'000, '[');
  CHECK(
      read_back(deep) ==
      "WF-JSON-004: JSON line 1, column 129: more than 128 brackets are open; nest the values less deeply.");
  CHECK(read_back(std::string(128, '[') + std::string(128, ']')) ==
        std::string(128, '[') + std::string(128, ']'));
  CHECK(read_back("[1,2]", {128, 4, true}).starts_with("WF-JSON-005: The JSON text has 5 bytes; at most 4"));
}

TEST_CASE("json objects with a type read as the kind they name") {
  CHECK(parse_json(R"({"@type":"date","@value":"2026-01-05"})")->kind() == feel::Kind::date);
  CHECK(parse_json(R"({"@value":"P1D","@type":"days and time duration"})")->kind() ==
        feel::Kind::days_duration);
  CHECK(parse_json(R"({"@type":"function","@value":"f"})")->is_null());
  CHECK(parse_json(R"({"@type":"date","@value":"2026-01-05"})", {128, 100, false})->kind() ==
        feel::Kind::context);
  CHECK(parse_json(R"({"@type":"xsd:date","@value":"2026-01-05"})")->kind() == feel::Kind::context);
  CHECK(parse_json(R"({"@type":"date","@value":"2026-01-05","more":1})")->kind() == feel::Kind::context);
  CHECK(read_back(R"({"@type":"date","@value":"5 January"})") ==
        "WF-JSON-007: JSON line 1, column 37: the @value of @type \"date\" must be a text like "
        "\"2026-01-05\".");
  CHECK(read_back(R"({"@value":{},"@type":"context"})").starts_with("WF-JSON-007"));
}
