// Checks of a whole definition, each reporting every fault it sees. What only text can break (keys, types of YAML
// values, missing files) is checked in formats before.
#pragma once
#include <vector>

#include "model/process_definition.hpp"
#include "model/source_ref.hpp"

namespace wf::model {

/// Structure: unique ids, one plain start, targets in the same scope, reachability, ends, boundary rules, gateways
/// without true flow, joins that cannot fill where that is certain. BPMN 2.0.2 §10, §13. Codes WF-FLOW-nnn.
std::vector<Finding> validate(const ProcessDefinition& definition);

}  // namespace wf::model
