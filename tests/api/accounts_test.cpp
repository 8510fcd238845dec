// People, tokens, deployments, health: what administrators and designers do.
#include <catch2/catch.hpp>

#include "api_world.hpp"

using namespace wf;
using namespace wf::test;

TEST_CASE("a person is added once, changed by version, removed") {
  ApiWorld world;
  const std::string target = "/api/v1/people/nina";
  const std::string nina = R"({"name":"Nina","roles":["user"],"groups":["office"]})";
  CHECK(world.ask("anna", "PUT", target, nina).status == 428);
  const auto added = world.ask("anna", "PUT", target, nina, {{"If-None-Match", "*"}});
  CHECK(added.status == 201);
  CHECK(world.ask("anna", "PUT", target, nina, {{"If-None-Match", "*"}}).status == 412);
  const auto changed = world.ask("anna", "PUT", target, R"({"name":"Nina K.","roles":["user"]})", {{"If-Match", added.header("ETag")}});
  CHECK(changed.status == 200);
  CHECK(world.ask("anna", "PUT", target, nina, {{"If-Match", added.header("ETag")}}).status == 412);
  CHECK(world.ask("anna", "GET", target).body.member("name").text() == "Nina K.");
  CHECK(world.ask("anna", "PUT", "/api/v1/people/Nina", nina, {{"If-None-Match", "*"}}).status == 422);
  CHECK(world.ask("anna", "PUT", "/api/v1/people/x", R"({"name":"X","roles":["boss"]})", {{"If-None-Match", "*"}}).fields().contains("/roles/0"));
  CHECK(world.ask("anna", "DELETE", target).status == 204);
  CHECK(world.ask("anna", "GET", target).status == 404);
}

TEST_CASE("a token of less rights cannot make one of more, and revoking ends it") {
  ApiWorld world;
  const auto narrow = world.ask("omar", "POST", "/api/v1/tokens", R"({"name":"reader","roles":["viewer","operator"]})");
  CHECK(narrow.fields().contains("/roles"));  // omar is no viewer
  const auto admin = world.ask("anna", "POST", "/api/v1/tokens", R"({"name":"people only","roles":["admin"]})");
  CHECK(admin.status == 201);
  const auto as_admin = std::string(admin.body.member("token").text());
  const auto reader = world.ask(as_admin, "POST", "/api/v1/tokens", R"({"person":"omar","name":"reader","roles":["user"]})");
  REQUIRE(reader.status == 201);
  const auto as_reader = std::string(reader.body.member("token").text());
  CHECK(world.ask(as_reader, "GET", "/api/v1/me").body.member("roles").as_list()->empty());  // not omar's role, so it gives nothing
  CHECK(world.ask(as_reader, "GET", "/api/v1/jobs").status == 403);
  CHECK(world.ask(as_reader, "GET", "/api/v1/instances").status == 403);
  const auto child = world.ask(as_reader, "POST", "/api/v1/tokens", R"({"name":"child","roles":["operator"]})");
  CHECK(child.fields().contains("/roles"));
  CHECK(world.ask(as_reader, "POST", "/api/v1/tokens", R"({"name":"heir"})").fields().contains("/roles"));  // no role would mean all of omar's
  const auto made = world.ask("omar", "POST", "/api/v1/tokens", R"({"name":"w","roles":["admin"]})");
  CHECK(made.fields().contains("/roles"));
  CHECK(world.ask("omar", "POST", "/api/v1/tokens", R"({"person":"otto","name":"w"})").status == 403);
  CHECK(world.ask("anna", "POST", "/api/v1/tokens", R"({"person":"nobody","name":"w"})").status == 422);
  const auto otto = world.ask("anna", "POST", "/api/v1/tokens", R"({"person":"otto","name":"w","roles":["user"]})");
  const std::string secret(otto.body.member("token").text());
  CHECK(world.ask(secret, "GET", "/api/v1/me").body.member("id").text() == "otto");
  CHECK(world.ask("anna", "GET", "/api/v1/tokens").text.find(secret) == std::string::npos);
  const auto id = feel::to_feel_text(otto.body.member("id"));
  CHECK(world.ask("fritz", "DELETE", "/api/v1/tokens/" + id).status == 404);
  CHECK(world.ask("otto", "DELETE", "/api/v1/tokens/" + id).status == 204);
  CHECK(world.ask(secret, "GET", "/api/v1/me").status == 401);
}

