// ProcessDefinition: one deployable process, complete and immutable: graph, forms, roles, compiled formulas.
// Built by formats (from text) or ProcessBuilder (in code); checked by model/validate; executed by engine.
#pragma once
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feel/types.hpp"
#include "model/flow_node.hpp"

namespace wf::model {

class JsonSchema;  // model/json_schema.hpp

/// What a person fills in. `schema` validates it; `document` is shown by interfaces.
struct Form {
  std::string name;  ///< the file, or "<step>.fields" for inline fields
  std::shared_ptr<const JsonSchema> schema;
};

struct Role {
  std::string name;
  ValueTree value;  ///< person, "group:x", or FEEL giving either
};

/// Immutable once built; shared between threads as shared_ptr<const ProcessDefinition>.
struct ProcessDefinition {
  std::string id;
  std::string name;
  std::string documentation;
  std::string version_label;
  std::string digest;  ///< SHA-256 of all files that make it up; the identity of a version
  std::string time_zone = "UTC";
  std::optional<WorkingCalendar> calendar;
  std::vector<std::string> files;  ///< names, first the workflow file; SourceRef::file counts here
  std::vector<FlowNode> nodes;     ///< nodes[0] is the process
  std::vector<SequenceFlow> flows;
  std::map<std::string, Form> forms;
  std::vector<Role> roles;
  std::vector<feel::Type::Member> variables;  ///< declared data and what start forms and outputs write
  std::unordered_map<std::string, NodeIndex> node_by_id;

  const FlowNode& node(NodeIndex index) const { return nodes[index]; }
  const SequenceFlow& flow(FlowIndex index) const { return flows[index]; }
  /// no_index where there is none.
  NodeIndex find_node(std::string_view id) const;
  FlowIndex find_flow(std::string_view id) const;  ///< linear
  /// Start events directly in the process, in order of the file.
  std::vector<NodeIndex> start_events() const;
};

/// FEEL functions that processes can use beside the built-ins at compile time; the runtime gives the same list with
/// bodies (`manager of(person)`, `members of(group)`, `person(id)`).
std::span<const feel::HostFunction> directory_function_signatures();
/// What `starter` and the directory functions give: context of id, name, email, manager (an id), groups (their ids).
feel::Type person_type();

}  // namespace wf::model
