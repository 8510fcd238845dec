// wfctl deploy and versions.
#include "base/text.hpp"
#include "codec/json_value.hpp"
#include "commands/diagnostics.hpp"
#include "commands/files.hpp"
#include "commands/verbs.hpp"
#include "output.hpp"

namespace wf::cli {

namespace {

feel::Value bundle_value(const formats::Bundle& bundle, const std::string& message) {
  feel::Context files;
  for (const auto& [path, text] : bundle.files) files.set(path, text);
  feel::Context body{{"entry", bundle.entry}, {"files", std::move(files)}};
  if (!message.empty()) body.set("message", message);
  return body;
}

}  // namespace

Exit run_deploy(Invocation& call) {
  auto files = expanded(call.all("FILE"), {"workflow.yaml", "workflow.yml", "workflow.toml", ".wf.yaml"});
  if (!files) return call.failed(files.error());
  if (files->empty()) return call.failed({"WF-CLI-001", "There are no workflows below the given directories."});
  // Everything is checked before anything is sent, so that a fault in the last file does not leave half a delivery.
  std::vector<formats::Compilation> compiled;
  std::vector<Diagnostic> findings;
  for (const auto& file : *files) {
    const LocatedFile place = located(file);
    compiled.push_back(formats::compile(formats::DirectorySource(place.root), place.path, place.root == "." ? "" : place.root + "/"));
    findings.insert(findings.end(), compiled.back().diagnostics.begin(), compiled.back().diagnostics.end());
  }
  if (has_errors(findings)) {
    print_diagnostics(call, findings, files->size());
    call.print_error("nothing was deployed.");
    return Exit::found;
  }
  auto server = call.server();
  if (!server) return call.failed(server.error());
  feel::List replies;
  for (const auto& one : compiled) {
    auto reply = (*server)->post("/api/v1/deployments", bundle_value(one.bundle, call.get("message")));
    if (!reply) return call.failed(reply.error());
    replies.push_back(reply->body);
    if (call.json() || call.quiet()) continue;
    const auto& body = reply->body;
    const std::string version = to_display_text(body.member("version"));
    const std::string workflow(body.member("workflow").text());
    call.print(body.member("changed").is_true() ? "deployed " + workflow + " as version " + version + "\n"
                                                 : workflow + " is unchanged since version " + version + "\n");
  }
  if (call.json()) call.print(json_text(feel::Context{{"deployments", std::move(replies)}}));
  return Exit::done;
}

Exit run_versions(Invocation& call) {
  auto server = call.server();
  if (!server) return call.failed(server.error());
  const std::string workflow = call.get("WORKFLOW");
  const std::string path = workflow.empty() ? "/api/v1/workflows" : "/api/v1/workflows/" + client::url_encoded(workflow) + "/versions";
  auto reply = (*server)->get(path);
  if (!reply) return call.failed(reply.error());
  if (call.json()) return call.print(json_text(reply->body)), Exit::done;
  Table table({"WORKFLOW", "VERSION", "LABEL", "DEPLOYED", "BY", "NAME", "MESSAGE"}, "No workflow is deployed yet. Deploy one with: wfctl deploy FILE");
  if (const auto* items = reply->body.member("items").as_list()) {
    for (const auto& item : *items) {
      table.add({{std::string(item.member("workflow").text()), Tint::bold},
                 {to_display_text(item.member("version"))},
                 {std::string(item.member("label").text())},
                 {relative_time(item.member("deployedAt").text())},
                 {std::string(item.member("deployedBy").text())},
                 {std::string(item.member("name").text())},
                 {std::string(item.member("message").text())}});
    }
  }
  call.print(table.text(call.colour()));
  return Exit::done;
}

}  // namespace wf::cli
