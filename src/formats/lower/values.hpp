// From nodes of the file to compiled values: constants, `= FEEL`, `{{ FEEL }}`, conditions, assignments.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// A value position: `= x` is FEEL, a text with {{ }} is a template, everything else is constant.
model::ValueTree lower_value(Workbench& bench, const Node& node, const feel::Scope& scope, const std::string& element);
/// A key that is always FEEL (`if`). Must give true or false where its type is known.
std::optional<model::Formula> lower_condition(Workbench& bench, const Node& node, std::string_view key,
                                              const feel::Scope& scope, const std::string& element);
/// FEEL text `text.substr(offset)` of a scalar.
model::Formula lower_formula(Workbench& bench, const Node& node, std::size_t offset, const feel::Scope& scope,
                             const std::string& element);
/// Offset of the expression behind a leading `=`, or nothing when the text is no formula.
std::optional<std::size_t> formula_offset(const Node& node);

/// `in:`, `out:`, `values:`: variable names with value positions.
std::vector<model::Assignment> lower_assignments(Workbench& bench, const Fields& fields, std::string_view key,
                                                 const feel::Scope& scope);
/// Refuses names that FEEL cannot read as one word, and `starter`, `settings`, roles.
bool check_target(Workbench& bench, const std::string& name, model::SourceRef where, const std::string& element);

}  // namespace wf::formats
