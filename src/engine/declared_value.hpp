// What a variable takes from a text: forms and machines know days and moments as texts only, a variable that is
// declared as a date, a time or a moment holds one.
#pragma once
#include <string_view>

#include "feel/value.hpp"
#include "model/process_definition.hpp"

namespace wf::engine {

/// `value` as the declared kind of the variable `name` where it is a text that reads as one; otherwise `value` itself.
feel::Value as_declared(const model::ProcessDefinition& definition, std::string_view name, feel::Value value);

}  // namespace wf::engine
