// Resolving targets and drawing the sequence flows.
#include "formats/lower/graph.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wf::formats {

using model::NodeIndex;
using model::NodeKind;

namespace {
constexpr std::size_t max_listed_steps = 12;
}

std::size_t Graph::add(Arc arc) {
  arcs_.push_back(std::move(arc));
  return arcs_.size() - 1;
}

void Graph::enter(const Exits& exits, NodeIndex target) {
  for (const auto exit : exits) arcs_[exit].target = target;
}

void Graph::go_to(const Exits& exits, const std::string& id, model::SourceRef where) {
  for (const auto exit : exits) {
    arcs_[exit].target_id = id;
    arcs_[exit].target_where = where;
  }
}

bool Graph::claim(const std::string& id, model::SourceRef where, model::SourceRef& first) {
  const auto [entry, is_new] = ids_.emplace(id, where);
  if (!is_new) first = entry->second;
  return is_new;
}

bool Graph::resolve(Arc& arc, const model::ProcessDefinition& definition, Faults& faults) const {
  const auto& source = definition.node(arc.source);
  const std::string quoted = "'" + arc.target_id + "'";
  const NodeIndex target = definition.find_node(arc.target_id);
  if (target == model::no_index) {
    std::vector<std::string> names;
    for (const NodeIndex child : definition.node(source.parent).children) names.push_back(definition.node(child).id);
    names.erase(std::remove_if(names.begin(), names.end(), [](const auto& name) { return name.find('.') != name.npos; }), names.end());
    const std::string otherwise = names.size() <= max_listed_steps ? "steps here: " + joined(names, ", ") : "";
    faults.error(arc.target_where, "WF-LANG-011", "there is no step " + quoted,
                 faults.suggestion(arc.target_id, names, otherwise), source.id);
    return false;
  }
  const auto& node = definition.node(target);
  if (node.kind == NodeKind::start_event || node.kind == NodeKind::boundary_event) {
    faults.error(arc.target_where, "WF-LANG-041", quoted + " is no step: nothing can lead to " +
                     (node.kind == NodeKind::start_event ? "a start" : "an event at a step"),
                 "name a step", source.id);
    return false;
  }
  if (node.parent != source.parent) {
    faults.error(arc.target_where, "WF-LANG-012", quoted + " lies on the other side of the border of a sub-process",
                 "let the arc lead to the sub-process itself, or end the sub-process and go on behind it", source.id);
    return false;
  }
  arc.target = target;
  return true;
}

void Graph::merge_before(model::ProcessBuilder& builder, NodeIndex split) {
  const auto arrives = [split](const Arc& arc) { return arc.target == split; };
  if (std::count_if(arcs_.begin(), arcs_.end(), arrives) < 2) return;
  const auto& node = builder.definition().node(split);
  model::FlowNode merge;
  merge.id = node.id + ".merge";
  merge.kind = NodeKind::exclusive_gateway;
  merge.parent = node.parent;
  merge.where = node.where;
  const model::SourceRef where = node.where;
  const NodeIndex index = builder.add(std::move(merge));
  for (auto& arc : arcs_) {
    if (arrives(arc)) arc.target = index;
  }
  enter(leave(index, where), split);
}

bool Graph::connect(model::ProcessBuilder& builder, Faults& faults) {
  bool complete = true;
  for (auto& arc : arcs_) {
    if (!arc.target_id.empty() && !resolve(arc, builder.definition(), faults)) complete = false;
  }
  for (const auto split : splits_) merge_before(builder, split);
  for (auto& arc : arcs_) {
    if (arc.target == model::no_index) continue;
    const auto flow = builder.connect(arc.source, arc.target, std::move(arc.condition), std::move(arc.label));
    builder.definition().flows[flow].where = arc.where;
    if (arc.is_default) builder.set_default(arc.source, flow);
  }
  return complete;
}

}  // namespace wf::formats
