// Wrong requests get problem details that name what is wrong and where.
#include <catch2/catch.hpp>

#include "api_world.hpp"

using namespace wf;
using namespace wf::test;

TEST_CASE("every fault of a body is named by its pointer, all at once") {
  ApiWorld world;
  const auto answer = world.ask("omar", "POST", "/api/v1/jobs/fetch", R"({"types":[1,"pay"],"worker":"","max":101,"leaseMs":"soon","waitMS":5})");
  CHECK(answer.status == 422);
  CHECK(answer.code() == "INVALID");
  const auto fields = answer.fields();
  for (const char* pointer : {"/types/0", "/worker", "/max", "/leaseMs", "/waitMS"}) {
    INFO(pointer);
    CHECK(fields.contains(pointer));
  }
  CHECK(fields.at("/waitMS").find("waitMs") != std::string::npos);
}

TEST_CASE("a form is judged field by field under /data") {
  ApiWorld world;
  const auto answer = world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"permit","data":{"amount":"much","way":"check","more":1}})");
  CHECK(answer.status == 422);
  CHECK(answer.fields().contains("/data/amount"));
}

TEST_CASE("what is no JSON, no object or not sent as JSON is refused by name") {
  ApiWorld world;
  const std::string target = "/api/v1/instances";
  CHECK(world.ask("ulla", "POST", target, "{").status == 400);
  CHECK(world.ask("ulla", "POST", target, "[]").status >= 400);
  CHECK(world.ask("ulla", "POST", target, "{\"workflow\":\"permit\",\"workflow\":\"x\"}").status == 400);
  CHECK(world.ask("ulla", "POST", target, "{\"workflow\":\"\xff\"}").status == 400);
  std::string zero = "{\"workflow\":\"a_b\"}";
  zero[14] = '\0';
  CHECK(world.ask("ulla", "POST", target, zero).status == 400);
  CHECK(world.ask("ulla", "POST", target, "workflow=permit", {{"Content-Type", "application/x-www-form-urlencoded"}}).status == 415);
  CHECK(world.ask("ulla", "POST", target, "{}", {{"Content-Type", "text/plain"}}).status == 415);
  CHECK(world.ask("ulla", "POST", target, R"({"workflow":"permit","data":{"amount":1,"way":"check"}})", {{"Content-Type", "Application/JSON; charset=utf-8"}}).status == 201);
  CHECK(world.ask("ulla", "GET", target, "{}").status == 400);
}

TEST_CASE("too deep and too large bodies are refused") {
  ApiWorld world;
  const std::string deep = "{\"workflow\":\"permit\",\"data\":" + std::string(10'000, '[') + std::string(10'000, ']') + "}";
  CHECK(world.ask("ulla", "POST", "/api/v1/instances", deep).status == 400);
  const std::string large = "{\"workflow\":\"" + std::string(5'000'000, 'x') + "\"}";
  CHECK(world.ask("ulla", "POST", "/api/v1/instances", large).status == 413);
}

TEST_CASE("unknown things are 404, whatever their key looks like") {
  ApiWorld world;
  for (const char* target : {"/api/v1/instances/99", "/api/v1/instances/0", "/api/v1/instances/-1", "/api/v1/instances/x", "/api/v1/instances/01", "/api/v1/instances/9223372036854775808",
                             "/api/v1/tasks/1.99", "/api/v1/tasks/1", "/api/v1/tasks/1.", "/api/v1/tasks/1.x", "/api/v1/incidents/9.9", "/api/v1/workflows/nothing",
                             "/api/v1/workflows/permit/versions/9", "/api/v1/workflows/permit/versions/one", "/api/v1/people/nobody", "/api/v1/nothing", "/nothing"}) {
    CAPTURE(target);
    const auto answer = world.ask("anna", "GET", target);
    CHECK(answer.status == 404);
    CHECK(answer.code() == "NOT-FOUND");
  }
  CHECK(world.ask("anna", "POST", "/api/v1/instances", R"({"workflow":"nothing"})").status == 404);
  CHECK(world.ask("anna", "POST", "/api/v1/instances", R"({"workflow":"permit","version":7})").status == 404);
  CHECK(world.ask("anna", "POST", "/api/v1/instances/99/cancellation", R"({"reason":"x"})").status == 404);
  CHECK(world.ask("anna", "POST", "/api/v1/incidents/3.999/retry").status == 404);
  CHECK(world.ask("anna", "DELETE", "/api/v1/tokens/99").status == 404);
}

TEST_CASE("unknown parameters, limits and filters are refused by name") {
  ApiWorld world;
  for (const char* query : {"limt=5", "limit=0", "limit=501", "limit=x", "state=done", "incidents=maybe", "after=%ff"}) {
    CAPTURE(query);
    const auto answer = world.ask("anna", "GET", std::string("/api/v1/instances?") + query);
    CHECK(answer.status == 400);
  }
  CHECK(world.ask("anna", "GET", "/api/v1/instances?limt=5").text.find("limt") != std::string::npos);
  CHECK(world.ask("anna", "GET", "/api/v1/tasks?instance=x").status == 400);
  CHECK(world.ask("anna", "GET", "/api/v1/jobs?state=x").status == 400);
  CHECK(world.ask("anna", "GET", "/api/v1/incidents?open=x").status == 400);
  CHECK(world.ask("anna", "GET", "/api/v1/instances/1/history?after=x").status == 400);
}

TEST_CASE("a wrong method says which ones there are") {
  ApiWorld world;
  const auto answer = world.ask("anna", "DELETE", "/api/v1/instances");
  CHECK(answer.status == 405);
  CHECK(answer.header("Allow").find("GET, HEAD") != std::string::npos);
  CHECK(answer.header("Allow").find("POST") != std::string::npos);
  CHECK(world.ask("anna", "HEAD", "/api/v1/instances").status == 200);
}

TEST_CASE("a workflow with mistakes is refused with its diagnostics") {
  ApiWorld world;
  const auto answer = world.ask("dora", "POST", "/api/v1/deployments", R"({"entry":"w.yaml","files":{"w.yaml":"workflow: w\nsteps:\n  - id: a\n    tusk: A\n"}})");
  CHECK(answer.status == 422);
  CHECK(answer.code() == "INVALID-WORKFLOW");
  const auto* found = answer.body.member("diagnostics").as_list();
  REQUIRE(found);
  REQUIRE_FALSE(found->empty());
  CHECK((*found)[0].member("line").as_number()->to_int64() == 4);
}
