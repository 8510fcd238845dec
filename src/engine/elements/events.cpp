// Intermediate catch events and end events. BPMN 2.0.2 §10.5, §13.5.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

Tried<void> activate_catch_event(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  if (node.event != model::EventKind::timer || !node.timer) return activate_unsupported(step, element);
  auto schedule = step.schedule(element.node, element.key);
  if (!schedule) return tl::unexpected(schedule.error());
  step.set_timers(element.key, {*schedule});
  return {};
}

Tried<void> activate_end_event(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  const LocalKey key = element.key, scope = element.scope;
  const NodeIndex index = element.node;
  if (node.event == model::EventKind::none) {
    step.complete_with(key, {});
  } else if (node.event == model::EventKind::error && node.error) {
    auto message = step.evaluate(node.error->message, key);
    if (!message) return tl::unexpected(message.error());
    const std::string code = node.error->code;
    // The error leaves the scope that the end event lies in (§13.5.6).
    if (scope == root_key) step.throw_error(key, code, to_display_text(*message), index);
    else step.throw_error(scope, code, to_display_text(*message), index);
  } else if (node.event == model::EventKind::terminate) {
    // §13.5.6: ends its own scope only; a sub-process then goes on over its normal flows.
    if (scope == root_key) step.end_process(ProcessTerminated{index, {}});
    else step.complete_scope_now(scope);
  } else {
    return activate_unsupported(step, element);
  }
  return {};
}

}  // namespace wf::engine
