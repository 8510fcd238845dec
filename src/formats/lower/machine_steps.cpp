// call, set: what machines do.
#include <array>

#include "base/text.hpp"
#include "formats/lower/periods.hpp"
#include "formats/lower/steps.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::JobDefinition;
using model::NodeKind;
using model::ValueTree;

namespace {

constexpr std::int64_t max_timeout_ms = 24 * 3'600'000;
constexpr std::array methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};
constexpr std::size_t max_job_type = 200;  // bytes

ValueTree constant_text(std::string text, model::SourceRef where) {
  ValueTree tree;
  tree.constant = feel::Value(std::move(text));
  tree.where = where;
  return tree;
}

ValueTree lower_method(const Fields& http) {
  const auto where = http.value_place("method");
  const auto method = http.text("method");
  if (!method) return constant_text("GET", where);
  for (const std::string_view known : methods) {
    if (*method == known) return constant_text(*method, where);
  }
  http.error(where, "WF-LANG-019", "'" + *method + "' is no HTTP method", "write one of GET, POST, PUT, PATCH, DELETE, HEAD, OPTIONS");
  return constant_text("GET", where);
}

bool is_status(const Node& node) {
  const auto status = node.kind == Node::Kind::number ? node.number.to_int64() : std::nullopt;
  return status && *status >= 100 && *status <= 599;
}

void check_expect(const Fields& http) {
  const Node* node = http.find("expect");
  if (node == nullptr) return;
  bool good = is_status(*node);
  if (node->kind == Node::Kind::sequence) good = !node->items.empty() && std::all_of(node->items.begin(), node->items.end(), is_status);
  if (good) return;
  http.error(http.value_place("expect"), "WF-LANG-019", "'expect' must be a status of HTTP or a list of them",
             "write for example 'expect: [200, 404]'; without it every 2xx is good");
}

ValueTree lower_http(Workbench& bench, const Step& step, const Node& node) {
  Fields http = bench.fields(node, PlaceOf::http, step.id);
  http.check_keys();
  ValueTree input;
  input.form = ValueTree::Form::map;
  input.where = bench.place(node);
  input.members.emplace_back("method", lower_method(http));
  if (!http.has("url")) {
    http.error(step.fields.key_place("http"), "WF-LANG-004", "'http' needs a 'url'", "write 'url: https://…' or 'url: = expression'");
  }
  check_expect(http);
  for (const std::string_view key : {"query", "headers"}) http.mapping(key);
  if (http.has("secret")) http.text("secret");
  for (const std::string_view key : {"url", "query", "headers", "body", "secret", "expect"}) {
    const Node* value = http.find(key);
    if (value != nullptr) input.members.emplace_back(key, lower_value(bench, *value, step.scope, step.id));
  }
  return input;
}

JobDefinition lower_worker_job(Workbench& bench, const Step& step) {
  JobDefinition job;
  const auto type = step.fields.text("job");
  if (type && (type->size() > max_job_type || type->find_first_of(" \t\r\n") != std::string::npos)) {
    step.fields.error(step.fields.value_place("job"), "WF-LANG-019", "a job type is one word", "write it as in 'job: print-letter'");
  }
  job.type = type.value_or("");
  if (job.type == "http") {
    step.fields.error(step.fields.value_place("job"), "WF-LANG-019", "'http' is no job for an outside worker",
                      "write 'http:' with method and url below it");
  }
  job.input.form = ValueTree::Form::map;
  if (const Node* with = step.fields.mapping("with")) job.input = lower_value(bench, *with, step.scope, step.id);
  return job;
}

JobDefinition lower_job(Workbench& bench, const Step& step) {
  const bool has_http = step.fields.has("http"), has_job = step.fields.has("job");
  if (has_http == has_job) {
    step.fields.error(step.fields.key_place(has_http ? "job" : "call"), "WF-LANG-021",
                      has_http ? "a call goes to 'http' or to a 'job', not to both" : "this call does not say whom to call",
                      "write 'http:' with method and url, or 'job: TYPE' for an outside worker");
  }
  JobDefinition job;
  if (has_http) {
    job.type = "http";
    if (const Node* node = step.fields.mapping("http")) job.input = lower_http(bench, step, *node);
    if (step.fields.has("with") && !has_job) {
      step.fields.error(step.fields.key_place("with"), "WF-LANG-021", "'with' is the input of a 'job'",
                        "an http call sends 'query', 'headers' and 'body'");
    }
  } else {
    if (step.fields.has("timeout") && has_job) {
      step.fields.error(step.fields.key_place("timeout"), "WF-LANG-021", "'timeout' is for 'http'; a worker says itself how long it holds a job",
                        "for a deadline write 'instead:' and below it an event with 'after:'");
    }
    job = lower_worker_job(bench, step);
  }
  if (const auto timeout = lower_exact_ms(bench, step.fields, "timeout", max_timeout_ms)) job.timeout_ms = *timeout;
  if (const auto retry = lower_retry(bench, step.fields)) job.retry = *retry;
  return job;
}

feel::Scope result_scope(Workbench& bench, const Step& step) {
  if (!step.fields.has("http")) return bench.names.scope_with({}, true);
  const auto any = feel::Type::any();
  const auto response = feel::Type::context({{"status", feel::Type::scalar(feel::Kind::number)}, {"headers", any}, {"body", any}});
  return bench.names.scope_with({{"response", response}});
}

}  // namespace

Part lower_call(Workbench& bench, Step& step) {
  model::FlowNode node = node_of(step, NodeKind::service_task);
  node.job = lower_job(bench, step);
  node.in = lower_assignments(bench, step.fields, "in", bench.names.scope());
  if (step.fields.has("out")) node.out = lower_assignments(bench, step.fields, "out", result_scope(bench, step));
  if (const auto into = step.fields.text("into")) {
    if (check_target(bench, *into, step.fields.value_place("into"), step.id)) node.into = *into;
  }
  Part part;
  part.entry = bench.builder.add(std::move(node));
  part.exits = bench.graph.leave(part.entry, step.where);
  lower_boundaries(bench, step, part.entry, part.exits);
  return part;
}

Part lower_set(Workbench& bench, Step& step) {
  model::FlowNode node = node_of(step, NodeKind::script_task);
  node.assignments = lower_assignments(bench, step.fields, "values", step.scope);
  const Node* values = step.fields.find("values");
  const bool is_empty = values == nullptr || (values->kind == Node::Kind::mapping && values->entries.empty());
  if (is_empty) {
    step.fields.error(step.fields.key_place("set"), "WF-LANG-004", "a 'set' step needs 'values'",
                      "write 'values:' and below it 'variable: = expression'");
  }
  Part part;
  part.entry = bench.builder.add(std::move(node));
  part.exits = bench.graph.leave(part.entry, step.where);
  lower_boundaries(bench, step, part.entry, part.exits);
  return part;
}

}  // namespace wf::formats
