// Schemas are shown as they were compiled.
#include "api/views/forms.hpp"

#include "model/json_schema.hpp"

namespace wf::api {

void write_form(codec::JsonWriter& out, const model::ProcessDefinition& definition, const std::string& form) {
  const auto found = definition.forms.find(form);
  if (form.empty() || found == definition.forms.end() || !found->second.schema) {
    out.null();
    return;
  }
  out.begin_object().key("schema").value(found->second.schema->document()).end_object();
}

void write_definition(codec::JsonWriter& out, const model::ProcessDefinition& definition) {
  out.key("starts").begin_array();
  for (const auto index : definition.start_events()) {
    const auto& start = definition.node(index);
    out.begin_object().field("id", std::string_view(start.id)).field("name", std::string_view(start.name)).key("form");
    write_form(out, definition, start.form);
    out.end_object();
  }
  out.end_array().key("steps").begin_array();
  for (model::NodeIndex index = 1; index < definition.nodes.size(); ++index) {
    const auto& node = definition.node(index);
    out.begin_object().field("id", std::string_view(node.id)).field("name", std::string_view(node.name));
    out.field("type", model::element_type(node.kind)).key("parent");
    if (node.parent == model::process_node) out.null();
    else out.string(definition.node(node.parent).id);
    out.end_object();
  }
  out.end_array();
}

}  // namespace wf::api
