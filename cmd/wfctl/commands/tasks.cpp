// wfctl task …, approve, reject: working on what is to be done.
#include "base/text.hpp"
#include "codec/json_value.hpp"
#include "commands/files.hpp"
#include "commands/replies.hpp"
#include "commands/verbs.hpp"

namespace wf::cli {

namespace {

std::string task_path(const Invocation& call, const std::string& rest = "") {
  return "/api/v1/tasks/" + client::url_encoded(call.get("TASK")) + rest;
}

std::string given_to(const feel::Value& task) {
  if (const auto assignee = field(task, "assignee"); !assignee.empty()) return assignee;
  const std::string groups = field(task, "groups"), people = field(task, "people");
  if (groups.empty()) return people;
  return "group " + groups + (people.empty() ? "" : ", " + people);
}

/// The fields a form asks for, with what its schema says of each.
void print_form(const Invocation& call, const feel::Value& schema) {
  const auto* properties = schema.member("properties").as_context();
  if (!properties || properties->empty()) return;
  call.print("\nForm\n");
  const auto* required = schema.member("required").as_list();
  for (const auto& entry : properties->entries()) {
    const bool needed = required && std::find(required->begin(), required->end(), feel::Value(entry.name)) != required->end();
    std::string line = "  " + entry.name + "  " + field(entry.value, "type");
    if (const auto choices = field(entry.value, "enum"); !choices.empty()) line = "  " + entry.name + "  one of: " + choices;
    if (const auto title = field(entry.value, "title"); !title.empty()) line += "  " + title;
    call.print(line + (needed ? "" : "  (may be left out)") + "\n");
  }
}

Exit change_task(Invocation& call, const std::string& rest, const feel::Value& body, const std::string& done) {
  return post_and_show(call, task_path(call, rest), body, [&](const feel::Value& reply) {
    const std::string state = field(reply, "state");
    call.print(done + "\n");
    if (!state.empty() && state != "active") call.print("The case " + field(reply, "instance") + " is now " + state + ".\n");
    else call.print("See the case with: wfctl status " + field(reply, "instance") + "\n");
  });
}

Exit decide(Invocation& call, const std::string& outcome) {
  auto data = data_option(call);
  if (!data) return call.failed(data.error());
  feel::Context decision = *data->as_context();
  decision.set("outcome", outcome);
  if (call.has("comment")) decision.set("comment", call.get("comment"));
  return change_task(call, "/completion", feel::Context{{"data", std::move(decision)}}, (outcome == "approve" ? "approved task " : "rejected task ") + call.get("TASK") + ".");
}

}  // namespace

Exit run_task_list(Invocation& call) {
  client::Query query;
  add_filter(query, call, "for", "for");
  add_filter(query, call, "state", "state");
  add_filter(query, call, "workflow", "workflow");
  add_filter(query, call, "case", "instance");
  return list_and_show(call, "/api/v1/tasks", query, [&](const feel::List& items) {
    Table table({"TASK", "WHAT TO DO", "GIVEN TO", "WORKFLOW", "CASE", "SINCE", "DUE"}, "There is nothing to do.");
    for (const auto& item : items) {
      const std::string due = field(item, "due");
      table.add({{field(item, "key"), Tint::bold}, {field(item, "name")}, {given_to(item)}, {field(item, "workflow")},
                 {field(item, "businessKey").empty() ? field(item, "instance") : field(item, "businessKey")},
                 {relative_time(item.member("createdAt").text())}, {due.empty() ? "" : relative_time(std::string_view(due)), Tint::yellow}});
    }
    call.print(table.text(call.colour()));
  });
}

Exit run_task_show(Invocation& call) {
  return get_and_show(call, task_path(call), {}, [&](const feel::Value& task) {
    call.print(tinted(field(task, "name"), Tint::bold, call.colour()) + "\n");
    call.print("Task " + field(task, "key") + " of case " + field(task, "instance") + " (" + field(task, "workflow") + "), " + field(task, "state") + "\n");
    call.print("Given to " + given_to(task) + ", since " + relative_time(task.member("createdAt").text()) + "\n");
    if (const auto due = field(task, "due"); !due.empty()) call.print("Due " + relative_time(std::string_view(due)) + " (" + due + ")\n");
    if (const auto excluded = field(task, "excluded"); !excluded.empty()) call.print("Not to be decided by " + excluded + "\n");
    print_form(call, task.member("form").member("schema"));
    if (const auto outcomes = field(task, "outcomes"); !outcomes.empty()) call.print("\nOutcome: one of " + outcomes + "\n");
    const auto* variables = task.member("variables").as_context();
    if (!variables || variables->empty()) return;
    call.print("\nData of the case\n");
    for (const auto& entry : variables->entries()) call.print("  " + entry.name + " = " + to_feel_text(entry.value, 400) + "\n");
  });
}

Exit run_task_claim(Invocation& call) { return change_task(call, "/claim", feel::Context{}, "Task " + call.get("TASK") + " is yours."); }
Exit run_task_release(Invocation& call) { return change_task(call, "/release", feel::Context{}, "Task " + call.get("TASK") + " is open to all again."); }
Exit run_task_assign(Invocation& call) {
  return change_task(call, "/assignment", feel::Context{{"assignee", call.get("PERSON")}}, "Task " + call.get("TASK") + " was given to " + call.get("PERSON") + ".");
}

Exit run_task_complete(Invocation& call) {
  auto data = data_option(call);
  if (!data) return call.failed(data.error());
  return change_task(call, "/completion", feel::Context{{"data", *data}}, "completed task " + call.get("TASK") + ".");
}

Exit run_approve(Invocation& call) { return decide(call, "approve"); }
Exit run_reject(Invocation& call) { return decide(call, "reject"); }

}  // namespace wf::cli
