// wfd as its administrator meets it: first start, second start, draining, an address in use.
#include <catch2/catch.hpp>

#include <signal.h>
#include <sys/stat.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "daemon_process.hpp"

using namespace wf;
using namespace wf::test;

namespace {
bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }
}  // namespace

TEST_CASE("the first administrator's token works, and there is only one first administrator") {
  TemporaryDirectory directory;
  DaemonProcess daemon(directory);
  struct stat about {};
  REQUIRE(::stat((directory / "token").c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0600);
  daemon.start();
  client::ApiClient client(daemon.target());
  CHECK(client.get("/api/v1/me").value().body.member("id").text() == "anna");
  CHECK(daemon.terminate() == 0);
  const auto again = run_wfd({"init", "--data", directory / "data", "--admin", "otto"});
  CHECK(again.code == 1);
  CHECK(contains(again.output, "WF-INIT-001"));
  CHECK(run_wfd({"check", "--data", directory / "data"}).code == 0);
}

TEST_CASE("a second wfd on the same directory is refused and the first goes on") {
  TemporaryDirectory directory;
  DaemonProcess daemon(directory);
  daemon.start();
  const auto second = run_wfd({"--data", directory / "data", "--listen", "127.0.0.1:0"});
  INFO(second.output);
  CHECK(second.code == 3);
  CHECK(contains(second.output, "WF-STORE-010"));
  client::ApiClient client(daemon.target());
  CHECK(client.get("/api/v1/server").has_value());
}

TEST_CASE("an address in use is said, and the directory is free again") {
  TemporaryDirectory directory, other;
  DaemonProcess daemon(directory);
  daemon.start();
  const auto url = daemon.target().server;
  DaemonProcess prepared(other);
  const auto ended = run_wfd({"--data", other / "data", "--listen", url.substr(url.rfind('/') + 1)});
  INFO(ended.output);
  CHECK(ended.code == 3);
  CHECK(contains(ended.output, "WF-NET-001"));
}

TEST_CASE("draining ends a worker's long poll with an answer instead of an error") {
  TemporaryDirectory directory;
  DaemonProcess daemon(directory);
  daemon.start();
  std::atomic<bool> asking{false};
  Result<client::ApiReply> answer = fail("NONE", "");
  std::thread worker([&] {
    client::ApiClient client(daemon.target());
    REQUIRE(client.get("/api/v1/server").has_value());
    asking = true;
    answer = client.post("/api/v1/jobs/fetch", feel::Context{{"types", feel::List{"pay"}}, {"worker", "w1"}, {"max", 1}, {"leaseMs", 10'000}, {"waitMs", 30'000}});
  });
  while (!asking) std::this_thread::yield();
  CHECK(daemon.terminate() == 0);
  worker.join();
  CHECK(contains(daemon.log(), "stopped"));
  if (!answer) CHECK((answer.error().code == "UNAVAILABLE" || answer.error().code == "WF-NET-001"));
}

TEST_CASE("SIGHUP reads the settings again") {
  TemporaryDirectory directory;
  const auto settings = directory / "wf.toml";
  std::ofstream(settings) << "[log]\nlevel = \"info\"\n";
  DaemonProcess daemon(directory, {"--config", settings});
  daemon.start();
  std::ofstream(settings) << "[log]\nlevel = \"loud\"\n";
  daemon.signal(SIGHUP);
  daemon.wait_for_log("were not read again");
  std::ofstream(settings) << "[log]\nlevel = \"info\"\n";
  daemon.signal(SIGHUP);
  daemon.wait_for_log("read the settings again");
  CHECK(daemon.terminate() == 0);
}
