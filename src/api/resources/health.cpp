// /healthz, /readyz, /metrics: for the machines that watch over wfd.
#include "api/answer.hpp"
#include "api/resources/resources.hpp"

namespace wf::api {

namespace {

http::Response text_response(std::string body, int status = 200) {
  http::Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = std::move(body);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

Answer get_health(Call& call) {
  constexpr int unavailable = 503;
  if (call.service.runtime->failed()) return text_response("the store failed\n", unavailable);
  return text_response("ok\n");
}

Answer get_ready(Call& call) {
  constexpr int unavailable = 503;
  if (call.service.runtime->failed()) return text_response("the store failed\n", unavailable);
  if (call.service.draining) return text_response("draining\n", unavailable);
  return text_response("ready\n");
}

/// Prometheus text format 0.0.4.
class MetricsText {
 public:
  void head(std::string_view name, std::string_view type, std::string_view help) {
    text_ += "# HELP " + std::string(name) + " " + std::string(help) + "\n# TYPE " + std::string(name) + " " + std::string(type) + "\n";
  }
  void sample(std::string_view name, std::string_view labels, std::string_view value) {
    text_ += name;
    if (!labels.empty()) text_ += "{" + std::string(labels) + "}";
    text_ += " " + std::string(value) + "\n";
  }
  template <class Number>
  void single(std::string_view name, std::string_view type, std::string_view help, Number value) {
    head(name, type, help);
    sample(name, {}, std::to_string(value));
  }
  std::string take() { return std::move(text_); }

 private:
  std::string text_;
};

std::string seconds_text(std::uint64_t microseconds) {
  constexpr std::uint64_t million = 1'000'000;
  auto fraction = std::to_string(million + microseconds % million).substr(1);
  while (fraction.size() > 1 && fraction.back() == '0') fraction.pop_back();
  return std::to_string(microseconds / million) + "." + fraction;
}

void write_runtime(MetricsText& out, const runtime::Runtime& runtime) {
  const auto& figures = runtime.figures();
  out.single("wf_commands_total", "counter", "Commands carried out.", figures.commands.load());
  out.single("wf_rejections_total", "counter", "Commands refused.", figures.rejections.load());
  out.single("wf_events_total", "counter", "Events written.", figures.events.load());
  out.single("wf_timers_fired_total", "counter", "Timers fired.", figures.timers_fired.load());
  out.single("wf_jobs_dispatched_total", "counter", "Calls handed to connectors.", figures.jobs_dispatched.load());
  out.single("wf_cached_instances", "gauge", "Cases kept in memory.", figures.cached_instances.load());
  out.single("wf_queue_length", "gauge", "Commands that wait.", runtime.queue_length());
  constexpr std::string_view latency = "wf_commit_seconds";
  constexpr std::uint64_t first_bound_us = 250;
  out.head(latency, "histogram", "Time of one group commit.");
  std::uint64_t total = 0;
  for (std::size_t i = 0; i + 1 < runtime::Figures::buckets; ++i) {
    total += figures.commit_latency[i].load();
    out.sample("wf_commit_seconds_bucket", "le=\"" + seconds_text(first_bound_us << i) + "\"", std::to_string(total));
  }
  total += figures.commit_latency[runtime::Figures::buckets - 1].load();
  out.sample("wf_commit_seconds_bucket", "le=\"+Inf\"", std::to_string(total));
  out.sample("wf_commit_seconds_sum", {}, seconds_text(figures.commit_latency_us_sum.load()));
  out.sample("wf_commit_seconds_count", {}, std::to_string(total));
}

void write_counts(MetricsText& out, const store::Counts& counts) {
  out.single("wf_active_instances", "gauge", "Cases under way.", counts.active_instances);
  out.single("wf_open_tasks", "gauge", "Tasks that wait for people.", counts.open_tasks);
  out.single("wf_open_jobs", "gauge", "Jobs that are not done.", counts.open_jobs);
  out.single("wf_open_timers", "gauge", "Timers that run.", counts.open_timers);
  out.single("wf_open_incidents", "gauge", "Incidents that nobody resolved.", counts.open_incidents);
  out.single("wf_outbox", "gauge", "Effects owed to other systems.", counts.outbox);
  out.single("wf_definitions", "gauge", "Deployed versions.", counts.definitions);
}

void write_traffic(MetricsText& out, const Traffic& traffic, const std::vector<Route>& routes) {
  out.head("wf_http_requests_total", "counter", "Requests answered, by route and class of status.");
  for (std::size_t i = 0; i < Traffic::route_limit; ++i) {
    const bool known = i < routes.size();
    if (!known && i + 1 != Traffic::route_limit) continue;
    const std::string method = known ? std::string(http::method_name(routes[i].method())) : "any";
    const std::string pattern = known ? std::string(routes[i].pattern()) : "none";
    for (std::size_t status = 1; status <= 5; ++status) {
      const auto count = traffic.requests[i][status].load(std::memory_order_relaxed);
      if (count == 0) continue;
      out.sample("wf_http_requests_total", "method=\"" + method + "\",route=\"" + pattern + "\",status=\"" + std::to_string(status) + "xx\"", std::to_string(count));
    }
  }
}

Answer get_metrics(Call& call) {
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto counts = (*reader)->counts();
  if (!counts) return problem(counts.error());
  static const std::vector<Route> routes = all_routes();
  MetricsText out;
  out.head("wf_build_info", "gauge", "Version of wfd.");
  out.sample("wf_build_info", "version=\"" + call.service.version + "\"", "1");
  write_runtime(out, *call.service.runtime);
  write_counts(out, *counts);
  write_traffic(out, call.service.traffic, routes);
  auto response = text_response(out.take());
  response.content_type = "text/plain; version=0.0.4; charset=utf-8";
  return response;
}

}  // namespace

void add_health_routes(std::vector<Route>& routes) {
  using http::Method;
  routes.emplace_back(Method::get, "/healthz", Right::anyone(), get_health, Description{"Whether the process is alive", "", ""});
  routes.emplace_back(Method::get, "/readyz", Right::anyone(), get_ready, Description{"Whether requests are taken", "", ""});
  routes.emplace_back(Method::get, "/metrics", Right::local_or_signed_in(), get_metrics, Description{"Figures for Prometheus", "", ""});
}

}  // namespace wf::api
