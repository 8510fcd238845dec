// Outside workers, and requests that are sent twice.
#include <catch2/catch.hpp>

#include <thread>

#include "api_world.hpp"

using namespace wf;
using namespace wf::test;

namespace {
constexpr const char* fetch = R"({"types":["pay"],"worker":"w1","leaseMs":10000})";
std::size_t leased(const ApiAnswer& answer) { return answer.body.member("items").as_list()->size(); }
}  // namespace

TEST_CASE("a job is leased to one worker, done once, and the case goes on") {
  ApiWorld world;
  const auto first = world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch);
  REQUIRE(leased(first) == 1);
  const auto& job = (*first.body.member("items").as_list())[0];
  CHECK(job.member("input").member("amount").as_number()->to_int64() == 5);
  const std::string target = "/api/v1/jobs/" + std::string(job.member("key").text());
  CHECK(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w2"})")) == 0);
  CHECK(world.ask("omar", "POST", target + "/completion", R"({"worker":"w2","output":{}})").status == 409);
  CHECK(world.ask("omar", "POST", target + "/lease", R"({"worker":"w1","leaseMs":20000})").status == 200);
  CHECK(world.ask("omar", "POST", target + "/completion", R"({"worker":"w1","output":{"paid":true}})").status == 200);
  CHECK(world.ask("ulla", "GET", "/api/v1/instances/2").body.member("state").text() == "completed");
  CHECK(world.ask("omar", "POST", target + "/completion", R"({"worker":"w1","output":{}})").status == 409);
}

TEST_CASE("a worker that is too late has lost its job to the next one") {
  ApiWorld world;
  const auto target = "/api/v1/jobs/" + world.open_job("2");
  REQUIRE(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 1);
  world.advance(10'001);
  REQUIRE(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w2"})")) == 1);
  CHECK(world.ask("omar", "POST", target + "/completion", R"({"worker":"w1","output":{}})").status == 409);
  CHECK(world.ask("omar", "POST", target + "/lease", R"({"worker":"w1","leaseMs":1000})").status == 409);
  CHECK(world.ask("omar", "POST", target + "/completion", R"({"worker":"w2","output":{}})").status == 200);
}

TEST_CASE("a job that fails for good becomes an incident that can be tried again") {
  ApiWorld world;
  const auto target = "/api/v1/jobs/" + world.open_job("2");
  REQUIRE(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 1);
  CHECK(world.ask("omar", "POST", target + "/failure", R"({"worker":"w1","code":"NO-MONEY","message":"The till is empty.","retry":false})").status == 200);
  const auto incident = world.ask("vera", "GET", "/api/v1/incidents/" + world.open_incident("2"));
  CHECK(incident.body.member("code").text() == "NO-MONEY");
  CHECK(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 0);
  CHECK(world.ask("omar", "POST", "/api/v1/instances/2/retry", "{}").status == 200);
  CHECK(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 1);
}

TEST_CASE("a worker that waits gets the job as soon as there is one") {
  ApiWorld world;
  REQUIRE(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 1);
  ApiAnswer waited;
  std::thread worker([&] { waited = world.ask("omar", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w2","waitMs":30000})"); });
  REQUIRE(world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"permit","data":{"amount":9,"way":"pay"}})").status == 201);
  worker.join();
  REQUIRE(leased(waited) == 1);
  CHECK((*waited.body.member("items").as_list())[0].member("input").member("amount").as_number()->to_int64() == 9);
}

TEST_CASE("a request that is sent twice with the same key is done once and answered alike") {
  ApiWorld world;
  const ApiWorld::Headers key = {{"Idempotency-Key", "abc"}};
  const std::string body = R"({"workflow":"permit","data":{"amount":1,"way":"check"}})";
  const auto first = world.ask("ulla", "POST", "/api/v1/instances", body, key);
  const auto second = world.ask("ulla", "POST", "/api/v1/instances", body, key);
  CHECK(first.status == 201);
  CHECK(second.status == 201);
  CHECK(first.text == second.text);
  const auto other = world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"permit","data":{"amount":2,"way":"check"}})", key);
  CHECK(other.status == 409);
  CHECK(other.code() == "SAME-KEY");
  // the key belongs to the person and the route
  CHECK(world.ask("otto", "POST", "/api/v1/instances", body, key).body.member("key").text() != first.body.member("key").text());
  CHECK(world.ask("ulla", "POST", "/api/v1/instances", body, {{"Idempotency-Key", std::string(201, 'k')}}).status == 400);

  REQUIRE(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch)) == 1);
  const auto target = "/api/v1/jobs/" + world.open_job("2") + "/completion";
  const auto done = world.ask("omar", "POST", target, R"({"worker":"w1","output":{}})", key);
  const auto again = world.ask("omar", "POST", target, R"({"worker":"w1","output":{}})", key);
  CHECK(done.status == 200);
  CHECK(again.text == done.text);

  const auto made = world.ask("ulla", "POST", "/api/v1/tokens", R"({"name":"x"})", key);
  CHECK(made.status == 201);
  const auto repeated = world.ask("ulla", "POST", "/api/v1/tokens", R"({"name":"x"})", key);
  CHECK(repeated.status == 409);
  CHECK(repeated.text.find("wf_") == std::string::npos);
}

TEST_CASE("a fetch that is sent twice with the same key leases once, also while the first still waits") {
  ApiWorld world;
  const ApiWorld::Headers key = {{"Idempotency-Key", "f1"}};
  const auto first = world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch, key);
  REQUIRE(leased(first) == 1);
  CHECK(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch, key).text == first.text);
  const auto other = world.ask("omar", "POST", "/api/v1/jobs/fetch", R"({"types":["pay"],"worker":"w2"})", key);
  CHECK(other.status == 409);
  CHECK(other.code() == "SAME-KEY");

  const auto held = "/api/v1/jobs/" + std::string((*first.body.member("items").as_list())[0].member("key").text()) + "/lease";
  const auto lease = world.ask("omar", "POST", held, R"({"worker":"w1","leaseMs":9000})", {{"Idempotency-Key", "l1"}});
  world.advance(10);
  CHECK(world.ask("omar", "POST", held, R"({"worker":"w1","leaseMs":9000})", {{"Idempotency-Key", "l1"}}).text == lease.text);

  const std::string waiting = R"({"types":["pay"],"worker":"w1","max":5,"leaseMs":10000,"waitMs":30000})";
  ApiAnswer one, two;
  std::thread a([&] { one = world.ask("omar", "POST", "/api/v1/jobs/fetch", waiting, {{"Idempotency-Key", "f2"}}); });
  std::thread b([&] { two = world.ask("omar", "POST", "/api/v1/jobs/fetch", waiting, {{"Idempotency-Key", "f2"}}); });
  REQUIRE(world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"permit","data":{"amount":9,"way":"pay"}})").status == 201);
  a.join();
  b.join();
  REQUIRE(leased(one) == 1);
  CHECK(one.text == two.text);

  // with the lease the answer is gone, and the job is free
  world.advance(10'001);
  CHECK(leased(world.ask("omar", "POST", "/api/v1/jobs/fetch", fetch, key)) == 1);
}
