// Embedded sub-processes. BPMN 2.0.2 §13.3.4.
#include "engine/elements/behaviour.hpp"

namespace wf::engine {

Tried<void> activate_sub_process(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  auto locals = step.assignments(node.in, element, nullptr);
  if (!locals) return tl::unexpected(locals.error());
  auto timers = step.boundary_schedules(element);
  if (!timers) return tl::unexpected(timers.error());
  const LocalKey key = element.key;
  for (auto& local : *locals) local.scope = key;  // `in` makes variables of the sub-process itself
  step.write(*locals);
  step.set_timers(key, *timers);
  if (node.start != model::no_index) {
    step.activate_later(key, node.start);
    return {};
  }
  bool any = false;
  for (const auto child : node.children) {
    const auto& inner = step.definition().node(child);
    const bool begins = inner.incoming.empty() && inner.kind != model::NodeKind::boundary_event && inner.kind != model::NodeKind::event_sub_process;
    if (begins) step.activate_later(key, child), any = true;
  }
  if (!any) step.complete(key);
  return {};
}

}  // namespace wf::engine
