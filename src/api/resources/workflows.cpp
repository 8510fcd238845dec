// GET /workflows and their versions.
#include "api/answer.hpp"
#include "api/resources/resources.hpp"
#include "api/submit.hpp"
#include "api/views/forms.hpp"
#include "api/views/rows.hpp"

namespace wf::api {

namespace {

/// Definitions are few: paged over the sorted list, the cursor is the number of rows already shown.
Answer page_over(const Call& call, std::vector<store::DefinitionRow> rows) {
  const auto page = page_of(call);
  if (!page) return problem(page.error());
  std::size_t from = 0;
  if (!page->after.empty()) {
    const auto number = number_in_path(page->after);
    if (!number) return problem("MALFORMED", "'after' must be a cursor of an earlier page.");
    from = std::min(static_cast<std::size_t>(*number), rows.size());
  }
  const std::size_t to = std::min(rows.size(), from + page->limit);
  store::Rows<store::DefinitionRow> shown;
  shown.rows.assign(std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(from)), std::make_move_iterator(rows.begin() + static_cast<std::ptrdiff_t>(to)));
  if (to < rows.size()) shown.next = std::to_string(to);
  return page_response(shown, [](JsonWriter& out, const store::DefinitionRow& row) { write_object(out, row); });
}

tl::expected<std::vector<store::DefinitionRow>, codec::Problem> versions_of(const Call& call, const std::string& workflow) {
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  auto rows = (*reader)->definitions(workflow);
  if (!rows) return problem(rows.error());
  if (!workflow.empty() && rows->empty()) return problem("NOT-FOUND", "There is no workflow '" + workflow + "'.");
  return std::move(*rows);
}

Answer list_workflows(Call& call) {
  auto rows = versions_of(call, {});
  if (!rows) return tl::unexpected(std::move(rows.error()));
  return page_over(call, std::move(*rows));
}

Answer get_workflow(Call& call) {
  const auto newest = call.service.runtime->newest(call.path[0]);
  if (!newest) return problem(newest.error());
  std::string body;
  JsonWriter out(body);
  out.begin_object();
  write_members(out, (*newest)->row);
  write_definition(out, *(*newest)->definition);
  out.end_object();
  return json_response(std::move(body));
}

Answer list_versions(Call& call) {
  auto rows = versions_of(call, std::string(call.path[0]));
  if (!rows) return tl::unexpected(std::move(rows.error()));
  return page_over(call, std::move(*rows));
}

Answer get_version(Call& call) {
  const auto number = number_in_path(call.path[1]);
  if (!number) return problem(number.error());
  auto rows = versions_of(call, std::string(call.path[0]));
  if (!rows) return tl::unexpected(std::move(rows.error()));
  const auto found = std::find_if(rows->begin(), rows->end(), [&](const auto& row) { return row.version == *number; });
  if (found == rows->end()) return problem("NOT-FOUND", "Workflow '" + std::string(call.path[0]) + "' has no version " + std::to_string(*number) + ".");
  const auto deployed = call.service.runtime->deployed(found->key);
  if (!deployed) return problem(deployed.error());
  auto reader = call.service.readers->lend();
  if (!reader) return problem(reader.error());
  const auto with_files = (*reader)->definition(found->key);
  if (!with_files) return problem(with_files.error());
  std::string body;
  JsonWriter out(body);
  out.begin_object();
  write_members(out, *found);
  write_definition(out, *(*deployed)->definition);
  out.field("entry", std::string_view((*with_files)->entry)).key("files").begin_object();
  for (const auto& [path, text] : (*with_files)->files) out.field(path, std::string_view(text));
  out.end_object().end_object();
  return json_response(std::move(body));
}

}  // namespace

void add_workflow_routes(std::vector<Route>& routes) {
  using http::Method;
  const auto right = Right::roles(every_role);
  const std::vector<std::string_view> paging = {limit_parameter, after_parameter};
  routes.emplace_back(Method::get, "/api/v1/workflows", right, list_workflows, Description{"The newest version of each workflow", "", "WorkflowPage", 200, paging});
  routes.emplace_back(Method::get, "/api/v1/workflows/{id}", right, get_workflow, Description{"The newest version with its starts and steps", "", "Workflow"});
  routes.emplace_back(Method::get, "/api/v1/workflows/{id}/versions", right, list_versions, Description{"All versions, newest first", "", "WorkflowPage", 200, paging});
  routes.emplace_back(Method::get, "/api/v1/workflows/{id}/versions/{number}", right, get_version, Description{"One version with its files", "", "WorkflowVersion"});
}

}  // namespace wf::api
