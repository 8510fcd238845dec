// Trouble: incidents for what a person must repair, BPMN errors for what the process foresees.
#include "engine/elements/behaviour.hpp"
#include "engine/step.hpp"

namespace wf::engine {

void Step::raise(LocalKey element, const Trouble& trouble, LocalKey job) {
  emit(IncidentRaised{fresh_key(), element, job, trouble.code, trouble.message});
}

NodeIndex Step::find_catcher(const ElementInstance& activity, const std::string& code) const {
  NodeIndex any = model::no_index;
  for (const auto index : node_of(activity).boundary_events) {
    const auto& node = definition_.node(index);
    if (node.event != model::EventKind::error || !node.error) continue;
    if (node.error->code == code) return index;  // an exact code before a catch-all
    if (node.error->code.empty() && any == model::no_index) any = index;
  }
  return any;
}

void Step::throw_error(LocalKey thrower, const std::string& code, const std::string& message, NodeIndex end_event) {
  for (const auto* element = find(thrower); element; element = find(element->scope)) {
    const NodeIndex catcher = find_catcher(*element, code);
    if (catcher == model::no_index) continue;
    const LocalKey scope = element->scope, host = element->key;
    emit(ErrorThrown{thrower, code, message, catcher});
    activate_later(scope, catcher);  // before the host ends, so that its scope is not taken for finished
    return terminate(host);
  }
  emit(ErrorThrown{thrower, code, message, model::no_index});
  end_process(ProcessFailed{end_event, code, message});
}

void Step::end_process(EventBody::Variant last) {
  terminate_contents(root_key);
  // Incidents of the case itself have no element to end with.
  while (!instance_.incidents.empty()) emit(IncidentResolved{instance_.incidents.begin()->first});
  append(std::move(last));
}

}  // namespace wf::engine
