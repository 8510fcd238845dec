// Checking submitted data against a form.
#pragma once
#include <optional>
#include <string>

#include "engine/advance.hpp"

namespace wf::engine {

/// INVALID with a line per field where the data do not satisfy the form; no form (empty name) takes any context.
std::optional<Rejection> check_form(const model::ProcessDefinition& definition, const std::string& form, const feel::Value& data);

/// Whether the form's schema lists the field.
bool form_has_field(const model::ProcessDefinition& definition, const std::string& form, std::string_view field);

}  // namespace wf::engine
