// The past comes from events, the present from the state; the present wins.
#include "api/views/progress.hpp"

#include <algorithm>
#include <array>

namespace wf::api {

namespace {
using model::NodeKind;

bool is_shown(const model::FlowNode& node) {
  if (model::is_activity(node.kind) || node.kind == NodeKind::event_sub_process) return true;
  if (node.kind == NodeKind::intermediate_catch_event || node.kind == NodeKind::intermediate_throw_event) return true;
  return node.kind == NodeKind::end_event && !node.name.empty();
}

bool waits_for_others(const model::FlowNode& node) {
  return node.kind == NodeKind::user_task || node.kind == NodeKind::manual_task || node.kind == NodeKind::intermediate_catch_event ||
         node.kind == NodeKind::receive_task;
}
}  // namespace

std::string_view step_state_name(StepState state) {
  constexpr std::array<std::string_view, 5> names = {"not reached", "active", "waiting", "completed", "failed"};
  return names[static_cast<std::size_t>(state)];
}

ProgressReader::ProgressReader(const model::ProcessDefinition& definition) : definition_(definition), past_(definition.nodes.size()) {}

void ProgressReader::follow(std::span<const engine::Event> events) {
  for (const auto& event : events) {
    if (const auto* activated = std::get_if<engine::ElementActivated>(&event.body)) {
      if (activated->node >= past_.size()) continue;
      running_.emplace_back(activated->key, activated->node);
      past_[activated->node].since = event.at;
    } else if (const auto* completed = std::get_if<engine::ElementCompleted>(&event.body)) {
      const auto found = std::lower_bound(running_.begin(), running_.end(), completed->key, [](const auto& entry, auto key) { return entry.first < key; });
      if (found == running_.end() || found->first != completed->key) continue;
      past_[found->second] = {true, event.at};
    }
  }
}

std::vector<StepProgress> ProgressReader::steps(const engine::Instance& now) const {
  std::vector<StepProgress> all(definition_.nodes.size());
  for (model::NodeIndex node = 0; node < all.size(); ++node) {
    all[node].node = node;
    all[node].state = past_[node].completed ? StepState::completed : StepState::not_reached;
    if (past_[node].completed) all[node].since = past_[node].since;
  }
  const auto node_of = [&](engine::LocalKey element) -> StepProgress* {
    const auto* found = now.find_element(element);
    return found && found->node < all.size() ? &all[found->node] : nullptr;
  };
  for (const auto& [key, element] : now.elements) {
    if (element.node >= all.size()) continue;
    all[element.node].state = waits_for_others(definition_.node(element.node)) ? StepState::waiting : StepState::active;
    all[element.node].since = past_[element.node].since;
  }
  for (const auto& [key, task] : now.tasks) {
    if (auto* step = node_of(task.element)) step->task = key, step->state = StepState::waiting;
  }
  for (const auto& [key, job] : now.jobs) {
    if (auto* step = node_of(job.element)) {
      step->job = key;
      if (job.state == engine::JobState::backing_off) step->state = StepState::waiting;
    }
  }
  for (const auto& [key, timer] : now.timers) {
    if (auto* step = node_of(timer.element)) step->timers.push_back(timer.due);
  }
  for (const auto& [key, incident] : now.incidents) {
    if (auto* step = node_of(incident.element)) step->incident = key, step->state = StepState::failed;
  }
  // In the order of the file: depth first along the scopes' children.
  std::vector<StepProgress> shown;
  struct Place {
    model::NodeIndex node;
    std::uint32_t depth;
  };
  std::vector<Place> open;
  const auto push_children = [&](const model::FlowNode& node, std::uint32_t depth) {
    for (auto child = node.children.rbegin(); child != node.children.rend(); ++child) open.push_back({*child, depth});
  };
  push_children(definition_.node(model::process_node), 0);
  while (!open.empty()) {
    const Place place = open.back();
    open.pop_back();
    const auto& node = definition_.node(place.node);
    if (!is_shown(node)) continue;
    all[place.node].depth = place.depth;
    shown.push_back(std::move(all[place.node]));
    push_children(node, place.depth + 1);
  }
  return shown;
}

}  // namespace wf::api
