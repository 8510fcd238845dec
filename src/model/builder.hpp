// ProcessBuilder: the one way to put a ProcessDefinition together, from text (formats) or in code (tests).
#pragma once
#include <memory>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "model/process_definition.hpp"

namespace wf::model {

/// Keeps the cross references (incoming, outgoing, children, boundary_events, start, node_by_id) right.
class ProcessBuilder {
 public:
  explicit ProcessBuilder(std::string id, std::string name = {});

  /// Adds a node to scope `node.parent`; its reference lists must be empty. Returns its index. Duplicate ids are
  /// allowed here (validation reports them); find_node then answers the first.
  NodeIndex add(FlowNode node);
  /// Id: "<source>__<target>", with "_2" … where that is taken, unless given.
  FlowIndex connect(NodeIndex source, NodeIndex target, std::optional<Formula> condition = {}, std::string name = {},
                    std::string id = {});
  void set_default(NodeIndex node, FlowIndex flow);

  ProcessDefinition& definition() { return definition_; }
  std::shared_ptr<const ProcessDefinition> build() &&;

 private:
  ProcessDefinition definition_;
  std::unordered_set<std::string> flow_ids_;
  std::unordered_map<std::string, int> next_count_;  ///< by the stem of an id: where the search for a free one goes on
};

}  // namespace wf::model
