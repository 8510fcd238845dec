// Keeps a growing definition consistent: every add and connect also fills the index lists of the nodes concerned.
#include "model/builder.hpp"

#include "base/assert.hpp"

namespace wf::model {

ProcessBuilder::ProcessBuilder(std::string id, std::string name) {
  definition_.id = id;
  definition_.name = name;
  FlowNode process;
  process.id = std::move(id);
  process.name = std::move(name);
  process.kind = NodeKind::process;
  definition_.nodes.push_back(std::move(process));
}

NodeIndex ProcessBuilder::add(FlowNode node) {
  WF_ASSERT(node.parent < definition_.nodes.size() && is_scope(definition_.nodes[node.parent].kind));
  WF_ASSERT(node.incoming.empty() && node.outgoing.empty() && node.children.empty() && node.boundary_events.empty());
  WF_ASSERT(node.attached_to == no_index || node.attached_to < definition_.nodes.size());
  const auto index = static_cast<NodeIndex>(definition_.nodes.size());
  FlowNode& scope = definition_.nodes[node.parent];
  scope.children.push_back(index);
  const bool is_plain_start = node.kind == NodeKind::start_event && node.event == EventKind::none;
  if (is_plain_start && scope.start == no_index) scope.start = index;
  if (node.attached_to != no_index) definition_.nodes[node.attached_to].boundary_events.push_back(index);
  definition_.node_by_id.emplace(node.id, index);
  definition_.nodes.push_back(std::move(node));
  return index;
}

FlowIndex ProcessBuilder::connect(NodeIndex source, NodeIndex target, std::optional<Formula> condition,
                                  std::string name, std::string id) {
  WF_ASSERT(source < definition_.nodes.size() && target < definition_.nodes.size());
  if (id.empty()) {
    const std::string stem = definition_.nodes[source].id + "__" + definition_.nodes[target].id;
    id = stem;
    int& count = next_count_.try_emplace(stem, 2).first->second;
    while (flow_ids_.contains(id)) id = stem + "_" + std::to_string(count++);
  }
  flow_ids_.insert(id);
  const auto index = static_cast<FlowIndex>(definition_.flows.size());
  SequenceFlow flow;
  flow.id = std::move(id);
  flow.name = std::move(name);
  flow.source = source;
  flow.target = target;
  flow.condition = std::move(condition);
  definition_.flows.push_back(std::move(flow));
  definition_.nodes[source].outgoing.push_back(index);
  definition_.nodes[target].incoming.push_back(index);
  return index;
}

void ProcessBuilder::set_default(NodeIndex node, FlowIndex flow) {
  WF_ASSERT(definition_.flows.at(flow).source == node);
  definition_.nodes[node].default_flow = flow;
}

std::shared_ptr<const ProcessDefinition> ProcessBuilder::build() && {
  return std::make_shared<const ProcessDefinition>(std::move(definition_));
}

}  // namespace wf::model
