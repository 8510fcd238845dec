// /tokens: what programs and wfctl sign in with. The secret is shown once; only its hash is kept.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

constexpr std::int64_t ms_a_day = 24LL * 3600 * 1000;

/// Administrators see all tokens, others their own. The cursor is the id of the last one shown.
Answer list_tokens(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  std::int64_t after = 0;
  if (!page->after.empty()) {
    const auto number = number_in_path(page->after);
    if (!number) return problem("MALFORMED", "'after' must be a cursor of an earlier page.");
    after = *number;
  }
  const auto directory = call.service.runtime->directory();
  const bool all = call.who->has(RightsRole::admin);
  store::Rows<store::TokenRow> rows;
  for (const auto& token : directory->tokens()) {
    if (token.id <= after || (!all && token.person != call.who->person.id)) continue;
    if (rows.rows.size() == page->limit) {
      rows.next = std::to_string(rows.rows.back().id);
      break;
    }
    rows.rows.push_back(token);
  }
  return page_response(rows, [](JsonWriter& out, const store::TokenRow& row) { write_object(out, row); });
}

std::vector<RightsRole> read_roles(Body& body) {
  std::vector<RightsRole> roles;
  const auto names = body.texts("roles");
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (const auto role = store::parse_role(names[i])) roles.push_back(*role);
    else body.fault("/roles/" + std::to_string(i), "must be viewer, user, designer, operator or admin");
  }
  return roles;
}

/// A token must not give birth to one of more rights or of a longer life.
void bound_by_parent(store::TokenRow& token, const Principal& who, Body& body) {
  if (!role_set(token.roles).within(who.roles)) body.fault("/roles", "must not hold a role that you do not have");
  if (who.roles.empty()) body.fault("/roles", "must hold a role, and you have none to give");
  if (token.roles.empty()) {  // none would mean all of the person
    for (const auto role : every_role) {
      if (who.has(role)) token.roles.push_back(role);
    }
  }
  const auto& end = who.token.expires_at;
  if (!end) return;
  if (token.expires_at && *token.expires_at > *end) body.fault("/expiresInDays", "must not be later than the end of the token that asks, " + format_rfc3339(*end));
  if (!token.expires_at) token.expires_at = end;
}

Result<store::TokenRow> read_token(const Call& call, Body& body) {
  constexpr std::int64_t most_days = 3650;
  const auto& who = *call.who;
  store::TokenRow token;
  token.person = body.text("person");
  if (token.person.empty()) token.person = who.person.id;
  token.name = body.text("name", Body::Need::required);
  token.roles = read_roles(body);
  token.created_at = call.now();
  if (const auto days = body.integer_if_given("expiresInDays", 1, most_days)) token.expires_at = Instant{call.now().ms + *days * ms_a_day};
  if (token.person == who.person.id) bound_by_parent(token, who, body);
  else if (!who.has(RightsRole::admin)) return fail("FORBIDDEN", "Only an administrator makes tokens for others.");
  else if (!call.service.runtime->directory()->find_person(token.person)) body.fault("/person", "is not known");
  return token;
}

Answer create_token(Call& call) {
  constexpr int created = 201;
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  auto read = read_token(call, *body);
  if (!read) return problem(read.error());
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  auto& token = *read;
  const auto secret = new_token_secret();
  token.hash = token_hash(secret);
  auto reply = submit(call, runtime::PutToken{token}, call.who->actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  token.id = reply->key;
  // a repetition with the same Idempotency-Key finds the first token, whose secret nobody has any more but its owner
  if (!call.service.runtime->directory()->find_token(token.hash)) {
    return problem("CONFLICT", "This token was made already, with the id " + std::to_string(token.id) + ", and its secret was shown. Revoke it and make another.");
  }
  std::string text;
  JsonWriter out(text);
  out.begin_object();
  write_members(out, token);
  out.field("token", std::string_view(secret)).end_object();
  return json_response(std::move(text), created);
}

Answer revoke_token(Call& call) {
  constexpr int no_content = 204;
  const auto id = number_in_path(call.path[0]);
  if (!id) return problem(id.error());
  const auto directory = call.service.runtime->directory();
  const auto& tokens = directory->tokens();
  const auto found = std::find_if(tokens.begin(), tokens.end(), [&](const auto& token) { return token.id == *id; });
  const bool visible = found != tokens.end() && (call.who->has(RightsRole::admin) || found->person == call.who->person.id);
  if (!visible) return problem("NOT-FOUND", "There is no token '" + std::string(call.path[0]) + "'.");
  auto reply = submit(call, runtime::RevokeToken{*id}, call.who->actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return json_response({}, no_content);
}

}  // namespace

void add_token_routes(std::vector<Route>& routes) {
  using http::Method;
  routes.emplace_back(Method::get, "/api/v1/tokens", Right::signed_in(), list_tokens, Description{"Tokens by id", "", "TokenPage", 200, {limit_parameter, after_parameter}});
  routes.emplace_back(Method::post, "/api/v1/tokens", Right::signed_in(), create_token, Description{"Make a token", "NewToken", "CreatedToken", 201});
  routes.emplace_back(Method::delete_, "/api/v1/tokens/{id}", Right::signed_in(), revoke_token, Description{"Revoke a token", "", "", 204});
}

}  // namespace wf::api
