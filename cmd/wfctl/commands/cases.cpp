// wfctl start, list, status, show, history: the life of cases.
#include "base/text.hpp"
#include "commands/files.hpp"
#include "commands/replies.hpp"
#include "commands/verbs.hpp"

namespace wf::cli {

namespace {

using client::url_encoded;

struct Mark {
  const char* sign;
  Tint tint;
};

Mark mark_of(std::string_view state) {
  if (state == "completed") return {"✓", Tint::green};
  if (state == "waiting") return {"●", Tint::blue};
  if (state == "active") return {"●", Tint::blue};
  if (state == "failed") return {"✗", Tint::red};
  if (state == "terminated") return {"⊘", Tint::yellow};
  return {"○", Tint::dim};
}

/// What a waiting step waits for, in words.
std::string waits_for(const feel::Value& step) {
  std::vector<std::string> parts;
  if (const auto& task = step.member("task"); task.as_context()) {
    const std::string assignee = field(task, "assignee"), groups = field(task, "groups"), people = field(task, "people");
    std::string text = !assignee.empty() ? "with " + assignee : !groups.empty() ? "open to group " + groups : "open to " + people;
    text += " (task " + field(task, "key") + ")";
    if (const auto due = field(task, "due"); !due.empty()) text += ", due " + relative_time(std::string_view(due));
    parts.push_back(text);
  }
  if (const auto& job = step.member("job"); job.as_context()) parts.push_back("job " + field(job, "key") + " of type " + field(job, "type") + " is " + field(job, "state"));
  if (const auto* timers = step.member("timers").as_list()) {
    for (const auto& due : *timers) parts.push_back("timer " + relative_time(due.text()));
  }
  if (const auto& incident = step.member("incident"); incident.as_context()) {
    parts.push_back("incident " + field(incident, "key") + ": " + field(incident, "message"));
  }
  return joined(parts, "; ");
}

void print_steps(const Invocation& call, const feel::Value& body) {
  const auto* steps = body.member("steps").as_list();
  if (!steps) return;
  const bool colour = call.colour();
  for (const auto& step : *steps) {
    const auto depth = step.member("depth").as_number();
    const auto indent = static_cast<std::size_t>(depth ? depth->to_int64().value_or(0) : 0);
    const std::string state = field(step, "state");
    const Mark mark = mark_of(state);
    std::string name = field(step, "name");
    if (name.empty()) name = field(step, "element");
    const bool reached = state != "not reached";
    std::string line = std::string(2 + 2 * indent, ' ') + tinted(mark.sign, mark.tint, colour) + " " + tinted(name, reached ? Tint::plain : Tint::dim, colour);
    if (const auto why = waits_for(step); !why.empty()) line += "  " + tinted(why, step.member("incident").as_context() ? Tint::red : Tint::dim, colour);
    call.print(line + "\n");
  }
}

void print_head(const Invocation& call, const feel::Value& body) {
  const bool colour = call.colour();
  const std::string state = field(body, "state");
  std::string line = tinted("Case " + field(body, "key"), Tint::bold, colour) + "  " + field(body, "workflow") + " version " + field(body, "version");
  if (const auto key = field(body, "businessKey"); !key.empty()) line += "  " + key;
  call.print(line + "\n");
  line = tinted(state, state_tint(state), colour) + ", started " + relative_time(body.member("startedAt").text()) + " by " + field(body, "startedBy");
  if (const auto ended = field(body, "endedAt"); !ended.empty()) line += ", ended " + relative_time(std::string_view(ended));
  if (const auto at = field(body, "endedAtElement"); !at.empty()) line += " at '" + at + "'";
  if (const auto failure = field(body, "failure"); !failure.empty()) line += " (" + failure + ")";
  call.print(line + "\n\n");
}

void print_overview(const Invocation& call, const feel::Value& body) {
  const auto& figures = body.member("figures");
  Table table({"", ""}, "");
  call.print("Server version " + field(body, "version") + " at " + field(body, "time") + "\n\n");
  const std::pair<const char*, const char*> rows[] = {{"activeInstances", "active cases"}, {"openTasks", "open tasks"},   {"openJobs", "open jobs"},
                                                      {"openTimers", "timers"},           {"openIncidents", "open incidents"}, {"endedInstances", "ended cases"},
                                                      {"definitions", "deployed versions"}};
  for (const auto& [name, words] : rows) call.print(std::string(2, ' ') + field(figures, name) + " " + words + "\n");
  if (field(figures, "openIncidents") != "0") call.print("\nSee what is stuck with: wfctl incident list\n");
}

}  // namespace

Exit run_start(Invocation& call) {
  auto data = data_option(call);
  if (!data) return call.failed(data.error());
  feel::Context body{{"workflow", call.get("WORKFLOW")}, {"data", *data}};
  if (call.has("at")) body.set("startAt", call.get("at"));
  if (call.has("key")) body.set("businessKey", call.get("key"));
  if (call.has("version")) {
    const auto version = Decimal::parse(call.get("version"));
    if (!version) return call.usage("--version must be a number.");
    body.set("version", *version);
  }
  return post_and_show(call, "/api/v1/instances", body, [&](const feel::Value& reply) {
    call.print("started case " + field(reply, "key") + " of " + field(reply, "workflow") + " version " + field(reply, "version") + "\n");
    call.print("See it with: wfctl status " + field(reply, "key") + "\n");
  });
}

Exit run_list(Invocation& call) {
  client::Query query;
  add_filter(query, call, "state", "state");
  add_filter(query, call, "workflow", "workflow");
  add_filter(query, call, "key", "businessKey");
  add_filter(query, call, "started-by", "startedBy");
  if (call.has("incidents")) query.emplace_back("incidents", "true");
  return list_and_show(call, "/api/v1/instances", query, [&](const feel::List& items) {
    Table table({"CASE", "WORKFLOW", "VERSION", "STATE", "STARTED", "BY", "KEY", "INCIDENTS"}, "There are no such cases.");
    for (const auto& item : items) {
      const std::string state = field(item, "state");
      const std::string incidents = field(item, "openIncidents");
      table.add({{field(item, "key"), Tint::bold}, {field(item, "workflow")}, {field(item, "version")}, {state, state_tint(state)},
                 {relative_time(item.member("startedAt").text())}, {field(item, "startedBy")}, {field(item, "businessKey")},
                 {incidents == "0" ? "" : incidents, Tint::red}});
    }
    call.print(table.text(call.colour()));
  });
}

Exit run_status(Invocation& call) {
  if (!call.has("CASE")) return get_and_show(call, "/api/v1/server", {}, [&](const feel::Value& body) { print_overview(call, body); });
  return get_and_show(call, "/api/v1/instances/" + url_encoded(call.get("CASE")), {}, [&](const feel::Value& body) {
    print_head(call, body);
    print_steps(call, body);
  });
}

Exit run_show(Invocation& call) {
  return get_and_show(call, "/api/v1/instances/" + url_encoded(call.get("CASE")), {}, [&](const feel::Value& body) {
    print_head(call, body);
    print_steps(call, body);
    call.print("\nVariables\n");
    const auto* variables = body.member("variables").as_context();
    if (!variables || variables->empty()) call.print("  none\n");
    else {
      for (const auto& entry : variables->entries()) call.print("  " + entry.name + " = " + to_feel_text(entry.value, 400) + "\n");
    }
  });
}

Exit run_history(Invocation& call) {
  const std::string path = "/api/v1/instances/" + url_encoded(call.get("CASE")) + "/history";
  if (!call.has("limit")) call.values["limit"] = {"1000"};
  return list_and_show(call, path, {}, [&](const feel::List& items) {
    Table table({"TIME", "BY", "WHAT HAPPENED"}, "Nothing has happened yet.");
    for (const auto& item : items) {
      if (!call.has("all") && field(item, "text").empty()) continue;
      const std::string text = field(item, "text");
      table.add({{field(item, "at"), Tint::dim}, {field(item, "by")}, {text.empty() ? field(item, "event") + " " + field(item, "element") : text}});
    }
    call.print(table.text(call.colour()));
  });
}

}  // namespace wf::cli
