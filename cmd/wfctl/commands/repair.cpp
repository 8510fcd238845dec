// wfctl incident …, retry, cancel, job list: what is stuck and how it goes on.
#include "commands/replies.hpp"
#include "commands/verbs.hpp"

namespace wf::cli {

namespace {
using client::url_encoded;
}

Exit run_incident_list(Invocation& call) {
  client::Query query;
  if (call.has("all")) query.emplace_back("open", "false");
  add_filter(query, call, "workflow", "workflow");
  add_filter(query, call, "code", "code");
  add_filter(query, call, "case", "instance");
  return list_and_show(call, "/api/v1/incidents", query, [&](const feel::List& items) {
    Table table({"INCIDENT", "CASE", "WORKFLOW", "STEP", "CODE", "SINCE", "WHAT HAPPENED"}, "Nothing is stuck.");
    for (const auto& item : items) {
      table.add({{field(item, "key"), Tint::bold}, {field(item, "instance")}, {field(item, "workflow")}, {field(item, "element")},
                 {field(item, "code"), Tint::red}, {relative_time(item.member("at").text())}, {field(item, "message")}});
    }
    call.print(table.text(call.colour()));
  });
}

Exit run_incident_show(Invocation& call) {
  return get_and_show(call, "/api/v1/incidents/" + url_encoded(call.get("INCIDENT")), {}, [&](const feel::Value& incident) {
    call.print(tinted(field(incident, "code"), Tint::red, call.colour()) + " at step '" + field(incident, "element") + "' of case " + field(incident, "instance") + " (" +
               field(incident, "workflow") + "), " + relative_time(incident.member("at").text()) + "\n\n" + field(incident, "message") + "\n");
    if (const auto advice = field(incident, "advice"); !advice.empty()) call.print("\nWhat to do: " + advice + "\n");
    if (const auto resolved = field(incident, "resolvedAt"); !resolved.empty()) call.print("\nResolved " + relative_time(std::string_view(resolved)) + ".\n");
    else call.print("\nTry again with: wfctl retry " + field(incident, "key") + "\n");
  });
}

Exit run_retry(Invocation& call) {
  const std::string key = call.get("KEY");
  const bool incident = key.find('.') != std::string::npos;
  const std::string path = incident ? "/api/v1/incidents/" + url_encoded(key) + "/retry" : "/api/v1/instances/" + url_encoded(key) + "/retry";
  return post_and_show(call, path, feel::Context{}, [&](const feel::Value& reply) {
    const std::string instance = incident ? key.substr(0, key.find('.')) : key;
    call.print("tried again; the case is " + field(reply, "state") + ". See it with: wfctl status " + instance + "\n");
  });
}

Exit run_cancel(Invocation& call) {
  const std::string key = call.get("CASE");
  if (!confirmed(call, "This ends case " + key + " for good.")) return Exit::usage;
  return post_and_show(call, "/api/v1/instances/" + url_encoded(key) + "/cancellation", feel::Context{{"reason", call.get("reason")}},
                       [&](const feel::Value& reply) { call.print("case " + key + " is " + field(reply, "state") + "\n"); });
}

Exit run_job_list(Invocation& call) {
  client::Query query;
  add_filter(query, call, "type", "type");
  add_filter(query, call, "state", "state");
  add_filter(query, call, "case", "instance");
  return list_and_show(call, "/api/v1/jobs", query, [&](const feel::List& items) {
    Table table({"JOB", "TYPE", "STEP", "CASE", "STATE", "ATTEMPT", "SINCE", "LAST ERROR"}, "There are no open jobs.");
    for (const auto& item : items) {
      table.add({{field(item, "key"), Tint::bold}, {field(item, "type")}, {field(item, "element")}, {field(item, "instance")}, {field(item, "state")},
                 {field(item, "attempt")}, {relative_time(item.member("createdAt").text())}, {field(item, "lastError")}});
    }
    call.print(table.text(call.colour()));
  });
}

}  // namespace wf::cli
