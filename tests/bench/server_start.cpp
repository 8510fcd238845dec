// An empty wfd; W5 and W6: a wfd with very many cases that wait for people.
#include <filesystem>
#include <limits>

#include "bench.hpp"
#include "exchange.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

constexpr int ok = 200;

void commit(store::Store& store, const std::vector<store::Commit>& batch) {
  if (auto written = store.commit(batch); !written) give_up(written.error());
}

/// Cases 1 … `cases` of workflow one-task, each waiting for anna: what the engine makes of a start, into the store.
void fill(const std::string& data, std::size_t cases) {
  constexpr std::size_t cases_in_commit = 4'000;
  auto store = store::open_sqlite_store({data, false});
  if (!store) give_up(store.error());
  const auto compiled = workflow("one_task.yaml");
  const auto& definition = *compiled.definition;
  const engine::Instance none;
  const engine::Context context{Instant{1'768'000'000'000}, {"anna", {}, false}, nullptr};
  store::Commit deployment;
  deployment.at = context.now;
  deployment.definitions.push_back({1, definition.id, 1, "", definition.name, "bench", compiled.bundle.entry, compiled.bundle.files, context.now, "anna", ""});
  commit(**store, {std::move(deployment)});
  std::vector<store::Commit> batch;
  for (std::size_t i = 1; i <= cases; ++i) {
    engine::Instance instance;
    instance.key = static_cast<engine::InstanceKey>(i);
    auto outcome = engine::advance(definition, instance, {engine::StartInstance{1, {}, feel::Context{{"amount", 1200}}, {}}}, context);
    if (!outcome) give_up(Error{outcome.error().code, outcome.error().text});
    store::Commit step;
    step.instance = instance.key;
    step.definition = &definition;
    step.events = std::move(outcome->events);
    step.rows = store::project(instance, step.events, definition, 1);
    batch.push_back(std::move(step));
    if (batch.size() < cases_in_commit && i < cases) continue;
    commit(**store, batch);
    batch.clear();
  }
  if (auto done = (*store)->maintain(Instant{0}); !done) give_up(done.error());
}

struct Start {
  double seconds = std::numeric_limits<double>::max(), resident_mb = 0;
};

/// Median time of a page, in milliseconds.
double page_ms(const ServerProcess& server, const std::string& path, std::size_t times) {
  const auto request = request_text("GET", path, server.token(), {});
  std::size_t asked = 0;
  auto load = run_load(server.port(), 1, [&](std::size_t, const Reply* last) {
    if (last && last->status != ok) give_up(path + ": " + std::string(last->body));
    return asked++ < times ? std::string_view(request) : std::string_view();
  });
  return percentile(load.latencies_ms, 0.5);
}

double database_mb(const std::string& directory) { return static_cast<double>(std::filesystem::file_size(directory + "/data/wf.db")) / 1e6; }

}  // namespace

void measure_empty_server(Bench& bench) {
  constexpr double target_mb = 20, target_ms = 100;
  ServerProcess server(bench.fresh_directory("empty"));
  const auto start = best_of<Start>(bench.amounts.times, [&] {
    Start s{server.start(), 0};
    s.resident_mb = server.resident_mb();
    server.stop();
    return s;
  }, [](const Start& s) { return -s.seconds; });
  bench.report.add({"W0", "empty wfd: ready after", "ms", start.seconds * 1e3, {}, target_ms, false});
  bench.report.add({"W0", "empty wfd: resident", "MB", start.resident_mb, {}, target_mb, false});
}

void measure_dormant_cases(Bench& bench) {
  constexpr double target_s = 2, target_ms = 5, target_mb = 64;
  const auto directory = bench.fresh_directory("dormant");
  ServerProcess server(directory);
  fill(directory + "/data", bench.amounts.dormant);
  const std::string cases = number_text(static_cast<double>(bench.amounts.dormant)) + " dormant cases: ";
  double seconds = std::numeric_limits<double>::max();
  for (int i = 0; i < bench.amounts.times; ++i) {
    seconds = std::min(seconds, server.start());
    if (i + 1 < bench.amounts.times) server.stop();
  }
  const auto middle = std::to_string(bench.amounts.dormant / 2);
  std::string worst;
  double ms = 0;
  std::string note;
  for (const auto& path : {std::string("/api/v1/instances?limit=50"), std::string("/api/v1/instances?state=active&workflow=one-task&limit=50"),
                           "/api/v1/instances?limit=50&after=" + middle, std::string("/api/v1/tasks?limit=50"), std::string("/api/v1/server")}) {
    const double took = page_ms(server, path, bench.amounts.pages);
    note += path + " " + number_text(took) + " ms; ";
    ms = std::max(ms, took);
  }
  bench.report.add({"W5", cases + "ready after", "s", seconds, {}, target_s, false, "the database has " + number_text(database_mb(directory)) + " MB"});
  bench.report.add({"W5", cases + "slowest list page (median)", "ms", ms, {}, target_ms, false, note});
  bench.report.add({"W5", cases + "resident after the pages", "MB", server.resident_mb(), {}, target_mb, false});
  server.stop();
}

void measure_restart(Bench& bench) {
  constexpr double target_s = 0.5;
  const auto directory = bench.fresh_directory("restart");
  ServerProcess server(directory);
  fill(directory + "/data", bench.amounts.open_cases);
  server.start();
  const auto request = request_text("POST", "/api/v1/instances", server.token(), R"({"workflow":"one-task","data":{"amount":1}})");
  double seconds = std::numeric_limits<double>::max();
  for (int i = 0; i < bench.amounts.times; ++i) {
    constexpr std::size_t clients = 16, starts = 1'000;  // so that there is a log to recover
    std::size_t asked = 0;
    run_load(server.port(), clients, [&](std::size_t, const Reply*) { return asked++ < starts ? std::string_view(request) : std::string_view(); });
    server.kill();
    seconds = std::min(seconds, server.start());
  }
  server.stop();
  bench.report.add({"W6", number_text(static_cast<double>(bench.amounts.open_cases)) + " open cases: ready after kill -9", "s", seconds, {}, target_s, false});
}

}  // namespace wf::bench
