// /people: who may sign in, their groups and roles.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

constexpr std::size_t longest_id = 64;

bool is_person_id(std::string_view id) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_'; };
  return !id.empty() && id.size() <= longest_id && std::all_of(id.begin(), id.end(), fits);
}

http::Response person_response(const store::PersonRow& person, int status) {
  std::string body;
  JsonWriter out(body);
  write_object(out, person);
  auto response = json_response(std::move(body), status);
  response.headers.add("ETag", etag(person.version));
  return response;
}

Answer list_people(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  const auto directory = call.service.runtime->directory();
  store::Rows<store::PersonRow> rows;
  for (const auto& person : directory->people()) {
    if (!page->after.empty() && person.id <= page->after) continue;
    if (rows.rows.size() == page->limit) {
      rows.next = rows.rows.back().id;
      break;
    }
    rows.rows.push_back(person);
  }
  return page_response(rows, [](JsonWriter& out, const store::PersonRow& row) { write_object(out, row); });
}

Answer get_person(Call& call) {
  const auto directory = call.service.runtime->directory();
  const auto* person = directory->find_person(call.path[0]);
  if (!person) return problem("NOT-FOUND", "There is no person '" + std::string(call.path[0]) + "'.");
  return person_response(*person, 200);
}

Answer put_person(Call& call) {
  constexpr int created = 201, ok = 200;
  const auto* match = call.request.headers.find("If-Match");
  const auto* none_match = call.request.headers.find("If-None-Match");
  if (!match && !none_match) return problem("MATCH-REQUIRED", "Send 'If-Match' with the ETag of the person, or 'If-None-Match: *' for a new one.");
  if (none_match && (match || *none_match != "*")) return problem("MALFORMED", "'If-None-Match' must be '*', and without 'If-Match'.");
  if (!is_person_id(call.path[0])) return problem("INVALID", "The id of a person has 1 to 64 of the characters a-z, 0-9, '.', '-' and '_'.");
  auto expected = if_match(call);
  if (!expected) return problem(expected.error());
  if (none_match) *expected = 0;
  if (!*expected) {  // If-Match: * means whatever is there now, but something must be
    const auto directory = call.service.runtime->directory();
    const auto* present = directory->find_person(call.path[0]);
    if (!present) return problem("STALE", "There is no person '" + std::string(call.path[0]) + "'.");
    *expected = present->version;
  }
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  store::PersonRow person;
  person.id = std::string(call.path[0]);
  person.name = body->text("name", Body::Need::required);
  person.email = body->text("email");
  person.manager = body->text("manager");
  person.groups = body->texts("groups");
  const auto roles = body->texts("roles");
  for (std::size_t i = 0; i < roles.size(); ++i) {
    if (const auto role = store::parse_role(roles[i])) person.roles.push_back(*role);
    else body->fault("/roles/" + std::to_string(i), "must be viewer, user, designer, operator or admin");
  }
  person.active = body->boolean("active", true);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  auto reply = submit(call, runtime::PutPerson{person, *expected}, call.who->actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  person.version = reply->seq;
  return person_response(person, none_match ? created : ok);
}

Answer delete_person(Call& call) {
  const auto expected = if_match(call);
  if (!expected) return problem(expected.error());
  auto reply = submit(call, runtime::RemovePerson{std::string(call.path[0]), *expected}, call.who->actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  constexpr int no_content = 204;
  return json_response({}, no_content);
}

}  // namespace

void add_people_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto readers = Right::roles({RightsRole::admin, RightsRole::operator_, RightsRole::viewer});
  const auto admin = Right::roles({RightsRole::admin});
  routes.emplace_back(Method::get, "/api/v1/people", readers, list_people, Description{"People by id", "", "PersonPage", 200, {limit_parameter, after_parameter}});
  routes.emplace_back(Method::get, "/api/v1/people/{id}", readers, get_person, Description{"One person", "", "Person"});
  routes.emplace_back(Method::put, "/api/v1/people/{id}", admin, put_person, Description{"Add or change a person", "NewPerson", "Person"});
  routes.emplace_back(Method::delete_, "/api/v1/people/{id}", admin, delete_person, Description{"Remove a person", "", "", 204});
}

}  // namespace wf::api
