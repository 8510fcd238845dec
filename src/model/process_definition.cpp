// Look-ups in a definition, and the signatures of the directory functions that processes may call.
#include "model/process_definition.hpp"

namespace wf::model {

NodeIndex ProcessDefinition::find_node(std::string_view wanted) const {
  const auto found = node_by_id.find(std::string(wanted));
  return found == node_by_id.end() ? no_index : found->second;
}

FlowIndex ProcessDefinition::find_flow(std::string_view wanted) const {
  for (std::size_t i = 0; i < flows.size(); ++i) {
    if (flows[i].id == wanted) return static_cast<FlowIndex>(i);
  }
  return no_index;
}

std::vector<NodeIndex> ProcessDefinition::start_events() const {
  std::vector<NodeIndex> starts;
  if (nodes.empty()) return starts;
  for (const NodeIndex child : nodes[process_node].children) {
    if (nodes[child].kind == NodeKind::start_event) starts.push_back(child);
  }
  return starts;
}

feel::Type person_type() {
  const auto text = feel::Type::scalar(feel::Kind::string);
  return feel::Type::context({{"id", text},
                              {"name", text},
                              {"email", text},
                              {"manager", text},
                              {"groups", feel::Type::list(text)}});
}

std::span<const feel::HostFunction> directory_function_signatures() {
  static const std::vector<feel::HostFunction> signatures = [] {
    const auto no_body = [](std::span<const feel::Value>) { return feel::Value(); };
    return std::vector<feel::HostFunction>{
        {"manager of", {"person"}, person_type(), no_body},
        {"members of", {"group"}, feel::Type::list(person_type()), no_body},
        {"person", {"id"}, person_type(), no_body},
    };
  }();
  return signatures;
}

}  // namespace wf::model
