// One spelling for one resource: what read_target admits and what it refuses.
#include <catch2/catch.hpp>

#include "api/http/target.hpp"

using wf::api::http::read_target;

TEST_CASE("a path is split first and decoded then") {
  const auto target = read_target("/api/v1/people/anna%20b?limit=5&after=a+b");
  REQUIRE(target);
  CHECK(target->segments == std::vector<std::string>{"api", "v1", "people", "anna b"});
  CHECK(target->query == std::vector<std::pair<std::string, std::string>>{{"limit", "5"}, {"after", "a b"}});
}

TEST_CASE("other spellings of a path are not found") {
  for (const auto* text : {"/api//v1", "/api/./v1", "/api/../v1", "/api/v1/", "/api%2Fv1", "/api/%2e%2e/v1", "api", ""}) {
    INFO(text);
    const auto target = read_target(text);
    REQUIRE_FALSE(target);
    CHECK(target.error().code == "NOT-FOUND");
  }
}

TEST_CASE("bad encodings and repeated parameters are malformed") {
  for (const auto* text : {"/%", "/%4", "/%zz", "/%ff", "/%00", "/a?x=1&x=2"}) {
    INFO(text);
    const auto target = read_target(text);
    REQUIRE_FALSE(target);
    CHECK(target.error().code == "MALFORMED");
  }
}
