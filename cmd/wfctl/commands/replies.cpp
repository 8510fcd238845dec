// Shared pieces of the online commands.
#include "commands/replies.hpp"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "base/text.hpp"

namespace wf::cli {

std::string field(const feel::Value& object, std::string_view name) {
  const auto& value = object.member(name);
  if (value.is_null()) return {};
  if (const auto* list = value.as_list()) {
    std::vector<std::string> parts;
    for (const auto& item : *list) parts.push_back(to_display_text(item));
    return joined(parts, ", ");
  }
  return to_display_text(value);
}

namespace {
Exit shown(Invocation& call, const Result<client::ApiReply>& reply, const std::function<void(const feel::Value&)>& show) {
  if (!reply) return call.failed(reply.error());
  if (call.json()) call.print(json_text(reply->body));
  else if (!call.quiet()) show(reply->body);
  return Exit::done;
}
}  // namespace

Exit get_and_show(Invocation& call, const std::string& path, const client::Query& query, const std::function<void(const feel::Value&)>& show) {
  auto server = call.server();
  if (!server) return call.failed(server.error());
  return shown(call, (*server)->get(path, query), show);
}

Exit post_and_show(Invocation& call, const std::string& path, const feel::Value& body, const std::function<void(const feel::Value&)>& show) {
  auto server = call.server();
  if (!server) return call.failed(server.error());
  return shown(call, (*server)->post(path, body), show);
}

Exit list_and_show(Invocation& call, const std::string& path, client::Query query, const std::function<void(const feel::List&)>& show) {
  const auto limit = Decimal::parse(call.get("limit", "50"));
  const auto most = limit ? limit->to_int64() : std::nullopt;
  if (!most || *most < 1) return call.usage("--limit must be a number from 1.");
  auto server = call.server();
  if (!server) return call.failed(server.error());
  auto items = (*server)->list(path, std::move(query), static_cast<std::size_t>(*most));
  if (!items) return call.failed(items.error());
  if (call.json()) call.print(json_text(feel::Context{{"items", *items}}));
  else show(*items);
  return Exit::done;
}

void add_filter(client::Query& query, const Invocation& call, std::string_view option, std::string_view parameter) {
  if (call.has(option)) query.emplace_back(parameter, call.get(option));
}

bool confirmed(const Invocation& call, const std::string& question) {
  if (call.has("yes")) return true;
  if (isatty(STDIN_FILENO) != 1) {
    call.print_error(question + " Add --yes to do it without being asked.");
    return false;
  }
  std::fputs((question + " Type 'yes' to go on: ").c_str(), stderr);
  std::string answer;
  std::getline(std::cin, answer);
  if (trimmed(answer) == "yes") return true;
  call.print_error("nothing was changed.");
  return false;
}

}  // namespace wf::cli
