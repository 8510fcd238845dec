// Promise: what was acknowledged is durable. wfd is killed at seeded moments under the load of many clients; afterwards
// every acknowledged command must have had its effect, and none may have had it twice.
#include <catch2/catch.hpp>

#include <atomic>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "daemon_process.hpp"

using namespace wf;
using namespace wf::test;

namespace {

constexpr const char* workflow = R"(workflow: kill-load
name: Load of the crash test
start:
  - id: asked
    form: Ask
    fields: { number: number }
steps:
  - id: prepare
    set: Prepare
    values: { twice: = number * 2 }
  - id: confirm
    task: Confirm
    fields: { note: text }
  - id: done
    end: Done
)";

/// What the server acknowledged about one case.
struct Acknowledged {
  std::string key;
  std::int64_t seq = 0;
  bool completed = false;
};

class Load {
 public:
  explicit Load(std::uint64_t seed) : random_(seed) {}

  /// Clients work until the daemon is gone; it is killed after a seeded number of acknowledgements.
  void run_and_kill(DaemonProcess& daemon, std::size_t clients) {
    const std::uint64_t kill_after = acknowledgements_ + std::uniform_int_distribution<std::uint64_t>(1, 150)(random_);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < clients; ++i) threads.emplace_back([this, target = daemon.target()] { work(target); });
    while (acknowledgements_ < kill_after) std::this_thread::yield();
    daemon.kill();
    for (auto& thread : threads) thread.join();
  }

  void verify(DaemonProcess& daemon) {
    client::ApiClient client(daemon.target());
    for (const auto& [business_key, acknowledged] : take()) {
      INFO("case " + acknowledged.key + " of " + business_key);
      const auto reply = client.get("/api/v1/instances/" + acknowledged.key);
      REQUIRE(reply.has_value());
      CHECK(reply->body.member("businessKey").text() == business_key);
      CHECK(reply->body.member("seq").as_number()->to_int64().value() >= acknowledged.seq);
      if (acknowledged.completed) CHECK(reply->body.member("state").text() == "completed");
    }
  }

  /// No start had its effect twice, also those that were cut off.
  void verify_no_doubles(DaemonProcess& daemon) {
    client::ApiClient client(daemon.target());
    constexpr std::size_t most = 1'000'000;
    const auto all = client.list("/api/v1/instances", {}, most);
    if (!all) FAIL(all.error().text);
    std::map<std::string, int> times;
    for (const auto& item : *all) ++times[std::string(item.member("businessKey").text())];
    for (const auto& [business_key, count] : times) {
      INFO(business_key);
      CHECK(count == 1);
    }
    CHECK(all->size() >= started_);
  }

  std::uint64_t acknowledgements() const { return acknowledgements_; }

 private:
  void note(const std::string& business_key, const Acknowledged& acknowledged) {
    std::lock_guard lock(mutex_);
    known_[business_key] = acknowledged;
    ++acknowledgements_;
  }

  std::map<std::string, Acknowledged> take() {
    std::lock_guard lock(mutex_);
    return std::exchange(known_, {});
  }

  void work(const client::Target& target) {
    client::ApiClient client(target);
    for (;;) {
      const auto number = next_number_++;
      const std::string business_key = "case-" + std::to_string(number);
      const auto started = client.post("/api/v1/instances", feel::Context{{"workflow", "kill-load"}, {"businessKey", business_key}, {"data", feel::Context{{"number", Decimal(static_cast<std::int64_t>(number))}}}});
      if (!started) return;
      ++started_;
      Acknowledged acknowledged{std::string(started->body.member("key").text()), started->body.member("seq").as_number()->to_int64().value(), false};
      note(business_key, acknowledged);
      const auto tasks = client.get("/api/v1/tasks", {{"instance", acknowledged.key}, {"for", "all"}});
      if (!tasks) return;
      const auto* items = tasks->body.member("items").as_list();
      if (!items || items->size() != 1) {
        ++missing_tasks;
        return;
      }
      const auto done = client.post("/api/v1/tasks/" + std::string((*items)[0].member("key").text()) + "/completion", feel::Context{{"data", feel::Context{{"note", "seen"}}}});
      if (!done) return;
      acknowledged.seq = done->body.member("seq").as_number()->to_int64().value();
      acknowledged.completed = true;
      note(business_key, acknowledged);
    }
  }

 public:
  std::atomic<int> missing_tasks{0};

 private:
  std::mt19937_64 random_;
  std::mutex mutex_;
  std::map<std::string, Acknowledged> known_;
  std::atomic<std::uint64_t> acknowledgements_{0}, next_number_{1}, started_{0};
};

std::uint64_t number_from_environment(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text ? std::strtoull(text, nullptr, 10) : otherwise;
}

}  // namespace

TEST_CASE("kill -9 under load loses no acknowledged command and doubles none") {
  const auto seed = number_from_environment("WF_SEED", 20261125);
  const auto kills = number_from_environment("WF_KILLS", 30);
  INFO("WF_SEED=" << seed);
  constexpr std::size_t clients = 16;
  TemporaryDirectory directory;
  DaemonProcess daemon(directory);
  daemon.start();
  client::ApiClient client(daemon.target());
  const auto deployed = client.post("/api/v1/deployments", feel::Context{{"entry", "workflow.yaml"}, {"files", feel::Context{{"workflow.yaml", workflow}}}});
  if (!deployed) FAIL(deployed.error().text);
  Load load(seed);
  for (std::uint64_t i = 0; i < kills; ++i) {
    load.run_and_kill(daemon, clients);
    daemon.start();
    load.verify(daemon);
  }
  load.verify_no_doubles(daemon);
  CHECK(load.missing_tasks == 0);
  CHECK(daemon.terminate() == 0);
  CHECK(run_wfd({"check", "--data", directory / "data"}).code == 0);
  WARN("seed " << seed << ": " << kills << " kills, " << load.acknowledgements() << " acknowledged commands");
}
