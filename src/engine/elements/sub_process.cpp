// Embedded sub-processes. BPMN 2.0.2 §13.3.4.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

Tried<void> activate_sub_process(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  auto locals = step.assignments(node.in, element, nullptr);
  if (!locals) return tl::unexpected(locals.error());
  auto timers = step.boundary_schedules(element);
  if (!timers) return tl::unexpected(timers.error());
  std::vector<NodeIndex> first;
  if (node.start != model::no_index) first.push_back(node.start);
  else for (const auto child : node.children) {
    const auto& inner = step.definition().node(child);
    const bool begins = inner.incoming.empty() && inner.kind != model::NodeKind::boundary_event && inner.kind != model::NodeKind::event_sub_process;
    if (begins) first.push_back(child);
  }
  const LocalKey key = element.key;
  for (auto& local : *locals) local.scope = key;  // `in` makes variables of the sub-process itself
  step.write(*locals);
  if (first.empty()) {
    step.complete(key);  // no timers before: leaving may be repeated after an incident, which would set them again
    return {};
  }
  step.set_timers(key, *timers);
  for (const auto child : first) step.activate_later(key, child);
  return {};
}

}  // namespace wf::engine