TEST_CASE("a token that ends cannot make one that lives longer") {
  ApiWorld world;
  const auto parent = world.ask("omar", "POST", "/api/v1/tokens", R"({"name":"a week","expiresInDays":7})");
  const auto secret = std::string(parent.body.member("token").text());
  CHECK(world.ask(secret, "POST", "/api/v1/tokens", R"({"name":"longer","expiresInDays":8})").fields().contains("/expiresInDays"));
  CHECK(world.ask(secret, "POST", "/api/v1/tokens", R"({"name":"shorter","expiresInDays":6})").status == 201);
  const auto child = world.ask(secret, "POST", "/api/v1/tokens", R"({"name":"as long"})");
  CHECK(child.body.member("expiresAt").text() == parent.body.member("expiresAt").text());
}

TEST_CASE("the same text is not deployed twice, a trial deploys nothing") {
  ApiWorld world;
  const auto body = [](const std::string& name, const std::string& more = "") {
    return R"({"entry":"w.yaml","files":{"w.yaml":"workflow: w\nname: )" + name + R"(\nsteps:\n  - id: a\n    task: A\n"})" + more + "}";
  };
  CHECK(world.ask("dora", "POST", "/api/v1/deployments", body("One", R"(,"dryRun":true)")).status == 200);
  CHECK(world.ask("dora", "GET", "/api/v1/workflows/w").status == 404);
  CHECK(world.ask("dora", "POST", "/api/v1/deployments", body("One")).status == 201);
  const auto again = world.ask("dora", "POST", "/api/v1/deployments", body("One"));
  CHECK(again.status == 200);
  CHECK_FALSE(again.body.member("changed").is_true());
  const auto two = world.ask("dora", "POST", "/api/v1/deployments", body("Two"));
  CHECK(two.body.member("version").as_number()->to_int64() == 2);
  CHECK(world.ask("dora", "GET", "/api/v1/workflows/w/versions").body.member("items").as_list()->size() == 2);
  const auto version = world.ask("dora", "GET", "/api/v1/workflows/w/versions/1");
  CHECK(version.body.member("files").member("w.yaml").text().find("name: One") != std::string::npos);
  const auto old = world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"w","version":1})");
  CHECK(old.body.member("version").as_number()->to_int64() == 1);
  CHECK(world.ask("ulla", "POST", "/api/v1/instances", R"({"workflow":"w"})").body.member("version").as_number()->to_int64() == 2);
}

TEST_CASE("health, readiness and figures say how the server is") {
  ApiWorld world;
  CHECK(world.ask("", "GET", "/healthz").status == 200);
  CHECK(world.ask("", "GET", "/readyz").status == 200);
  const auto metrics = world.ask("vera", "GET", "/metrics");
  CHECK(metrics.status == 200);
  CHECK(metrics.text.find("\nwf_active_instances 3\n") != std::string::npos);
  CHECK(metrics.text.find("\nwf_open_incidents 1\n") != std::string::npos);
  CHECK(metrics.text.find("wf_http_requests_total{method=\"POST\",route=\"/api/v1/instances\",status=\"2xx\"} 3") != std::string::npos);
  CHECK(world.ask("", "GET", "/metrics").status == 401);
  world.ask_locally(true);
  CHECK(world.ask("", "GET", "/metrics").status == 200);
  CHECK(world.ask("wf_wrong", "GET", "/metrics").status == 401);
  CHECK(world.ask("", "GET", "/api/v1/server").status == 401);
  world.ask_locally(false);
  world.service().draining = true;
  CHECK(world.ask("", "GET", "/readyz").status == 503);
  CHECK(world.ask("", "GET", "/healthz").status == 200);
}
