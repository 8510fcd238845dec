// The head of the file and its starts.
#include "formats/lower/header.hpp"

#include "formats/lower/forms.hpp"
#include "formats/lower/steps.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::FlowNode;
using model::NodeKind;

namespace {

void lower_version(Workbench& bench, const Fields& workflow) {
  const Node* version = workflow.find("version");
  if (version == nullptr) return;
  if (version->kind == Node::Kind::number) {
    workflow.error(bench.place(*version), "WF-LANG-003", "'version' must be a text, not a number",
                   "put it in quotes: \"" + version->text + "\"");
    return;
  }
  if (const auto text = workflow.text("version")) bench.builder.definition().version_label = *text;
}

Exits lower_start(Workbench& bench, const Node& entry) {
  Fields bare = bench.fields(entry, PlaceOf::start, {});
  FlowNode node;
  node.id = claim_id(bench, bare, "start", node.where);
  const std::string id = node.id;
  Fields fields = bench.fields(entry, PlaceOf::start, id);
  fields.check_keys();
  node.kind = NodeKind::start_event;
  if (const auto text = fields.text("name")) node.name = *text;
  if (const auto text = fields.text("form")) node.name = *text;
  if (const auto text = fields.text("description")) node.documentation = *text;
  if (fields.has("form") && fields.has("name")) {
    fields.error(fields.key_place("name"), "WF-LANG-034", "'form' carries the name of this start already");
  }
  lower_form(bench, fields, {}, node.form);
  if (const auto into = fields.text("into")) {
    if (check_target(bench, *into, fields.value_place("into"), id)) node.into = *into;
    if (!fields.has("fields")) {
      fields.error(fields.key_place("into"), "WF-LANG-004", "'into' needs 'fields'", "name the form whose content goes into '" + *into + "'");
    }
  }
  const auto where = node.where;
  const auto index = bench.builder.add(std::move(node));
  return follow_next(bench, fields, bench.graph.leave(index, where));
}

}  // namespace

void lower_head(Workbench& bench, const Fields& workflow) {
  lower_version(bench, workflow);
  auto& definition = bench.builder.definition();
  if (const auto text = workflow.text("description")) {
    definition.documentation = *text;
    definition.nodes[model::process_node].documentation = *text;
  }
  if (const auto zone = workflow.text("time_zone")) {
    if (is_zone(*zone)) definition.time_zone = *zone;
    else workflow.error(workflow.value_place("time_zone"), "WF-LANG-031", "there is no time zone '" + *zone + "'",
                        "write a name of the IANA list, as in Europe/Rome");
  }
  lower_calendar(bench, workflow);
}

Exits lower_starts(Workbench& bench, const Fields& workflow) {
  Exits exits;
  const Node* list = workflow.list("start");
  if (list != nullptr) {
    for (const auto& entry : list->items) {
      if (entry.kind != Node::Kind::mapping) {
        workflow.wrong_type(entry, "a start", "a mapping", "begin it with '- id: NAME'");
        continue;
      }
      const Exits more = lower_start(bench, entry);
      exits.insert(exits.end(), more.begin(), more.end());
    }
    if (list->items.empty()) {
      workflow.error(workflow.key_place("start"), "WF-LANG-016", "'start' needs at least one entry", "leave it out for a start without form");
    }
    if (exits.empty()) bench.is_complete = false;
    return exits;
  }
  FlowNode start;
  start.id = bench.builder.definition().id + ".start";
  start.kind = NodeKind::start_event;
  start.where = workflow.value_place("workflow");
  const auto where = start.where;
  return bench.graph.leave(bench.builder.add(std::move(start)), where);
}

}  // namespace wf::formats
