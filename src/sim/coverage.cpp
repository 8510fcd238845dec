// Folding the record of cases into what was reached.
#include "sim/coverage.hpp"

#include <algorithm>

namespace wf::sim {

namespace {

/// Gateways and ends that a block adds have an id like "both.join".
bool is_written(const model::FlowNode& node) {
  return node.where.span.end > 0 && node.kind != model::NodeKind::process && node.id.find('.') == std::string::npos;
}

std::string arc_text(const model::ProcessDefinition& definition, const model::SequenceFlow& flow) {
  std::string text = definition.node(flow.source).id + " → " + definition.node(flow.target).id;
  if (!flow.name.empty()) text += " (" + flow.name + ")";
  return text;
}

std::vector<std::string> missed(const std::map<std::string, std::string>& all, const std::set<std::string>& seen) {
  std::vector<std::string> names;
  for (const auto& [id, name] : all) {
    if (!seen.contains(id)) names.push_back(name);
  }
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace

void Coverage::expect(const model::ProcessDefinition& definition) {
  auto& reached = workflows_[{definition.id, definition.digest}];
  for (const auto& node : definition.nodes) {
    if (is_written(node)) reached.steps.emplace(node.id, node.id);
  }
  for (const auto& flow : definition.flows) reached.arcs.emplace(flow.id, arc_text(definition, flow));
}

void Coverage::note(const std::vector<Recorded>& events) {
  for (const auto& recorded : events) {
    const auto& definition = *recorded.definition;
    auto& reached = workflows_[{definition.id, definition.digest}];
    if (const auto* taken = std::get_if<engine::FlowTaken>(&recorded.event.body)) reached.seen_arcs.insert(definition.flow(taken->flow).id);
    const auto* active = std::get_if<engine::ElementActivated>(&recorded.event.body);
    if (active == nullptr) continue;
    reached.seen_steps.insert(definition.node(active->node).id);
    if (active->via != model::no_index) reached.seen_arcs.insert(definition.flow(active->via).id);
  }
}

std::vector<WorkflowCoverage> Coverage::report() const {
  std::vector<WorkflowCoverage> out;
  for (const auto& [version, reached] : workflows_) {
    out.push_back({version.first, reached.steps.size(), reached.arcs.size(), missed(reached.steps, reached.seen_steps),
                   missed(reached.arcs, reached.seen_arcs)});
  }
  return out;
}

}  // namespace wf::sim
