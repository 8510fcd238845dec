// GET /me and GET /server: who am I, and how is the server.
#include "api/answer.hpp"
#include "api/resources/resources.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

Answer get_me(Call& call) {
  const auto& who = *call.who;
  std::string body;
  JsonWriter out(body);
  out.begin_object().field("id", std::string_view(who.person.id)).field("name", std::string_view(who.person.name));
  field_text(out, "email", who.person.email);
  field_texts(out, "groups", who.person.groups);
  std::vector<RightsRole> roles;
  for (const auto role : every_role) {
    if (who.has(role)) roles.push_back(role);
  }
  field_roles(out, "roles", roles);
  out.key("token").begin_object().field("id", who.token.id).field("name", std::string_view(who.token.name));
  field_time(out, "expiresAt", who.token.expires_at);
  out.end_object().end_object();
  return json_response(std::move(body));
}

Answer get_server(Call& call) {
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto counts = (*reader)->counts();
  if (!counts) return problem(counts.error());
  std::string body;
  JsonWriter out(body);
  out.begin_object().field("version", std::string_view(call.service.version));
  field_time(out, "time", call.now());
  out.key("figures").begin_object();
  out.field("activeInstances", counts->active_instances).field("openTasks", counts->open_tasks).field("openJobs", counts->open_jobs);
  out.field("openTimers", counts->open_timers).field("openIncidents", counts->open_incidents);
  out.field("endedInstances", counts->ended_instances).field("definitions", counts->definitions);
  out.end_object().end_object();
  return json_response(std::move(body));
}

}  // namespace

void add_account_routes(std::vector<Route>& routes) {
  routes.emplace_back(http::Method::get, "/api/v1/me", Right::signed_in(), get_me, Description{"Who the token belongs to", "", "Me"});
  routes.emplace_back(http::Method::get, "/api/v1/server", Right::signed_in(), get_server, Description{"Version, time and figures", "", "Server"});
}

}  // namespace wf::api
