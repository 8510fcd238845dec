// Small pieces shared by the online commands: fields of replies, questions before something is changed.
#pragma once
#include <string>

#include "command.hpp"
#include "output.hpp"

namespace wf::cli {

/// A member as text: strings bare, numbers as digits, lists joined by ", ", null empty.
std::string field(const feel::Value& object, std::string_view name);
/// Runs one GET or POST; prints JSON and answers done when --json, else hands the body to `show`.
Exit get_and_show(Invocation& call, const std::string& path, const client::Query& query, const std::function<void(const feel::Value&)>& show);
Exit post_and_show(Invocation& call, const std::string& path, const feel::Value& body, const std::function<void(const feel::Value&)>& show);
/// GET of a list; `--limit` bounds it. `show` gets the items.
Exit list_and_show(Invocation& call, const std::string& path, client::Query query, const std::function<void(const feel::List&)>& show);
/// Adds `name` to the query when the option was given, under the API's name.
void add_filter(client::Query& query, const Invocation& call, std::string_view option, std::string_view parameter);
/// --yes, or a typed "yes" at a terminal. Without a terminal and --yes: refuses with a message.
bool confirmed(const Invocation& call, const std::string& question);

}  // namespace wf::cli
