// Cases and tasks through the API, as their starter, the worker and an operator meet them.
#include <catch2/catch.hpp>

#include "api_world.hpp"

using namespace wf;
using namespace wf::test;

namespace {
std::string text(const feel::Value& value, std::string_view name) { return std::string(value.member(name).text()); }
std::size_t size_of(const ApiAnswer& answer, std::string_view list = "items") {
  const auto* items = answer.body.member(list).as_list();
  return items ? items->size() : 0;
}
const feel::Value& step(const ApiAnswer& answer, std::string_view element) {
  static const feel::Value none;
  const auto* steps = answer.body.member("steps").as_list();
  if (!steps) return none;
  for (const auto& one : *steps) {
    if (one.member("element").text() == element) return one;
  }
  return none;
}
}  // namespace

TEST_CASE("a case is started, decided by the office and completed") {
  ApiWorld world;
  const auto before = world.ask("ulla", "GET", "/api/v1/instances/1");
  CHECK(before.status == 200);
  CHECK(text(before.body, "state") == "active");
  CHECK(text(before.body, "businessKey") == "P-check");
  CHECK(text(step(before, "check"), "state") == "waiting");
  CHECK(text(step(before, "pay"), "state") == "not reached");
  CHECK(before.body.member("variables").member("amount").as_number()->to_int64() == 5);
  CHECK(size_of(before, "tasks") == 1);

  const auto tasks = world.ask("otto", "GET", "/api/v1/tasks");
  REQUIRE(size_of(tasks) == 1);
  const auto key = world.open_task("1");
  const auto task = world.ask("otto", "GET", "/api/v1/tasks/" + key);
  CHECK(task.status == 200);
  CHECK(task.body.member("outcomes").as_list()->size() == 2);
  CHECK(task.body.member("variables").member("amount").as_number()->to_int64() == 5);

  CHECK(world.ask("otto", "POST", "/api/v1/tasks/" + key + "/claim", "{}").status == 200);
  CHECK(text((*world.ask("otto", "GET", "/api/v1/tasks").body.member("items").as_list())[0], "assignee") == "otto");
  const auto done = world.ask("otto", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})");
  CHECK(done.status == 200);
  CHECK(text(done.body, "state") == "completed");
  const auto after = world.ask("ulla", "GET", "/api/v1/instances/1");
  CHECK(text(after.body, "state") == "completed");
  CHECK(text(after.body, "endedAtElement") == "done");
  CHECK(text(step(after, "check"), "state") == "completed");
  CHECK(size_of(world.ask("otto", "GET", "/api/v1/tasks?state=completed")) == 1);
  // otto worked on the case and still sees it; fritz does not
  CHECK(world.ask("otto", "GET", "/api/v1/instances/1").status == 200);
  CHECK(world.ask("fritz", "GET", "/api/v1/instances/1").status == 404);
  CHECK(world.ask("otto", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})").status == 409);
}

TEST_CASE("whoever asked must not decide, and others' tasks are not theirs") {
  ApiWorld world;
  const auto key = world.open_task("1");
  CHECK(world.ask("ulla", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})").status == 403);
  CHECK(world.ask("fritz", "POST", "/api/v1/tasks/" + key + "/claim", "{}").status == 403);
  CHECK(world.ask("fritz", "GET", "/api/v1/tasks/" + key).status == 404);
  CHECK(world.ask("fritz", "GET", "/api/v1/tasks?for=all").status == 403);
  CHECK(world.ask("fritz", "GET", "/api/v1/tasks?for=otto").status == 403);
  CHECK(size_of(world.ask("fritz", "GET", "/api/v1/instances")) == 0);
  CHECK(world.ask("fritz", "GET", "/api/v1/instances?startedBy=ulla").status == 403);
  CHECK(size_of(world.ask("ulla", "GET", "/api/v1/instances")) == 3);
  CHECK(world.ask("omar", "POST", "/api/v1/tasks/" + key + "/assignment", R"({"assignee":"nobody"})").status == 422);
  CHECK(world.ask("omar", "POST", "/api/v1/tasks/" + key + "/assignment", R"({"assignee":"ivan"})").status == 422);
  CHECK(world.ask("omar", "POST", "/api/v1/tasks/" + key + "/assignment", R"({"assignee":"fritz"})").status == 200);
  CHECK(world.ask("fritz", "GET", "/api/v1/tasks/" + key).status == 200);
}

