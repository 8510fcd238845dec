// /jobs: work for outside workers, handed out under leases.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

constexpr std::int64_t most_jobs = 100, longest_lease_ms = 24LL * 3600 * 1000, longest_wait_ms = 30'000, usual_lease_ms = 60'000;

Answer list_jobs(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  store::JobFilter filter;
  filter.type = std::string(call.parameter("type"));
  if (call.has_parameter("state")) {
    filter.state = parse_job_state(call.parameter("state"));
    if (!filter.state) return problem("MALFORMED", "'state' must be ready, backingOff or stuck.");
  }
  if (call.has_parameter("instance")) {
    const auto key = instance_key(call.parameter("instance"));
    if (!key) return problem("MALFORMED", "'instance' must be the key of a case.");
    filter.instance = *key;
  }
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto rows = (*reader)->jobs(filter, *page);
  if (!rows) return problem(rows.error());
  return page_response(*rows, [](JsonWriter& out, const store::JobRow& row) { write_object(out, row); });
}

Answer fetch_jobs(Call& call) {
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  const auto types = body->texts("types", Body::Need::required);
  const auto worker = body->text("worker", Body::Need::required);
  const auto most = body->integer("max", 1, most_jobs, 1);
  const auto lease_ms = body->integer("leaseMs", 1, longest_lease_ms, usual_lease_ms);
  const auto wait_ms = body->integer("waitMs", 0, longest_wait_ms, 0);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return answer_once(call, lease_ms, [&]() -> Answer {
    auto leases = call.service.desk->fetch(types, worker, static_cast<std::size_t>(most), lease_ms, wait_ms);
    if (!leases) return problem(leases.error());
    std::string text;
    JsonWriter out(text);
    out.begin_object().key("items").begin_array();
    for (const auto& lease : *leases) write_object(out, lease);
    out.end_array().end_object();
    return json_response(std::move(text));
  });
}

/// Only the worker that holds the job may answer it.
Answer answer_job(const Call& call, Body& body, const engine::EntityKey& key, engine::Command::Body command) {
  const auto worker = body.text("worker", Body::Need::required);
  if (auto faults = body.faults()) return tl::unexpected(std::move(*faults));
  const auto not_held = [desk = call.service.desk, key, worker]() -> std::optional<engine::Rejection> {
    if (desk->holds(key, worker)) return std::nullopt;
    return engine::Rejection{"CONFLICT", "Worker '" + worker + "' does not hold this job (any more).", {}};
  };
  return command_on(call, key, std::move(command), {"worker:" + worker, {}, true}, {}, not_held);
}

Answer complete_job(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  return answer_job(call, *body, *key, engine::CompleteJob{key->local, body->any("output")});
}

Answer fail_job(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  engine::FailJob command{key->local, body->text("code"), body->text("message", Body::Need::required, Body::long_text), body->boolean("retry", true),
                          body->integer_if_given("retryAfterMs", 0, longest_lease_ms)};
  return answer_job(call, *body, *key, std::move(command));
}

Answer throw_job_error(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  engine::ThrowJobError command{key->local, body->text("code", Body::Need::required), body->text("message", Body::Need::optional, Body::long_text), body->any("data")};
  return answer_job(call, *body, *key, std::move(command));
}

Answer extend_lease(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  const auto worker = body->text("worker", Body::Need::required);
  const auto lease_ms = body->integer("leaseMs", 1, longest_lease_ms, usual_lease_ms);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return answer_once(call, lease_ms, [&]() -> Answer {
    if (!call.service.desk->extend(*key, worker, lease_ms)) return problem("CONFLICT", "Worker '" + worker + "' does not hold this job (any more).");
    std::string text;
    JsonWriter out(text);
    out.begin_object().field("key", call.path[0]);
    field_time(out, "leaseUntil", Instant{call.now().ms + lease_ms});
    out.end_object();
    return json_response(std::move(text));
  });
}

}  // namespace

void add_job_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto right = Right::roles({RightsRole::operator_, RightsRole::admin});
  routes.emplace_back(Method::get, "/api/v1/jobs", right, list_jobs,
                      Description{"Open jobs", "", "JobPage", 200, {limit_parameter, after_parameter, "type", "state", "instance"}});
  routes.emplace_back(Method::post, "/api/v1/jobs/fetch", right, fetch_jobs, Description{"Lease jobs for a worker", "JobFetch", "Leases"});
  routes.emplace_back(Method::post, "/api/v1/jobs/{key}/completion", right, complete_job, Description{"The job is done", "JobCompletion", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/jobs/{key}/failure", right, fail_job, Description{"The job failed", "JobFailure", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/jobs/{key}/error", right, throw_job_error, Description{"The job ends in a BPMN error", "JobError", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/jobs/{key}/lease", right, extend_lease, Description{"Hold the job longer", "JobLease", "Lease"});
}

}  // namespace wf::api
