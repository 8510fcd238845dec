// Finds schemas that lead back to themselves without going deeper into the value; checking them would never end.
#pragma once
#include <deque>

#include "model/schema/node.hpp"

namespace wf::model::schema {

/// A node on such a loop, or null.
const Node* looping_node(const std::deque<Node>& nodes);

}  // namespace wf::model::schema
