// /incidents: what is stuck, and trying it again.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

Answer list_incidents(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  store::IncidentFilter filter;
  if (const auto open = call.parameter("open"); open == "false") filter.open_only = false;
  else if (call.has_parameter("open") && open != "true") return problem("MALFORMED", "'open' must be true or false.");
  filter.workflow = std::string(call.parameter("workflow"));
  filter.code = std::string(call.parameter("code"));
  if (call.has_parameter("instance")) {
    const auto key = instance_key(call.parameter("instance"));
    if (!key) return problem("MALFORMED", "'instance' must be the key of a case.");
    filter.instance = *key;
  }
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto rows = (*reader)->incidents(filter, *page);
  if (!rows) return problem(rows.error());
  return page_response(*rows, [](JsonWriter& out, const store::IncidentRow& row) { write_object(out, row); });
}

Answer get_incident(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto row = (*reader)->incident(*key);
  if (!row) return problem(row.error());
  if (!*row) return problem("NOT-FOUND", "There is no incident '" + std::string(call.path[0]) + "'.");
  std::string body;
  JsonWriter out(body);
  write_object(out, **row);
  return json_response(std::move(body));
}

Answer retry_incident(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on(call, *key, engine::ResolveIncident{key->local}, call.who->intervening_actor());
}

}  // namespace

void add_incident_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto readers = Right::roles({RightsRole::operator_, RightsRole::admin, RightsRole::viewer, RightsRole::designer});
  routes.emplace_back(Method::get, "/api/v1/incidents", readers, list_incidents,
                      Description{"What is stuck", "", "IncidentPage", 200, {limit_parameter, after_parameter, "open", "workflow", "code", "instance"}});
  routes.emplace_back(Method::get, "/api/v1/incidents/{key}", readers, get_incident, Description{"One incident", "", "Incident"});
  routes.emplace_back(Method::post, "/api/v1/incidents/{key}/retry", Right::roles({RightsRole::operator_, RightsRole::admin}), retry_incident,
                      Description{"Try again what is stuck", "Empty", "CommandAnswer"});
}

}  // namespace wf::api