TEST_CASE("a decision on what was read before is refused once the case has moved") {
  ApiWorld world;
  const auto key = world.open_task("1");
  const auto etag = world.ask("otto", "GET", "/api/v1/tasks/" + key).header("ETag");
  CHECK_FALSE(etag.empty());
  CHECK(world.ask("omar", "PUT", "/api/v1/instances/1/variables", R"({"values":{"amount":7}})").status == 200);
  const auto stale = world.ask("otto", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})", {{"If-Match", etag}});
  CHECK(stale.status == 412);
  CHECK(stale.code() == "STALE");
  CHECK(world.ask("otto", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})", {{"If-Match", "x"}}).status == 400);
  const auto fresh = world.ask("otto", "GET", "/api/v1/tasks/" + key);
  CHECK(fresh.body.member("variables").member("amount").as_number()->to_int64() == 7);
  CHECK(world.ask("otto", "POST", "/api/v1/tasks/" + key + "/completion", R"({"data":{"outcome":"approve"}})", {{"If-Match", fresh.header("ETag")}}).status == 200);
}

TEST_CASE("an incident is shown with advice, repaired and tried again") {
  ApiWorld world;
  const auto listed = world.ask("vera", "GET", "/api/v1/incidents");
  REQUIRE(size_of(listed) == 1);
  CHECK_FALSE(text((*listed.body.member("items").as_list())[0], "advice").empty());
  CHECK(size_of(world.ask("vera", "GET", "/api/v1/instances?incidents=true")) == 1);
  const auto stuck = world.ask("ulla", "GET", "/api/v1/instances/3");
  CHECK(text(step(stuck, "compute"), "state") == "failed");
  CHECK(size_of(stuck, "incidents") == 1);
  CHECK(world.ask("omar", "PUT", "/api/v1/instances/3/variables", R"({"values":{"way":"12"}})").status == 200);
  const auto retried = world.ask("omar", "POST", "/api/v1/incidents/" + world.open_incident("3") + "/retry", "{}");
  CHECK(retried.status == 200);
  CHECK(text(retried.body, "state") == "completed");
  CHECK(size_of(world.ask("vera", "GET", "/api/v1/incidents")) == 0);
  CHECK(size_of(world.ask("vera", "GET", "/api/v1/incidents?open=false")) == 1);
  CHECK(world.ask("omar", "POST", "/api/v1/instances/3/retry", "{}").status == 409);
}

TEST_CASE("a case is cancelled with a reason and is over") {
  ApiWorld world;
  CHECK(world.ask("omar", "POST", "/api/v1/instances/1/cancellation", "{}").status == 422);
  CHECK(world.ask("omar", "POST", "/api/v1/instances/1/cancellation", R"({"reason":"withdrawn"})").status == 200);
  const auto after = world.ask("ulla", "GET", "/api/v1/instances/1");
  CHECK(text(after.body, "state") == "terminated");
  CHECK(text(after.body, "failure").find("withdrawn") != std::string::npos);
  CHECK(size_of(after, "tasks") == 0);
  CHECK(world.ask("omar", "POST", "/api/v1/instances/1/cancellation", R"({"reason":"again"})").status == 409);
  CHECK(size_of(world.ask("otto", "GET", "/api/v1/tasks")) == 0);
}

TEST_CASE("the history is paged in order and told in sentences") {
  ApiWorld world;
  std::string after;
  std::vector<std::int64_t> seqs;
  std::string sentences;
  do {
    const auto page = world.ask("ulla", "GET", "/api/v1/instances/1/history?limit=2" + (after.empty() ? "" : "&after=" + after));
    REQUIRE(page.status == 200);
    for (const auto& item : *page.body.member("items").as_list()) {
      seqs.push_back(item.member("seq").as_number()->to_int64().value());
      sentences += std::string(item.member("text").text()) + "\n";
    }
    after = page.body.member("next").text();
  } while (!after.empty());
  REQUIRE(seqs.size() > 4);
  for (std::size_t i = 0; i < seqs.size(); ++i) CHECK(seqs[i] == static_cast<std::int64_t>(i + 1));
  CHECK(sentences.find("ulla started the case.") != std::string::npos);
  CHECK(sentences.find("'Check the request' waits for group office.") != std::string::npos);
}

TEST_CASE("lists are paged without loss or repetition") {
  ApiWorld world;
  for (int i = 0; i < 7; ++i) REQUIRE(world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"permit","data":{"amount":1,"way":"check"}})").status == 201);
  for (const char* list : {"/api/v1/instances", "/api/v1/tasks?for=all", "/api/v1/people", "/api/v1/tokens"}) {
    CAPTURE(list);
    const std::string joint = std::string(list).find('?') == std::string::npos ? "?" : "&";
    std::vector<std::string> keys;
    std::string after;
    do {
      const auto page = world.ask("anna", "GET", list + joint + "limit=3" + (after.empty() ? "" : "&after=" + after));
      REQUIRE(page.status == 200);
      for (const auto& item : *page.body.member("items").as_list()) {
        keys.push_back(item.member("key").is_null() ? feel::to_feel_text(item.member("id")) : text(item, "key"));
      }
      after = page.body.member("next").text();
    } while (!after.empty());
    CHECK(keys.size() >= 8);
    std::sort(keys.begin(), keys.end());
    CHECK(std::adjacent_find(keys.begin(), keys.end()) == keys.end());
  }
}
