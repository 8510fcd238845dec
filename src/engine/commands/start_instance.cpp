// StartInstance. BPMN 2.0.2 §13.2: a start event creates the instance; its form becomes the first data.
#include "engine/declared_value.hpp"
#include "engine/commands/handlers.hpp"
#include "engine/form_check.hpp"

namespace wf::engine {

namespace {

/// The start event meant, or why there is none.
tl::expected<NodeIndex, Rejection> start_event(const model::ProcessDefinition& definition, const std::string& id) {
  const auto starts = definition.start_events();
  std::vector<NodeIndex> plain;
  for (const auto index : starts) {
    if (!id.empty() && definition.node(index).id == id) return index;
    if (definition.node(index).event == model::EventKind::none) plain.push_back(index);
  }
  if (!id.empty()) return tl::unexpected(rejection("INVALID", "'" + definition.id + "' has no start '" + id + "'."));
  if (plain.size() == 1) return plain.front();
  if (plain.empty()) return tl::unexpected(rejection("INVALID", "'" + definition.id + "' cannot be started by hand."));
  std::string ids;
  for (const auto index : plain) ids += (ids.empty() ? "" : ", ") + definition.node(index).id;
  return tl::unexpected(rejection("INVALID", "'" + definition.id + "' has several starts; say which one: " + ids + "."));
}

}  // namespace

Refusal handle(Step& step, const StartInstance& command) {
  const auto& definition = step.definition();
  const auto start = start_event(definition, command.start_at);
  if (!start) return start.error();
  const auto& node = definition.node(*start);
  const feel::Value data = command.data.is_null() ? feel::Value(feel::Context{}) : command.data;
  if (auto refusal = check_form(definition, node.form, data)) return refusal;
  step.emit(ProcessStarted{definition.id, command.definition, *start, command.business_key});
  if (!node.into.empty()) {
    step.emit(VariableSet{root_key, node.into, data});
  } else {
    for (const auto& entry : data.as_context()->entries()) step.emit(VariableSet{root_key, entry.name, as_declared(definition, entry.name, entry.value)});
  }
  step.activate_later(root_key, *start);
  return std::nullopt;
}

}  // namespace wf::engine
