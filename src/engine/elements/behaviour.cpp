// The table of behaviours by kind. Validation refuses kinds that cannot run; here they become an incident.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

Behaviour behaviour_of(model::NodeKind kind) {
  using model::NodeKind;
  switch (kind) {
    case NodeKind::task:
    case NodeKind::start_event:
    case NodeKind::intermediate_throw_event:
    case NodeKind::boundary_event: return activate_pass_through;
    case NodeKind::user_task:
    case NodeKind::manual_task: return activate_user_task;
    case NodeKind::service_task:
    case NodeKind::send_task:
    case NodeKind::business_rule_task: return activate_job_task;
    case NodeKind::script_task: return activate_script_task;
    case NodeKind::sub_process: return activate_sub_process;
    case NodeKind::exclusive_gateway: return activate_exclusive_gateway;
    case NodeKind::parallel_gateway: return activate_parallel_gateway;
    case NodeKind::intermediate_catch_event: return activate_catch_event;
    case NodeKind::end_event: return activate_end_event;
    case NodeKind::process:
    case NodeKind::receive_task:
    case NodeKind::call_activity:
    case NodeKind::event_sub_process:
    case NodeKind::transaction:
    case NodeKind::ad_hoc_sub_process:
    case NodeKind::inclusive_gateway:
    case NodeKind::event_based_gateway:
    case NodeKind::complex_gateway: return activate_unsupported;
  }
  return activate_unsupported;
}

Tried<void> activate_unsupported(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  return trouble("ELEMENT-NOT-SUPPORTED", "'" + node.id + "' is a " + std::string(model::element_type(node.kind)) + ", which this version cannot execute.");
}

/// BPMN 2.0.2 §13.3.3: a task without type does nothing; a start or boundary event hands its token on.
Tried<void> activate_pass_through(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  const bool throws = node.kind == model::NodeKind::intermediate_throw_event;
  if (throws && node.event != model::EventKind::none) return activate_unsupported(step, element);
  step.complete(element.key);
  return {};
}

}  // namespace wf::engine
