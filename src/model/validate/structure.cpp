// Ids, starts and ends, borders of scopes, events at activities. BPMN 2.0.2 §10.3.2, §10.5.
#include <set>
#include <unordered_set>

#include "model/validate/checks.hpp"

namespace wf::model {

void check_ids(Checks& checks) {
  std::unordered_set<std::string> seen;
  for (const auto& node : checks.definition.nodes) {
    if (!seen.insert(node.id).second) {
      checks.error(node, "WF-FLOW-001", "the id '" + node.id + "' is taken", "give one of the two another id");
    }
  }
  for (const auto& flow : checks.definition.flows) {
    if (!seen.insert(flow.id).second) {
      checks.error(flow, "WF-FLOW-001", "the id '" + flow.id + "' of a sequence flow is taken", "give one of the two another id");
    }
  }
}

namespace {

void check_starts(Checks& checks, const FlowNode& scope) {
  std::size_t plain = 0, all = 0;
  for (const NodeIndex child : scope.children) {
    const FlowNode& node = checks.definition.node(child);
    if (node.kind != NodeKind::start_event) continue;
    ++all;
    if (node.event == EventKind::none) ++plain;
    if (!node.incoming.empty()) {
      checks.error(node, "WF-FLOW-003", "nothing can lead to " + in_words("start", node), "let the arc lead to a step");
    }
    if (node.outgoing.empty()) {
      checks.error(node, "WF-FLOW-003", in_words("start", node) + " leads nowhere", "draw an arc to the first step");
    }
  }
  if (all == 0) {
    checks.error(scope, "WF-FLOW-002", in_words(scope) + " has no start", "add a start event");
  } else if (scope.kind == NodeKind::sub_process && plain != 1) {
    checks.error(scope, "WF-FLOW-002", "a sub-process needs exactly one plain start; " + in_words(scope) + " has " + std::to_string(plain),
                 "keep one start without trigger");
  }
}

}  // namespace

void check_scopes(Checks& checks) {
  for (const auto& node : checks.definition.nodes) {
    if (is_scope(node.kind)) check_starts(checks, node);
    if (node.kind == NodeKind::end_event && !node.outgoing.empty()) {
      checks.error(node, "WF-FLOW-004", "nothing can follow " + in_words("end", node), "let the arc begin at the step before it");
    }
    const bool needs_timer = node.event == EventKind::timer && !node.timer;
    const bool needs_error = node.event == EventKind::error && !node.error;
    if (needs_timer || needs_error) {
      checks.error(node, "WF-FLOW-005", in_words("event", node) + " does not say what it waits for or throws",
                   needs_timer ? "give it a period or a moment" : "give it an error code");
    }
  }
  for (const auto& flow : checks.definition.flows) {
    if (checks.definition.node(flow.source).parent == checks.definition.node(flow.target).parent) continue;
    checks.error(flow, "WF-FLOW-006", "the arc '" + flow.id + "' crosses the border of a sub-process",
                 "end the sub-process and go on behind it");
  }
}

void check_boundaries(Checks& checks) {
  const auto& definition = checks.definition;
  std::set<std::pair<NodeIndex, std::string>> caught;
  for (const auto& node : definition.nodes) {
    if (node.kind != NodeKind::boundary_event) continue;
    const bool is_attached = node.attached_to != no_index && is_activity(definition.node(node.attached_to).kind) &&
                             definition.node(node.attached_to).parent == node.parent;
    if (!is_attached) {
      checks.error(node, "WF-FLOW-007", in_words(node) + " is not attached to an activity of its own sub-process");
    }
    if (!node.incoming.empty()) checks.error(node, "WF-FLOW-007", "nothing can lead to " + in_words(node) + ", which is an event at a step");
    if (node.outgoing.empty()) checks.error(node, "WF-FLOW-007", in_words(node) + " leads nowhere", "give it steps, or an arc to a step");
    if (node.event == EventKind::none) checks.error(node, "WF-FLOW-007", in_words(node) + " has no trigger");
    if (node.event != EventKind::error || !node.error || node.attached_to == no_index) continue;
    if (!caught.insert({node.attached_to, node.error->code}).second) {
      const std::string what = node.error->code.empty() ? "any error" : "the error '" + node.error->code + "'";
      checks.error(node, "WF-FLOW-014", in_words(node) + " can never happen: another event of the same step catches " + what,
                   "keep one of the two");
    }
  }
}

}  // namespace wf::model
