// Who may do what: every route × every kind of caller, compared with the table tests/api/rights.txt. A route without a
// row, or a row without a route, fails. The table is read by people: an unexpected 2xx in it is a hole.
#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "api_world.hpp"

using namespace wf;
using namespace wf::test;

namespace {

/// A request that succeeds for whoever has the right.
struct Sample {
  std::string target, body;
  ApiWorld::Headers headers = {};
};
using MakeSample = std::function<Sample(ApiWorld&)>;

Sample leased(ApiWorld& world, const std::string& rest, const std::string& body) {
  const auto answer = world.ask("anna", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w"})");
  REQUIRE(answer.status == 200);
  return {"/api/v1/jobs/" + world.open_job("2") + rest, body};
}

std::map<std::string, MakeSample> samples() {
  const auto fixed = [](std::string target, std::string body = "", ApiWorld::Headers headers = {}) -> MakeSample {
    return [=](ApiWorld&) { return Sample{target, body, headers}; };
  };
  const auto on_task = [](std::string rest, std::string body = "") -> MakeSample {
    return [=](ApiWorld& world) { return Sample{"/api/v1/tasks/" + world.open_task("1") + rest, body}; };
  };
  std::map<std::string, MakeSample> all = {
      {"GET /api/v1/me", fixed("/api/v1/me")},
      {"GET /api/v1/server", fixed("/api/v1/server")},
      {"POST /api/v1/deployments", fixed("/api/v1/deployments", R"({"entry":"w.yaml","files":{"w.yaml":"workflow: w\nsteps:\n  - id: a\n    task: A\n"}})")},
      {"GET /api/v1/workflows", fixed("/api/v1/workflows")},
      {"GET /api/v1/workflows/{id}", fixed("/api/v1/workflows/permit")},
      {"GET /api/v1/workflows/{id}/versions", fixed("/api/v1/workflows/permit/versions")},
      {"GET /api/v1/workflows/{id}/versions/{number}", fixed("/api/v1/workflows/permit/versions/1")},
      {"POST /api/v1/instances", fixed("/api/v1/instances", R"({"workflow":"permit","data":{"amount":1,"way":"check"}})")},
      {"GET /api/v1/instances", fixed("/api/v1/instances")},
      {"GET /api/v1/instances/{key}", fixed("/api/v1/instances/1")},
      {"GET /api/v1/instances/{key}/history", fixed("/api/v1/instances/1/history")},
      {"POST /api/v1/instances/{key}/cancellation", fixed("/api/v1/instances/1/cancellation", R"({"reason":"test"})")},
      {"POST /api/v1/instances/{key}/retry", fixed("/api/v1/instances/3/retry", "{}")},
      {"PUT /api/v1/instances/{key}/variables", fixed("/api/v1/instances/1/variables", R"({"values":{"amount":2}})")},
      {"GET /api/v1/tasks", fixed("/api/v1/tasks?for=me")},
      {"GET /api/v1/tasks/{key}", on_task("")},
      {"POST /api/v1/tasks/{key}/claim", on_task("/claim", "{}")},
      {"POST /api/v1/tasks/{key}/release",
       [](ApiWorld& world) {
         const auto key = world.open_task("1");
         world.ask("otto", "POST", "/api/v1/tasks/" + key + "/claim", "{}");
         return Sample{"/api/v1/tasks/" + key + "/release", "{}"};
       }},
      {"POST /api/v1/tasks/{key}/assignment", on_task("/assignment", R"({"assignee":"otto"})")},
      {"POST /api/v1/tasks/{key}/completion", on_task("/completion", R"({"data":{"outcome":"approve"}})")},
      {"GET /api/v1/jobs", fixed("/api/v1/jobs")},
      {"POST /api/v1/jobs/fetch", fixed("/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w"})")},
      {"POST /api/v1/jobs/{key}/completion", [](ApiWorld& world) { return leased(world, "/completion", R"({"worker":"w","output":{}})"); }},
      {"POST /api/v1/jobs/{key}/failure", [](ApiWorld& world) { return leased(world, "/failure", R"({"worker":"w","message":"no"})"); }},
      {"POST /api/v1/jobs/{key}/error", [](ApiWorld& world) { return leased(world, "/error", R"({"worker":"w","code":"NO"})"); }},
      {"POST /api/v1/jobs/{key}/lease", [](ApiWorld& world) { return leased(world, "/lease", R"({"worker":"w","leaseMs":1000})"); }},
      {"GET /api/v1/incidents", fixed("/api/v1/incidents")},
      {"GET /api/v1/incidents/{key}", [](ApiWorld& world) { return Sample{"/api/v1/incidents/" + world.open_incident("3"), ""}; }},
      {"POST /api/v1/incidents/{key}/retry", [](ApiWorld& world) { return Sample{"/api/v1/incidents/" + world.open_incident("3") + "/retry", "{}"}; }},
      {"GET /api/v1/people", fixed("/api/v1/people")},
      {"GET /api/v1/people/{id}", fixed("/api/v1/people/otto")},
      {"PUT /api/v1/people/{id}", fixed("/api/v1/people/new", R"({"name":"New"})", {{"If-None-Match", "*"}})},
      {"DELETE /api/v1/people/{id}", fixed("/api/v1/people/fritz")},
      {"GET /api/v1/tokens", fixed("/api/v1/tokens")},
      {"POST /api/v1/tokens", fixed("/api/v1/tokens", R"({"name":"x"})")},
      {"DELETE /api/v1/tokens/{id}", fixed("/api/v1/tokens/2")},  // ulla's
  };
  for (const char* open : {"/healthz", "/readyz", "/metrics", "/", "/status.css", "/status.js", "/status_parts.js", "/status_views.js",
                           "/api/v1/openapi.yaml"}) {
    all[std::string("GET ") + open] = fixed(open);
  }
  return all;
}

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
      INFO("a sample request for " << name_of(route) << " is missing here");
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
