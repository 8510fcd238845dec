// POST /deployments: compiles the files on the request's thread and hands the result to the runtime.
#include "api/answer.hpp"
#include "api/body.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

constexpr std::size_t most_files = 500;

formats::Bundle read_bundle(Body& body) {
  formats::Bundle bundle;
  bundle.entry = body.text("entry", Body::Need::required);
  const auto files = body.object("files", Body::Need::required);
  const auto& entries = files.as_context()->entries();
  if (entries.size() > most_files) body.fault("/files", "must have at most " + std::to_string(most_files) + " files");
  for (const auto& [path, text] : entries) {
    if (const auto* content = text.as_string()) bundle.files[path] = *content;
    else body.fault("/files" + pointer_to(path), "must be the text of the file");
  }
  if (!bundle.entry.empty() && !bundle.files.contains(bundle.entry)) body.fault("/entry", "must be one of the files");
  return bundle;
}

http::Response invalid_workflow(const std::vector<Diagnostic>& diagnostics) {
  constexpr int unprocessable = 422;
  auto described = codec::problem_of(Error{"INVALID-WORKFLOW", "The workflow has errors; nothing was deployed."});
  described.status = unprocessable;
  std::string text = codec::to_json(described);
  text.pop_back();  // its closing brace
  std::string found;
  JsonWriter out(found);
  out.begin_object();
  field_diagnostics(out, diagnostics);
  out.end_object();
  auto response = problem_response(described);
  response.body = text + "," + found.substr(1);
  return response;
}

http::Response deployed(const model::ProcessDefinition& definition, const runtime::Reply* reply, bool changed, std::int64_t version,
                        const std::vector<Diagnostic>& diagnostics) {
  constexpr int created = 201, ok = 200;
  std::string body;
  JsonWriter out(body);
  out.begin_object().key("key");
  if (reply) out.string(std::to_string(reply->key));
  else out.null();
  out.field("workflow", std::string_view(definition.id)).field("version", version);
  field_text(out, "label", definition.version_label);
  out.field("name", std::string_view(definition.name)).field("digest", std::string_view(definition.digest)).field("changed", changed);
  field_diagnostics(out, diagnostics);
  out.end_object();
  return json_response(std::move(body), reply && changed ? created : ok);
}

Answer post_deployment(Call& call) {
  auto body = Body::read(call);
  if (!body) return tl::unexpected(body.error());
  const auto bundle = read_bundle(*body);
  const auto message = body->text("message", Body::Need::optional, Body::long_text);
  const bool dry_run = body->boolean("dryRun", false);
  if (auto faults = body->faults()) return tl::unexpected(std::move(*faults));

  auto compiled = formats::compile(formats::BundleSource(bundle), bundle.entry);
  if (!compiled.definition || has_errors(compiled.diagnostics)) return invalid_workflow(compiled.diagnostics);
  const auto& definition = *compiled.definition;
  if (dry_run) {
    const auto newest = call.service.runtime->newest(definition.id);
    const bool changed = !newest || (*newest)->row.digest != definition.digest;
    const std::int64_t version = newest ? (*newest)->row.version + (changed ? 1 : 0) : 1;
    return deployed(definition, nullptr, changed, version, compiled.diagnostics);
  }
  auto reply = submit(call, runtime::Deploy{compiled.definition, std::move(compiled.bundle), message}, call.who->actor());
  if (!reply) return tl::unexpected(std::move(reply.error()));
  return deployed(definition, &*reply, reply->changed, reply->version, compiled.diagnostics);
}

}  // namespace

void add_deployment_routes(std::vector<Route>& routes) {
  routes.emplace_back(http::Method::post, "/api/v1/deployments", Right::roles({RightsRole::designer, RightsRole::admin}), post_deployment,
                      Description{"Check a workflow and deploy it as a new version", "NewDeployment", "Deployment", 201});
}

}  // namespace wf::api
