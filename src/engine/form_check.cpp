// Forms by JSON Schema.
#include "engine/form_check.hpp"

#include "model/json_schema.hpp"

namespace wf::engine {

std::optional<Rejection> check_form(const model::ProcessDefinition& definition, const std::string& form, const feel::Value& data) {
  if (!data.as_context()) return Rejection{"INVALID", "The data must be an object with a value for each field.", {}};
  const auto found = definition.forms.find(form);
  if (form.empty() || found == definition.forms.end() || !found->second.schema) return std::nullopt;
  const auto problems = found->second.schema->validate(data);
  if (problems.empty()) return std::nullopt;
  Rejection rejection{"INVALID", "The form is not filled in correctly.", {}};
  for (const auto& problem : problems) rejection.fields.push_back({problem.pointer, problem.message});
  return rejection;
}

bool form_has_field(const model::ProcessDefinition& definition, const std::string& form, std::string_view field) {
  const auto found = definition.forms.find(form);
  if (found == definition.forms.end() || !found->second.schema) return false;
  return found->second.schema->type().find(field) != nullptr;
}

}  // namespace wf::engine
