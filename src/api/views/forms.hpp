// Forms and steps of a definition as JSON. Not for validating what was filled in (model/json_schema.hpp).
#pragma once
#include <string>

#include "codec/json_writer.hpp"
#include "model/process_definition.hpp"

namespace wf::api {

/// {"schema":…}, or null where there is no form of that name.
void write_form(codec::JsonWriter& out, const model::ProcessDefinition& definition, const std::string& form);
/// Members "starts" and "steps".
void write_definition(codec::JsonWriter& out, const model::ProcessDefinition& definition);

}  // namespace wf::api
