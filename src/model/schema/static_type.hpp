// The FEEL type of what a schema lets through, for the checker of expressions.
#pragma once
#include "feel/types.hpp"
#include "model/schema/node.hpp"

namespace wf::model::schema {

feel::Type static_type(const Node& root);

}  // namespace wf::model::schema
