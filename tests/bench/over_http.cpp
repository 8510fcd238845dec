// W1, W2: a wfd of its own, asked over HTTP by clients that each have one request under way.
#include <charconv>

#include "bench.hpp"
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "exchange.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

constexpr int ok = 200, created = 201;

/// What one run did and cost.
struct Measured {
  LoadResult load;
  double per_second = 0, server_cpu_ms = 0;  // the latter for each
};

void expect(const Reply& reply, int status) {
  if (reply.status != status) give_up("unexpected answer " + std::to_string(reply.status) + ": " + std::string(reply.body));
}

void deploy(const ServerProcess& server, const std::string& file) {
  const auto compiled = workflow(file);
  std::string body;
  codec::JsonWriter out(body);
  out.begin_object().field("entry", std::string_view(compiled.bundle.entry)).key("files").begin_object();
  for (const auto& [path, text] : compiled.bundle.files) out.field(path, std::string_view(text));
  out.end_object().end_object();
  Connection connection(server.port());
  expect(connection.exchange(request_text("POST", "/api/v1/deployments", server.token(), body)), created);
}

/// The text of member `name` of a flat object, without building a tree.
std::string_view member(std::string_view body, std::string_view name) {
  const auto at = body.find(name);
  if (at == std::string_view::npos) give_up("an answer without " + std::string(name));
  const auto from = at + name.size();
  return body.substr(from, body.find('"', from) - from);
}

Measured start_cases(Bench& bench, const std::string& directory) {
  constexpr std::size_t clients = 16;
  ServerProcess server(bench.fresh_directory(directory));
  server.start();
  deploy(server, "straight.yaml");
  const auto request = request_text("POST", "/api/v1/instances", server.token(), R"({"workflow":"straight","data":{"amount":1200}})");
  const std::size_t cases = bench.amounts.starts;
  std::size_t asked = 0;
  const double cpu_before = server.cpu_seconds();
  Measured measured;
  measured.load = run_load(server.port(), clients, [&](std::size_t, const Reply* last) {
    if (last) {
      expect(*last, created);
      if (last->body.find("\"completed\"") == std::string_view::npos) give_up("a case did not end: " + std::string(last->body));
    }
    return asked++ < cases ? std::string_view(request) : std::string_view();
  });
  measured.per_second = measured.load.per_second(static_cast<double>(cases));
  measured.server_cpu_ms = (server.cpu_seconds() - cpu_before) * 1e3 / static_cast<double>(cases);
  server.stop();
  return measured;
}

/// The number of the task within its case; it is the same in each case of one workflow.
std::string local_key_of_task(const ServerProcess& server, const std::string& start_request) {
  Connection connection(server.port());
  expect(connection.exchange(start_request), created);
  const std::string instance(member(connection.reply().body, "\"key\":\""));
  expect(connection.exchange(request_text("GET", "/api/v1/tasks?instance=" + instance, server.token(), {})), ok);
  const std::string task(member(connection.reply().body, "\"key\":\""));
  return task.substr(task.find('.'));
}

Measured complete_tasks(Bench& bench, const std::string& directory) {
  constexpr std::size_t clients = 64;
  ServerProcess server(bench.fresh_directory(directory));
  server.start();
  deploy(server, "one_task.yaml");
  const auto start = request_text("POST", "/api/v1/instances", server.token(), R"({"workflow":"one-task","data":{"amount":1200}})");
  const auto local_key = local_key_of_task(server, start);
  const std::size_t cases = bench.amounts.completions;
  std::size_t asked = 0;
  std::vector<std::string> completions(clients);
  std::vector<char> started(clients, 0);
  const double cpu_before = server.cpu_seconds();
  Measured measured;
  measured.load = run_load(server.port(), clients, [&](std::size_t client, const Reply* last) -> std::string_view {
    if (last) expect(*last, started[client] ? created : ok);
    if (last && started[client]) {
      started[client] = 0;
      const auto path = "/api/v1/tasks/" + std::string(member(last->body, "\"key\":\"")) + local_key + "/completion";
      completions[client] = request_text("POST", path, server.token(), R"({"data":{"remark":"as ordered"}})");
      return completions[client];
    }
    if (asked++ >= cases) return {};
    started[client] = 1;
    return start;
  });
  measured.per_second = measured.load.per_second(static_cast<double>(cases));
  measured.server_cpu_ms = (server.cpu_seconds() - cpu_before) * 1e3 / static_cast<double>(cases);
  server.stop();
  return measured;
}

Measured best(Bench& bench, Measured (*measure)(Bench&, const std::string&), const std::string& directory) {
  int run = 0;
  return best_of<Measured>(bench.amounts.times, [&] { return measure(bench, directory + std::to_string(run++)); },
                           [](const Measured& m) { return m.per_second; });
}

std::string cost(Measured& measured, const std::string& each) {
  return "latency of a request p50 " + number_text(percentile(measured.load.latencies_ms, 0.5)) + " ms, p99 " +
         number_text(percentile(measured.load.latencies_ms, 0.99)) + " ms; wfd used " + number_text(measured.server_cpu_ms) + " s of CPU for 1,000 " + each +
         ", the client " + number_text(measured.load.client_cpu_seconds / measured.load.seconds) + " of a core";
}

}  // namespace

void measure_straight_through(Bench& bench) {
  constexpr double target = 4'000;
  constexpr std::size_t clients = 16;
  auto measured = best(bench, start_cases, "straight");
  bench.report.add({"W1", "10 set/choose steps straight through, 16 clients", "instances/s", measured.per_second,
                    {"HTTP alone, 16 clients, requests/s", bench.bare_requests[clients]}, target, true, cost(measured, "instances")});
}

void measure_task_completion(Bench& bench) {
  constexpr double target = 3'000, target_ms = 30;
  constexpr std::size_t clients = 64;
  auto measured = best(bench, complete_tasks, "tasks");
  bench.report.add({"W2", "start, then complete a user task, 64 clients", "completions/s", measured.per_second,
                    {"HTTP alone, 64 clients, half of requests/s", bench.bare_requests[clients] / 2}, target, true, cost(measured, "completions")});
  bench.report.add({"W2", "the same: 99 of 100 requests within", "ms", percentile(measured.load.latencies_ms, 0.99), {}, target_ms, false});
}

}  // namespace wf::bench
