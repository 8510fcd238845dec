// /tasks: what people have to do.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/case_file.hpp"
#include "api/views/forms.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

/// `for` of the list: me, a person, or all. Others' tasks are for those who see everything.
Result<void> choose_people(const Call& call, store::TaskFilter& filter) {
  const auto& who = *call.who;
  std::string wanted(call.parameter("for"));
  if (wanted.empty()) wanted = who.sees_everything() && !who.has(RightsRole::user) ? "all" : "me";
  if (wanted == "all") {
    if (!who.sees_everything()) return fail("FORBIDDEN", "You see your own tasks. Ask for them with 'for=me'.");
    return {};
  }
  if (wanted == "me" || wanted == who.person.id) {
    filter.for_person = who.person.id;
    filter.groups = who.person.groups;
    return {};
  }
  if (!who.sees_everything()) return fail("FORBIDDEN", "You see your own tasks. Ask for them with 'for=me'.");
  const auto directory = call.service.runtime->directory();
  const auto* person = directory->find_person(wanted);
  if (!person) return fail("NOT-FOUND", "There is no person '" + wanted + "'.");
  filter.for_person = person->id;
  filter.groups = person->groups;
  return {};
}

Answer list_tasks(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  store::TaskFilter filter;
  if (call.has_parameter("state")) {
    filter.state = parse_task_state(call.parameter("state"));
    if (!filter.state) return problem("MALFORMED", "'state' must be open, completed or cancelled.");
  }
  filter.workflow = std::string(call.parameter("workflow"));
  filter.element = std::string(call.parameter("element"));
  filter.assignee = std::string(call.parameter("assignee"));
  if (call.has_parameter("instance")) {
    const auto key = instance_key(call.parameter("instance"));
    if (!key) return problem("MALFORMED", "'instance' must be the key of a case.");
    filter.instance = *key;
  }
  if (const auto chosen = choose_people(call, filter); !chosen) return problem(chosen.error());
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto rows = (*reader)->tasks(filter, *page);
  if (!rows) return problem(rows.error());
  return page_response(*rows, [](JsonWriter& out, const store::TaskRow& row) { write_object(out, row); });
}

bool is_among(const std::vector<std::string>& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// Their own, or one they may take; to others it does not exist.
bool may_see(const Principal& who, const store::TaskRow& task) {
  if (who.sees_everything()) return true;
  const auto& person = who.person;
  if (task.assignee == person.id || task.completed_by == person.id) return true;
  if (!task.assignee.empty()) return false;
  if (is_among(task.people, person.id)) return true;
  return std::any_of(task.groups.begin(), task.groups.end(), [&](const auto& group) { return is_among(person.groups, group); });
}

Result<store::TaskRow> visible_task(const Call& call, const engine::EntityKey& key) {
  auto reader = call.service.readers->lend();
  if (!reader) return tl::unexpected(reader.error());
  auto row = (*reader)->task(key);
  if (!row) return tl::unexpected(row.error());
  if (!*row || !may_see(*call.who, **row)) return fail("NOT-FOUND", "There is no task '" + engine::to_text(key) + "'.");
  return std::move(**row);
}

void write_outcomes(JsonWriter& out, const model::UserTaskDefinition& task) {
  out.key("outcomes");
  if (!task.approval) {
    out.null();
    return;
  }
  out.begin_array();
  if (task.outcomes.empty()) out.string("approve").string("reject");
  for (const auto& outcome : task.outcomes) out.string(outcome);
  out.end_array();
}

/// Variables as the task sees them: those of the case and of the scopes around it; inner ones hide outer ones.
void write_seen_variables(JsonWriter& out, const engine::Instance& state, engine::LocalKey from) {
  std::map<std::string, const feel::Value*> seen;
  for (const auto* element = state.find_element(from); element; element = state.find_element(element->scope)) {
    for (const auto& entry : element->variables.entries()) seen.emplace(entry.name, &entry.value);
    if (element->key == engine::root_key) break;
  }
  out.key("variables").begin_object();
  for (const auto& [name, value] : seen) out.field(name, *value);
  out.end_object();
}

Answer get_task(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  const auto row = visible_task(call, *key);
  if (!row) return problem(row.error());
  const auto file = read_case(call, key->instance);
  if (!file) return problem(file.error());
  std::string body;
  JsonWriter out(body);
  out.begin_object();
  write_members(out, *row);
  const auto index = file->definition().find_node(row->element);
  const auto& node = file->definition().node(index);
  out.key("form");
  write_form(out, file->definition(), node.user_task ? node.user_task->form : std::string());
  write_outcomes(out, node.user_task ? *node.user_task : model::UserTaskDefinition{});
  const auto task = file->state.tasks.find(key->local);
  write_seen_variables(out, file->state, task == file->state.tasks.end() ? engine::root_key : task->second.element);
  out.field("documentation", std::string_view(node.documentation)).field("seq", static_cast<std::int64_t>(file->state.seq)).end_object();
  auto response = json_response(std::move(body));
  response.headers.add("ETag", etag(file->state.seq));
  return response;
}

/// Whose task it is, the engine judges: FORBIDDEN says why.
Answer on_task(Call& call, engine::Command::Body (*command)(engine::LocalKey)) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on(call, *key, command(key->local), call.who->actor());
}

Answer claim_task(Call& call) {
  return on_task(call, [](engine::LocalKey task) { return engine::Command::Body(engine::ClaimTask{task}); });
}
Answer release_task(Call& call) {
  return on_task(call, [](engine::LocalKey task) { return engine::Command::Body(engine::ReleaseTask{task}); });
}

Answer assign_task(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  const auto assignee = body->text("assignee", Body::Need::required);
  const auto directory = call.service.runtime->directory();
  const auto* person = directory->find_person(assignee);
  if (!assignee.empty() && (!person || !person->active)) body->fault("/assignee", "must be a person who can sign in");
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on(call, *key, engine::AssignTask{key->local, assignee}, call.who->intervening_actor());
}

Answer complete_task(Call& call) {
  const auto key = entity_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  auto content = body->object("data");
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on(call, *key, engine::CompleteTask{key->local, std::move(content)}, call.who->actor(), "/data");
}

}  // namespace

void add_task_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto readers = Right::roles({RightsRole::viewer, RightsRole::user, RightsRole::operator_, RightsRole::admin});
  const auto workers = Right::roles({RightsRole::user, RightsRole::operator_, RightsRole::admin});
  const auto operators = Right::roles({RightsRole::operator_, RightsRole::admin});
  routes.emplace_back(Method::get, "/api/v1/tasks", readers, list_tasks,
                      Description{"Tasks, the most urgent first", "", "TaskPage", 200,
                                  {limit_parameter, after_parameter, "for", "state", "workflow", "element", "assignee", "instance"}});
  routes.emplace_back(Method::get, "/api/v1/tasks/{key}", readers, get_task, Description{"One task with its form and the data of the case", "", "TaskDetail"});
  routes.emplace_back(Method::post, "/api/v1/tasks/{key}/claim", workers, claim_task, Description{"Take on a task", "Empty", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/tasks/{key}/release", workers, release_task, Description{"Give a task back", "Empty", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/tasks/{key}/assignment", operators, assign_task, Description{"Hand a task to a person", "TaskAssignment", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/tasks/{key}/completion", workers, complete_task, Description{"Complete a task", "TaskCompletion", "CommandAnswer"});
}

}  // namespace wf::api
