// wfctl doctor and login: is everything in place, and if not, what to do.
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <iostream>

#include "base/text.hpp"
#include "commands/files.hpp"
#include "commands/replies.hpp"
#include "commands/verbs.hpp"
#include "settings.hpp"

namespace wf::cli {

namespace {

struct Check {
  std::string name;
  enum class State : std::uint8_t { good, note, bad } state = State::good;
  std::string found, advice;
};

Check settings_check(const Result<ServerSettings>& settings) {
  if (!settings) return {"settings", Check::State::bad, settings.error().text, "Repair this first; the other checks need it."};
  const bool signed_in = !settings->token.value.empty();
  return {"settings", signed_in ? Check::State::good : Check::State::bad,
          "server " + settings->server.value + " (from " + settings->server.from + "), token " + (signed_in ? "from " + settings->token.from : "missing"),
          signed_in ? "" : "Sign in with: wfctl login --server " + settings->server.value};
}

Check zones_check() {
  if (is_zone("Europe/Rome")) return {"time zones", Check::State::good, "the zone database is installed", ""};
  return {"time zones", Check::State::bad, "the zone database is missing", "Install the package tzdata."};
}

/// The difference of the clocks matters: due dates and leases are counted on the server.
Check clock_check(const feel::Value& server) {
  const auto there = parse_moment(server.member("time").text());
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  const std::int64_t here = std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count();
  if (!there) return {"clock", Check::State::bad, "the server tells no time", "Check that it is a wfd."};
  constexpr std::int64_t tolerated_ms = 5'000;
  const std::int64_t off = here > there->ms ? here - there->ms : there->ms - here;
  if (off <= tolerated_ms) return {"clock", Check::State::good, "this machine and the server agree", ""};
  return {"clock", Check::State::note, "this machine and the server differ by " + std::to_string(off / 1000) + " s", "Set up time synchronisation on both."};
}

void server_checks(client::ApiClient& server, std::vector<Check>& checks) {
  auto ready = server.get("/readyz");
  if (!ready) {
    checks.push_back({"server", Check::State::bad, ready.error().text, "Look at its log: journalctl -u wfd"});
    return;
  }
  checks.push_back({"server", Check::State::good, "answers and is ready", ""});
  auto about = server.get("/api/v1/server");
  if (!about) {
    checks.push_back({"sign-in", Check::State::bad, about.error().text, "Get a new token: wfctl token create, or wfd init for the first administrator."});
    return;
  }
  auto me = server.get("/api/v1/me");
  if (me) checks.push_back({"sign-in", Check::State::good, "signed in as " + field(me->body, "id") + " (" + field(me->body, "roles") + ")", ""});
  const std::string version = field(about->body, "version");
  const bool same = version == WF_VERSION;
  checks.push_back({"version", same ? Check::State::good : Check::State::note, "wfctl " WF_VERSION ", server " + version, same ? "" : "Use the same version on both sides."});
  checks.push_back(clock_check(about->body));
  const std::string incidents = field(about->body.member("figures"), "openIncidents");
  checks.push_back({"cases", incidents == "0" ? Check::State::good : Check::State::note, incidents + " open incidents", incidents == "0" ? "" : "See them with: wfctl incident list"});
}

}  // namespace

Exit run_doctor(Invocation& call) {
  std::vector<Check> checks{zones_check()};
  const auto settings = server_settings(call);
  checks.push_back(settings_check(settings));
  if (settings) {
    auto server = call.server();
    if (server) server_checks(**server, checks);
  }
  bool bad = false;
  feel::List list;
  for (const auto& check : checks) {
    bad |= check.state == Check::State::bad;
    const char* word = check.state == Check::State::good ? "good" : check.state == Check::State::note ? "note" : "bad";
    list.push_back(feel::Context{{"check", check.name}, {"state", word}, {"found", check.found}, {"advice", check.advice}});
    if (call.json()) continue;
    const char* sign = check.state == Check::State::good ? "✓" : check.state == Check::State::note ? "!" : "✗";
    const Tint tint = check.state == Check::State::good ? Tint::green : check.state == Check::State::note ? Tint::yellow : Tint::red;
    call.print(tinted(sign, tint, call.colour()) + " " + check.name + ": " + check.found + "\n");
    if (!check.advice.empty()) call.print("    " + check.advice + "\n");
  }
  if (call.json()) call.print(json_text(feel::Context{{"checks", std::move(list)}}));
  return bad ? Exit::found : Exit::done;
}

Exit run_login(Invocation& call) {
  std::string token = call.get("token-file").empty() ? "" : read_secret_file(call.get("token-file")).value_or("");
  if (token.empty()) {
    std::fputs("Token: ", stderr);
    std::getline(std::cin, token);
  }
  token = std::string(trimmed(token));
  if (token.empty()) return call.usage("No token was given.");
  const auto settings = server_settings(call);
  client::Target target;
  if (settings) target.server = settings->server.value;
  if (call.has("server")) target.server = call.get("server");
  if (target.server.find("://") == std::string::npos) target.server = "http://" + target.server;
  target.token = token;
  client::ApiClient server(target);
  auto me = server.get("/api/v1/me");
  if (!me) return call.failed(me.error());
  const std::string directory = config_directory();
  const mode_t before = umask(S_IRWXG | S_IRWXO);
  auto wrote = write_file(directory + "/token", token + "\n");
  if (wrote) wrote = write_file(directory + "/server", target.server + "\n");
  umask(before);
  if (!wrote) return call.failed(wrote.error());
  if (!call.quiet()) call.print("signed in at " + target.server + " as " + field(me->body, "name") + "; kept in " + directory + "\n");
  return Exit::done;
}

}  // namespace wf::cli
