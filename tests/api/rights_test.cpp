// Who may do what: every route × every kind of caller, compared with the table tests/api/rights.txt. A route without a
// row, or a row without a route, fails. The table is read by people: an unexpected 2xx in it is a hole.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "api_world.hpp"
#include "samples.hpp"

using namespace wf;
using namespace wf::test;

namespace {

struct Caller {
  const char* title;
  const char* person;
};
/// ulla started the cases, otto has the task, fritz has to do with nothing.
constexpr Caller callers[] = {{"nobody", ""},   {"bad", "wf_0000000000000000000000000000000000000000000"}, {"inactive", "ivan"}, {"foreign", "fritz"}, {"starter", "ulla"},
                              {"worker", "otto"}, {"viewer", "vera"},   {"designer", "dora"},    {"operator", "omar"},  {"admin", "anna"}};

std::string padded(std::string text, std::size_t width) {
  text.resize(std::max(width, text.size() + 1), ' ');
  return text;
}

constexpr std::size_t route_width = 52, cell_width = 9;

std::string name_of(const api::Route& route) { return std::string(api::http::method_name(route.method())) + " " + std::string(route.pattern()); }

std::string table() {
  std::string text = padded("route", route_width);
  for (const auto& caller : callers) text += padded(caller.title, cell_width);
  const auto all = samples();
  const std::size_t routes = ApiWorld().routes().size();
  for (std::size_t i = 0; i < routes; ++i) {
    std::string row;
    for (const auto& caller : callers) {
      ApiWorld world;
      const auto& route = world.routes()[i];
      if (row.empty()) row = padded(name_of(route), route_width);
      const auto sample = all.find(name_of(route));
      INFO("a sample request for " << name_of(route) << " is missing in samples.cpp");
      REQUIRE(sample != all.end());
      const auto made = sample->second(world);
      const auto answer = world.ask(caller.person, std::string(api::http::method_name(route.method())), made.target, made.body, made.headers);
      row += padded(std::to_string(answer.status), cell_width);
    }
    row.erase(row.find_last_not_of(' ') + 1);
    text.erase(text.find_last_not_of(' ') + 1);
    text += "\n" + row;
  }
  return text + "\n";
}

}  // namespace

TEST_CASE("every route answers every kind of caller as the table of rights says") {
  const std::string path = "tests/api/rights.txt";
  const auto now = table();
  if (std::getenv("WF_ACCEPT")) std::ofstream(path) << now;
  std::ifstream in(path);
  const std::string expected((std::istreambuf_iterator<char>(in)), {});
  std::istringstream now_lines(now), expected_lines(expected);
  for (std::string line, wanted; std::getline(now_lines, line);) {
    std::getline(expected_lines, wanted);
    CHECK(line == wanted);
  }
  CHECK(now.size() == expected.size());
}

TEST_CASE("no spelling of a path walks around the rights of its route") {
  ApiWorld world;
  const std::string path = "/api/v1/people";
  CHECK(world.ask("ulla", "GET", path).status == 403);
  for (const std::string spelled : {"//api/v1/people", "/api//v1/people", "/api/v1/people/", "/api/./v1/people", "/api/v1/tasks/../people", "/API/v1/people", "/api/v1/People",
                                    "/api/v1%2Fpeople", "/api/v1/people%2F", "/api/v1/people;x=1", "/api/v1/people%00", "/api/v1/%70eople", "/api/v1/people?limit=5&limit=6",
                                    "/api/v1/people#x", "/api/v1\\people", "http://h/api/v1/people", "/api/v1/people%3Flimit=1", "/api/v1/tasks/%2e%2e/people"}) {
    CAPTURE(spelled);
    for (const char* person : {"", "ulla", "otto"}) {
      const auto status = world.ask(person, "GET", spelled).status;
      CHECK(status >= 400);
      CHECK(status < 500);
    }
  }
  for (const std::string method : {"get", "Get", "HEAD", "OPTIONS", "TRACE", "PATCH", "POST", "DELETE", "PROPFIND", ""}) {
    CAPTURE(method);
    CHECK(world.ask("ulla", method, path).status >= 400);
  }
}

TEST_CASE("an address that tries tokens has to wait") {
  ApiWorld world;
  int waited = 0;
  for (int i = 0; i < 100; ++i) waited += world.ask("wf_wrong", "GET", "/api/v1/me").status == 429 ? 1 : 0;
  CHECK(waited > 0);
  const auto answer = world.ask("ulla", "GET", "/api/v1/me");
  CHECK(answer.status == 429);
  CHECK_FALSE(answer.header("Retry-After").empty());
  world.advance(61'000);
  CHECK(world.ask("ulla", "GET", "/api/v1/me").status == 200);
}

TEST_CASE("what no token shows is alike for unknown, expired and revoked tokens and inactive people") {
  ApiWorld world;
  const auto unknown = world.ask("wf_unknown", "GET", "/api/v1/me");
  const auto inactive = world.ask("ivan", "GET", "/api/v1/me");
  CHECK(unknown.status == 401);
  CHECK(unknown.header("WWW-Authenticate") == "Bearer");
  CHECK(unknown.text == inactive.text);
  const auto made = world.ask("ulla", "POST", "/api/v1/tokens", R"({"name":"short","expiresInDays":1})");
  const std::string secret(made.body.member("token").text());
  CHECK(world.ask(secret, "GET", "/api/v1/me").status == 200);
  world.advance(24LL * 3600 * 1000);
  CHECK(world.ask(secret, "GET", "/api/v1/me").text == unknown.text);
}
