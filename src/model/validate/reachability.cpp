// What no case can reach, and from where no case can come to an end. One finding for each connected part, not for each
// of its steps.
#include "model/validate/checks.hpp"

namespace wf::model {

namespace {

using Marks = std::vector<bool>;

/// Everything that a case can come to from the nodes in `open`: along arcs, over events at steps, into scopes.
void mark_forward(const ProcessDefinition& definition, std::vector<NodeIndex> open, Marks& marks) {
  for (const NodeIndex index : open) marks[index] = true;
  const auto visit = [&](NodeIndex next) {
    if (next == no_index || marks[next]) return;
    marks[next] = true;
    open.push_back(next);
  };
  while (!open.empty()) {
    const FlowNode& node = definition.node(open.back());
    open.pop_back();
    for (const FlowIndex flow : node.outgoing) visit(definition.flow(flow).target);
    for (const NodeIndex boundary : node.boundary_events) visit(boundary);
    if (!is_scope(node.kind)) continue;
    for (const NodeIndex child : node.children) {
      const NodeKind kind = definition.node(child).kind;
      if (kind == NodeKind::start_event || kind == NodeKind::event_sub_process) visit(child);
    }
  }
}

/// Everything from which an end of its own scope can be reached.
Marks can_end(const ProcessDefinition& definition) {
  Marks marks(definition.nodes.size(), false);
  std::vector<NodeIndex> open;
  for (NodeIndex index = 0; index < definition.nodes.size(); ++index) {
    const FlowNode& node = definition.node(index);
    const bool ends = node.outgoing.empty();
    if (!ends) continue;
    marks[index] = true;
    open.push_back(index);
  }
  const auto visit = [&](NodeIndex next) {
    if (next == no_index || marks[next]) return;
    marks[next] = true;
    open.push_back(next);
  };
  while (!open.empty()) {
    const FlowNode& node = definition.node(open.back());
    open.pop_back();
    if (node.attached_to != no_index && node.interrupting) visit(node.attached_to);
    for (const FlowIndex flow : node.incoming) visit(definition.flow(flow).source);
  }
  return marks;
}

bool has_unreached_predecessor(const ProcessDefinition& definition, const FlowNode& node, const Marks& reached) {
  if (node.attached_to != no_index) return !reached[node.attached_to];
  if (node.parent != process_node && !reached[node.parent]) return true;
  for (const FlowIndex flow : node.incoming) {
    if (!reached[definition.flow(flow).source]) return true;
  }
  return false;
}

void check_unreached(Checks& checks, Marks reached) {
  const auto& definition = checks.definition;
  // First the heads: nothing unreached leads to them. Then what is left, which goes round in circles.
  for (const bool heads_only : {true, false}) {
    for (NodeIndex index = 1; index < definition.nodes.size(); ++index) {
      const FlowNode& node = definition.node(index);
      if (reached[index] || (heads_only && has_unreached_predecessor(definition, node, reached))) continue;
      checks.error(node, "WF-FLOW-008", in_words(node) + " can never be reached",
                   "let a step lead to it with 'next', or remove it");
      mark_forward(definition, {index}, reached);
    }
  }
}

}  // namespace

void check_reachability(Checks& checks) {
  const auto& definition = checks.definition;
  Marks reached(definition.nodes.size(), false);
  mark_forward(definition, {process_node}, reached);
  const Marks ends = can_end(definition);
  Marks told = ends;
  for (NodeIndex index = 1; index < definition.nodes.size(); ++index) {
    if (told[index] || !reached[index]) continue;
    const FlowNode& node = definition.node(index);
    if (node.kind == NodeKind::start_event) continue;  // the step behind it says more
    checks.error(node, "WF-FLOW-009", "from " + in_words(node) + " no end can be reached: the case would go round for ever",
                 "let a 'choose' step lead out of the circle");
    Marks behind(definition.nodes.size(), false);
    mark_forward(definition, {index}, behind);
    for (NodeIndex other = 0; other < behind.size(); ++other) {
      if (behind[other]) told[other] = true;
    }
  }
  check_unreached(checks, std::move(reached));
}

}  // namespace wf::model
