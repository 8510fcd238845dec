// A route without a sample fails rights_test.cpp.
#include "samples.hpp"

#include <catch2/catch.hpp>

namespace wf::test {

namespace {

Sample leased(ApiWorld& world, const std::string& rest, const std::string& body) {
  const auto answer = world.ask("anna", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w"})");
  REQUIRE(answer.status == 200);
  return {"/api/v1/jobs/" + world.open_job("2") + rest, body};
}

}  // namespace

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
                           "/api/v1/openapi.yaml", "/api/v1/openapi.json"}) {
    all[std::string("GET ") + open] = fixed(open);
  }
  return all;
}

}  // namespace wf::test
