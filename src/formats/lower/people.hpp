// Who does a step: roles, `by`, `not_by`.
#pragma once
#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// One value of `by`, `not_by` or `roles`: a role's name, group:NAME, person:NAME, `= FEEL`, or a list of such.
model::ValueTree lower_people(Workbench& bench, const Node& node, std::string_view key, const feel::Scope& scope,
                              const std::string& element);
/// `roles:` of the workflow.
void lower_roles(Workbench& bench, const Fields& workflow);

}  // namespace wf::formats
