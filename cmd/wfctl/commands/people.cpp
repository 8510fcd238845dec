// wfctl user … and token …: who may do what.
#include "base/text.hpp"
#include "commands/files.hpp"
#include "commands/replies.hpp"
#include "commands/verbs.hpp"

namespace wf::cli {

namespace {

using client::url_encoded;

std::string person_path(const Invocation& call) { return "/api/v1/people/" + url_encoded(call.get("PERSON")); }

feel::List list_of(const std::vector<std::string>& words) {
  feel::List list;
  for (const auto& word : words) {
    for (const auto part : split(word, ',')) {
      if (!trimmed(part).empty()) list.push_back(trimmed(part));
    }
  }
  return list;
}

/// Options over what is there: only what was given changes.
void apply_options(const Invocation& call, feel::Context& person) {
  for (const auto* name : {"name", "email", "manager"}) {
    if (call.has(name)) person.set(name, call.get(name));
  }
  if (call.has("group")) person.set("groups", list_of(call.all("group")));
  if (call.has("role")) person.set("roles", list_of(call.all("role")));
  if (call.has("active")) person.set("active", call.get("active") == "yes");
}

Exit put_person(Invocation& call, const feel::Context& person, const std::map<std::string, std::string>& headers, const std::string& done) {
  auto server = call.server();
  if (!server) return call.failed(server.error());
  auto reply = (*server)->put(person_path(call), person, headers);
  if (!reply) return call.failed(reply.error());
  if (call.json()) call.print(json_text(reply->body));
  else if (!call.quiet()) call.print(done + "\n");
  return Exit::done;
}

}  // namespace

Exit run_user_list(Invocation& call) {
  return list_and_show(call, "/api/v1/people", {}, [&](const feel::List& items) {
    Table table({"PERSON", "NAME", "E-MAIL", "MANAGER", "GROUPS", "ROLES", ""}, "There are no people.");
    for (const auto& item : items) {
      table.add({{field(item, "id"), Tint::bold}, {field(item, "name")}, {field(item, "email")}, {field(item, "manager")}, {field(item, "groups")},
                 {field(item, "roles")}, {item.member("active").is_true() ? "" : "inactive", Tint::yellow}});
    }
    call.print(table.text(call.colour()));
  });
}

Exit run_user_show(Invocation& call) {
  return get_and_show(call, person_path(call), {}, [&](const feel::Value& person) {
    for (const auto* name : {"id", "name", "email", "manager", "groups", "roles", "active"}) call.print(std::string(name) + ": " + field(person, name) + "\n");
  });
}

Exit run_user_add(Invocation& call) {
  feel::Context person{{"name", call.get("PERSON")}, {"email", ""}, {"manager", ""}, {"groups", feel::List{}}, {"roles", feel::List{"user"}}, {"active", true}};
  apply_options(call, person);
  return put_person(call, person, {{"If-None-Match", "*"}}, "added " + call.get("PERSON") + ". Give a token with: wfctl token create --for " + call.get("PERSON"));
}

Exit run_user_change(Invocation& call) {
  auto server = call.server();
  if (!server) return call.failed(server.error());
  auto present = (*server)->get(person_path(call));
  if (!present) return call.failed(present.error());
  feel::Context person = *present->body.as_context();
  person.remove("id");
  person.remove("version");
  apply_options(call, person);
  return put_person(call, person, {{"If-Match", present->etag}}, "changed " + call.get("PERSON") + ".");
}

Exit run_user_remove(Invocation& call) {
  if (!confirmed(call, "This removes " + call.get("PERSON") + " and makes the person's tokens useless.")) return Exit::usage;
  auto server = call.server();
  if (!server) return call.failed(server.error());
  auto reply = (*server)->remove(person_path(call));
  if (!reply) return call.failed(reply.error());
  if (!call.quiet() && !call.json()) call.print("removed " + call.get("PERSON") + ".\n");
  return Exit::done;
}

Exit run_token_list(Invocation& call) {
  return list_and_show(call, "/api/v1/tokens", {}, [&](const feel::List& items) {
    Table table({"TOKEN", "PERSON", "FOR", "ROLES", "MADE", "EXPIRES", ""}, "There are no tokens.");
    for (const auto& item : items) {
      const std::string expires = field(item, "expiresAt");
      table.add({{field(item, "id"), Tint::bold}, {field(item, "person")}, {field(item, "name")}, {field(item, "roles")},
                 {relative_time(item.member("createdAt").text())}, {expires.empty() ? "never" : relative_time(std::string_view(expires))},
                 {field(item, "revokedAt").empty() ? "" : "revoked", Tint::yellow}});
    }
    call.print(table.text(call.colour()));
  });
}

Exit run_token_create(Invocation& call) {
  feel::Context body{{"name", call.get("name", "wfctl")}};
  if (call.has("for")) body.set("person", call.get("for"));
  if (call.has("role")) body.set("roles", list_of(call.all("role")));
  if (call.has("days")) {
    const auto days = Decimal::parse(call.get("days"));
    if (!days) return call.usage("--days must be a number.");
    body.set("expiresInDays", *days);
  }
  return post_and_show(call, "/api/v1/tokens", body, [&](const feel::Value& reply) {
    call.print(field(reply, "token") + "\n");
    std::fputs("Keep it safe: it is shown only this once.\n", stderr);
  });
}

Exit run_token_revoke(Invocation& call) {
  if (!confirmed(call, "This makes token " + call.get("TOKEN") + " useless at once.")) return Exit::usage;
  auto server = call.server();
  if (!server) return call.failed(server.error());
  auto reply = (*server)->remove("/api/v1/tokens/" + url_encoded(call.get("TOKEN")));
  if (!reply) return call.failed(reply.error());
  if (!call.quiet() && !call.json()) call.print("revoked token " + call.get("TOKEN") + ".\n");
  return Exit::done;
}

}  // namespace wf::cli
