// Setting up the world by the API itself where that is possible.
#include "api_world.hpp"

#include <catch2/catch.hpp>

#include "api/resources/resources.hpp"
#include "codec/json_value.hpp"
#include "contract.hpp"

namespace wf::test {

namespace {

constexpr const char* permit = R"(workflow: permit
name: Permit
start:
  - id: asked
    form: Ask for a permit
    fields: { amount: number, way: string }
steps:
  - id: ways
    choose: Which way?
    cases:
      - if: way = "pay"
        steps:
          - id: pay
            call: Pay
            job: pay
            with: { amount: = amount }
      - if: way = "stuck"
        steps:
          - id: compute
            set: Compute
            values: { half: = number(way) }
      - else: check it
        steps:
          - id: check
            approve: Check the request
            by: group:office
            not_by: = starter
  - id: done
    end: Done
)";

store::PersonRow person(const std::string& id, std::vector<store::RightsRole> roles, std::vector<std::string> groups = {}) {
  store::PersonRow row;
  row.id = id;
  row.name = id + " of the test";
  row.roles = std::move(roles);
  row.groups = std::move(groups);
  return row;
}

}  // namespace

std::string ApiAnswer::header(std::string_view name) const {
  const auto* value = headers.find(name);
  return value ? *value : "";
}

std::map<std::string, std::string> ApiAnswer::fields() const {
  std::map<std::string, std::string> found;
  if (const auto* list = body.member("fields").as_list()) {
    for (const auto& field : *list) found[std::string(field.member("pointer").text())] = std::string(field.member("message").text());
  }
  return found;
}

ApiWorld::ApiWorld() : clock_(Instant{1'767'225'600'000}) {
  store_ = store::open_memory_store();
  desk_ = std::make_unique<runtime::JobDesk>(*store_, clock_);
  runtime::RuntimePorts ports;
  ports.store = store_.get();
  ports.clock = &clock_;
  ports.observer = desk_.get();
  runtime_ = std::move(runtime::Runtime::open(std::move(ports)).value());
  readers_ = std::make_unique<api::ReaderPool>(*store_);
  service_.runtime = runtime_.get();
  service_.clock = &clock_;
  service_.desk = desk_.get();
  service_.readers = readers_.get();
  service_.version = "test";
  router_ = std::make_unique<api::Router>(api::all_routes(), service_);
  pump_ = std::thread([this] { runtime_->run(); });
  put_people();
  const std::string bundle = codec::to_json(feel::Context{{"entry", "workflow.yaml"}, {"files", feel::Context{{"workflow.yaml", permit}}}});
  const auto deployed = ask("anna", "POST", "/api/v1/deployments", bundle);
  INFO(deployed.text);
  REQUIRE(deployed.status == 201);
  for (const char* way : {"check", "pay", "stuck"}) {
    const auto started = ask("ulla", "POST", "/api/v1/instances",
                             R"({"workflow":"permit","businessKey":"P-)" + std::string(way) + R"(","data":{"amount":5,"way":")" + way + "\"}}");
    INFO(started.text);
    REQUIRE(started.status == 201);
  }
}

ApiWorld::~ApiWorld() {
  desk_->close();
  runtime_->stop();
  pump_.join();
  for (const auto& objection : objections_) FAIL_CHECK(objection);
}

void ApiWorld::submit(decltype(runtime::Submission::work) work) {
  runtime::Submission submission;
  submission.work = std::move(work);
  submission.actor = {"test", {}, true};
  const auto answer = runtime_->call(std::move(submission));
  REQUIRE(answer.has_value());
}

void ApiWorld::put_people() {
  using Role = store::RightsRole;
  auto ivan = person("ivan", {Role::user});
  ivan.active = false;
  for (const auto& row : {person("vera", {Role::viewer}), person("ulla", {Role::user}), person("fritz", {Role::user}), person("otto", {Role::user}, {"office"}),
                          person("dora", {Role::designer}), person("omar", {Role::operator_}), person("anna", {Role::admin}), ivan}) {
    submit(runtime::PutPerson{row, 0});
    store::TokenRow token;
    token.person = row.id;
    token.name = "test";
    tokens_[row.id] = api::new_token_secret();
    token.hash = api::token_hash(tokens_[row.id]);
    submit(runtime::PutToken{token});
  }
}

ApiAnswer ApiWorld::ask(const std::string& person, const std::string& method, const std::string& target, const std::string& body, const Headers& headers) {
  api::http::Request request;
  request.method = method;
  request.target = target;
  request.body = body;
  request.remote = local_ ? "127.0.0.1" : "192.0.2.7";
  request.remote_is_local = local_;
  if (!person.empty()) request.headers.add("Authorization", "Bearer " + (tokens_.contains(person) ? tokens_.at(person) : person));
  if (!body.empty() && !headers.contains("Content-Type")) request.headers.add("Content-Type", "application/json");
  for (const auto& [name, value] : headers) request.headers.add(name, value);
  auto response = router_->handle(request);
  judge(request, response);
  ApiAnswer answer;
  answer.status = response.status;
  answer.text = std::move(response.body);
  answer.headers = std::move(response.headers);
  if (auto value = codec::parse_json(answer.text)) answer.body = std::move(*value);
  return answer;
}

void ApiWorld::judge(const api::http::Request& request, const api::http::Response& response) {
  ApiExchange exchange{nullptr, request.body, response.status, response.content_type, response.body};
  const auto target = api::http::read_target(request.target);
  const auto method = request.method == "HEAD" ? "GET" : request.method;
  for (const auto& route : router_->routes()) {
    if (target && route.match(target->segments) && api::http::method_name(route.method()) == method) exchange.route = &route;
  }
  const auto found = ApiContract::get().objections(exchange);
  const std::lock_guard lock(objections_mutex_);
  for (const auto& objection : found) {
    objections_.push_back(request.method + " " + request.target + " " + request.body.substr(0, 200) + " -> " + std::to_string(response.status) + " " +
                          response.body.substr(0, 500) + ": " + objection);
  }
}

namespace {
std::string first_key(const ApiAnswer& answer) {
  INFO(answer.text);
  const auto* items = answer.body.member("items").as_list();
  REQUIRE(items);
  REQUIRE(!items->empty());
  return std::string((*items)[0].member("key").text());
}
}  // namespace

std::string ApiWorld::open_task(const std::string& instance) { return first_key(ask("anna", "GET", "/api/v1/tasks?for=all&instance=" + instance)); }
std::string ApiWorld::open_job(const std::string& instance) { return first_key(ask("anna", "GET", "/api/v1/jobs?instance=" + instance)); }
std::string ApiWorld::open_incident(const std::string& instance) { return first_key(ask("anna", "GET", "/api/v1/incidents?instance=" + instance)); }

}  // namespace wf::test
