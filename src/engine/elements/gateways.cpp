// Exclusive and parallel gateways. BPMN 2.0.2 §13.4.1, §13.4.2.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

/// §13.4.2: the conditions in order; the first true one takes the token, else the default flow.
Tried<void> activate_exclusive_gateway(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  for (const auto index : node.outgoing) {
    if (index == node.default_flow) continue;
    const auto& flow = step.definition().flow(index);
    if (flow.condition) {
      auto is_true = step.holds(*flow.condition, element.key);
      if (!is_true) return tl::unexpected(is_true.error());
      if (!*is_true) continue;
    }
    step.complete_with(element.key, {index});
    return {};
  }
  if (node.default_flow != model::no_index) {
    step.complete_with(element.key, {node.default_flow});
    return {};
  }
  if (node.outgoing.empty()) {
    step.complete_with(element.key, {});
    return {};
  }
  return trouble("NO-FLOW", "At '" + node.id + "' no condition is true and there is no 'else'. Add an 'else', or correct the data and try again.");
}

/// §13.4.1: a token on every outgoing flow; conditions on them are not looked at. Joining is decided before activation.
Tried<void> activate_parallel_gateway(Step& step, const ElementInstance& element) {
  step.complete_with(element.key, step.node_of(element).outgoing);
  return {};
}

}  // namespace wf::engine
