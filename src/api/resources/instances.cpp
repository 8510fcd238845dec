// /instances: cases, their steps and history, and what operators may do to them.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/case_file.hpp"
#include "api/views/rows.hpp"
#include "api/views/sentence.hpp"

namespace wf::api {

namespace {

Answer start_instance(Call& call) {
  constexpr int created = 201;
  constexpr std::int64_t most_version = 1'000'000'000;
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  runtime::Start start;
  start.workflow = body->text("workflow", Body::Need::required);
  const auto version = body->integer_if_given("version", 1, most_version);
  start.start_at = body->text("startAt");
  start.data = body->object("data");
  start.business_key = body->text("businessKey");
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  if (version) {
    auto reader = call.service.readers->lend();
    if (!reader) return problem(reader.error());
    const auto rows = (*reader)->definitions(start.workflow);
    if (!rows) return problem(rows.error());
    const auto found = std::find_if(rows->begin(), rows->end(), [&](const auto& row) { return row.version == *version; });
    if (found == rows->end()) return problem("NOT-FOUND", "Workflow '" + start.workflow + "' has no version " + std::to_string(*version) + ".");
    start.definition = found->key;
  }
  const std::string workflow = start.workflow;
  auto reply = submit(call, std::move(start), call.who->actor(), "/data");
  if (!reply) return tl::unexpected(std::move(reply.error()));
  std::string text;
  JsonWriter out(text);
  const auto key = std::to_string(reply->instance);
  out.begin_object().field("key", std::string_view(key)).field("workflow", std::string_view(workflow)).field("version", reply->version);
  out.field("state", engine::state_name(reply->state)).field("seq", static_cast<std::int64_t>(reply->seq)).end_object();
  auto response = json_response(std::move(text), created);
  response.headers.add("Location", "/api/v1/instances/" + key);
  response.headers.add("ETag", etag(reply->seq));
  return response;
}

Answer list_instances(Call& call) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  store::InstanceFilter filter;
  if (call.has_parameter("state")) {
    filter.state = parse_instance_state(call.parameter("state"));
    if (!filter.state) return problem("MALFORMED", "'state' must be active, completed, terminated or failed.");
  }
  if (const auto stuck = call.parameter("incidents"); stuck == "true") filter.with_incidents = true;
  else if (call.has_parameter("incidents") && stuck != "false") return problem("MALFORMED", "'incidents' must be true or false.");
  filter.workflow = std::string(call.parameter("workflow"));
  filter.business_key = std::string(call.parameter("businessKey"));
  filter.started_by = std::string(call.parameter("startedBy"));
  if (!sees_all_cases(*call.who)) {
    if (!filter.started_by.empty() && filter.started_by != call.who->person.id) return problem("FORBIDDEN", "You see the cases that you started yourself.");
    filter.started_by = call.who->person.id;
  }
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto rows = (*reader)->instances(filter, *page);
  if (!rows) return problem(rows.error());
  return page_response(*rows, [](JsonWriter& out, const store::InstanceRow& row) { write_object(out, row); });
}

void write_open_tasks(JsonWriter& out, const std::vector<store::TaskRow>& tasks) {
  out.key("tasks").begin_array();
  for (const auto& task : tasks) write_object(out, task);
  out.end_array();
}

Answer get_instance(Call& call) {
  const auto key = instance_key(call.path[0]);
  if (!key) return problem(key.error());
  const auto file = read_case(call, *key);
  if (!file) return problem(file.error());
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  constexpr std::size_t most_shown = 200;
  store::TaskFilter task_filter;
  task_filter.instance = *key;
  const auto tasks = (*reader)->tasks(task_filter, {most_shown, {}});
  if (!tasks) return problem(tasks.error());
  store::IncidentFilter incident_filter;
  incident_filter.instance = *key;
  const auto incidents = (*reader)->incidents(incident_filter, {most_shown, {}});
  if (!incidents) return problem(incidents.error());
  std::string body;
  JsonWriter out(body);
  out.begin_object();
  write_members(out, file->row);
  out.field("name", std::string_view(file->definition().name)).key("variables");
  write_variables(out, file->state);
  out.key("steps").begin_array();
  for (const auto& step : file->steps) write_step(out, *file, step);
  out.end_array().key("incidents").begin_array();
  for (const auto& incident : incidents->rows) write_object(out, incident);
  out.end_array();
  write_open_tasks(out, tasks->rows);
  out.end_object();
  auto response = json_response(std::move(body));
  response.headers.add("ETag", etag(file->state.seq));
  return response;
}

/// Events tell only together where they happened, so those before the page are followed as well.
Answer get_history(Call& call) {
  const auto key = instance_key(call.path[0]);
  if (!key) return problem(key.error());
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  std::uint64_t after = 0;
  if (!page->after.empty()) {
    const auto number = number_in_path(page->after);
    if (!number) return problem("MALFORMED", "'after' must be the number of an event.");
    after = static_cast<std::uint64_t>(*number);
  }
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto row = visible_row(call, **reader, *key);
  if (!row) return problem(row.error());
  const auto deployed = call.service.runtime->deployed(row->definition);
  if (!deployed) return problem(deployed.error());
  const auto& definition = *(*deployed)->definition;
  codec::TraceWriter trace(definition, *key);
  std::string body;
  JsonWriter out(body);
  out.begin_object().key("items").begin_array();
  std::uint64_t seen = 0;
  std::size_t shown = 0;
  bool more = true;
  while (more && shown <= page->limit) {
    constexpr std::size_t events_at_once = 1000;
    const auto events = (*reader)->history(*key, definition, seen, events_at_once);
    if (!events) return problem(events.error());
    more = events->size() == events_at_once;
    for (const auto& event : *events) {
      const auto place = trace.locate(event);
      seen = event.seq;
      if (event.seq <= after) continue;
      if (++shown > page->limit) break;
      std::string members;
      trace.write_members(members, event);
      std::string item = "{\"text\":";
      codec::append_json_string(item, sentence(event, place));
      if (!place.name.empty()) {
        item += ",\"name\":";
        codec::append_json_string(item, place.name);
      }
      out.raw(item + "," + members + "}");
    }
  }
  out.end_array().key("next");
  if (shown > page->limit) out.string(std::to_string(seen - 1));
  else out.null();
  out.end_object();
  return json_response(std::move(body));
}

Answer cancel_instance(Call& call) {
  const auto key = instance_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  const auto reason = body->text("reason", Body::Need::required, Body::long_text);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on_instance(call, *key, engine::CancelInstance{reason});
}

Answer retry_instance(Call& call) {
  const auto key = instance_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on_instance(call, *key, engine::RetryInstance{});
}

Answer set_variables(Call& call) {
  const auto key = instance_key(call.path[0]);
  if (!key) return problem(key.error());
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  auto values = body->object("values", Body::Need::required);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));
  return command_on_instance(call, *key, engine::SetVariables{engine::root_key, std::move(values)});
}

}  // namespace

