// Forms and data types: JSON Schema files, and short inline `fields:`.
#pragma once
#include <optional>
#include <string>

#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// The schema file that `reference` names; null after errors, which are reported once. The shape is kept under the
/// file's path in Workbench::shapes and the form in ProcessDefinition::forms.
const FormShape* lower_schema_file(Workbench& bench, const Node& reference, const std::string& element,
                                   std::string& form_name);
/// Inline fields: `name: type word` or `name: { type: …, JSON Schema keywords …, optional: true }`.
const FormShape* lower_inline_fields(Workbench& bench, const Node& fields, const std::string& element,
                                     std::string& form_name);
/// The form of a step: `form` (file) or `fields` (file or inline). Not both. Empty name: no form.
const FormShape* lower_form(Workbench& bench, const Fields& step, std::string_view form_key, std::string& form_name);

/// "string", "number", "date", "list of number" …
std::optional<feel::Type> type_of_word(std::string_view word);
std::vector<std::string> type_words();

}  // namespace wf::formats
