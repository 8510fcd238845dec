// What the kinds of flow nodes are: their BPMN element names and families.
#include "model/flow_node.hpp"

namespace wf::model {

std::string_view element_type(NodeKind kind) {
  switch (kind) {
    case NodeKind::process: return "process";
    case NodeKind::task: return "task";
    case NodeKind::user_task: return "userTask";
    case NodeKind::manual_task: return "manualTask";
    case NodeKind::service_task: return "serviceTask";
    case NodeKind::script_task: return "scriptTask";
    case NodeKind::business_rule_task: return "businessRuleTask";
    case NodeKind::send_task: return "sendTask";
    case NodeKind::receive_task: return "receiveTask";
    case NodeKind::call_activity: return "callActivity";
    case NodeKind::sub_process:
    case NodeKind::event_sub_process: return "subProcess";
    case NodeKind::transaction: return "transaction";
    case NodeKind::ad_hoc_sub_process: return "adHocSubProcess";
    case NodeKind::exclusive_gateway: return "exclusiveGateway";
    case NodeKind::parallel_gateway: return "parallelGateway";
    case NodeKind::inclusive_gateway: return "inclusiveGateway";
    case NodeKind::event_based_gateway: return "eventBasedGateway";
    case NodeKind::complex_gateway: return "complexGateway";
    case NodeKind::start_event: return "startEvent";
    case NodeKind::intermediate_catch_event: return "intermediateCatchEvent";
    case NodeKind::intermediate_throw_event: return "intermediateThrowEvent";
    case NodeKind::boundary_event: return "boundaryEvent";
    case NodeKind::end_event: return "endEvent";
  }
  return "task";
}

bool is_activity(NodeKind kind) { return kind >= NodeKind::task && kind <= NodeKind::ad_hoc_sub_process; }

bool is_gateway(NodeKind kind) {
  return kind >= NodeKind::exclusive_gateway && kind <= NodeKind::complex_gateway;
}

bool is_scope(NodeKind kind) {
  return kind == NodeKind::process || (kind >= NodeKind::sub_process && kind <= NodeKind::ad_hoc_sub_process);
}

}  // namespace wf::model