void add_instance_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto starters = Right::roles({RightsRole::user, RightsRole::operator_, RightsRole::admin});
  const auto everybody = Right::roles(every_role);
  const auto operators = Right::roles({RightsRole::operator_, RightsRole::admin});
  routes.emplace_back(Method::post, "/api/v1/instances", starters, start_instance, Description{"Start a case", "NewInstance", "StartedInstance", 201});
  routes.emplace_back(Method::get, "/api/v1/instances", everybody, list_instances,
                      Description{"Cases, newest first", "", "InstancePage", 200,
                                  {limit_parameter, after_parameter, "state", "workflow", "businessKey", "startedBy", "incidents"}});
  routes.emplace_back(Method::get, "/api/v1/instances/{key}", everybody, get_instance, Description{"One case with its steps and variables", "", "InstanceDetail"});
  routes.emplace_back(Method::get, "/api/v1/instances/{key}/history", everybody, get_history,
                      Description{"What happened, oldest first", "", "HistoryPage", 200, {limit_parameter, after_parameter}});
  routes.emplace_back(Method::post, "/api/v1/instances/{key}/cancellation", operators, cancel_instance, Description{"End a case early", "Cancellation", "CommandAnswer"});
  routes.emplace_back(Method::post, "/api/v1/instances/{key}/retry", operators, retry_instance, Description{"Try again everything that is stuck", "Empty", "CommandAnswer"});
  routes.emplace_back(Method::put, "/api/v1/instances/{key}/variables", operators, set_variables, Description{"Correct variables of a case", "VariableValues", "CommandAnswer"});
}

}  // namespace wf::api
