// Name lookup for expressions.
#include "engine/variables.hpp"

#include <algorithm>

#include "engine/form_check.hpp"

namespace wf::engine {

const feel::Value* ElementVariables::find(std::string_view name) const {
  if (over_ && over_->as_context()) {
    if (const auto* value = over_->as_context()->find(name)) return value;
  }
  if (const auto* value = instance_.find_variable(element_, name)) return value;
  if (const auto known = computed_.find(name); known != computed_.end()) return &known->second;
  if (name == "starter") return &computed_.emplace(name, starter()).first->second;
  if (name == "settings" && context_.catalog) return &context_.catalog->settings();
  if (const auto* value = role(name)) return value;
  static const feel::Value none;
  return is_declared(name) ? &none : nullptr;
}

/// Data that a case has not got yet, and fields of the form at hand that were left empty, are null, not mistakes.
bool ElementVariables::is_declared(std::string_view name) const {
  const auto& variables = definition_.variables;
  if (std::any_of(variables.begin(), variables.end(), [&](const auto& variable) { return variable.name == name; })) return true;
  const auto* element = instance_.find_element(element_);
  if (!over_ || !element) return false;
  const auto& node = definition_.node(element->node);
  return form_has_field(definition_, node.user_task ? node.user_task->form : node.form, name);
}

const feel::Value* ElementVariables::role(std::string_view name) const {
  for (const auto& role : definition_.roles) {
    if (role.name != name) continue;
    // Null first: a role that names itself, directly or by way of others, is null instead of endless.
    auto& value = computed_.emplace(role.name, feel::Value()).first->second;
    feel::Value found = model::evaluate(role.value, environment()).value;
    // "anna" or "person:anna" become the person, so that `head.email` works.
    std::string_view id = found.text();
    constexpr std::string_view prefix = "person:";
    if (id.substr(0, prefix.size()) == prefix) id.remove_prefix(prefix.size());
    if (feel::Value person = !id.empty() && context_.catalog ? context_.catalog->person(id) : feel::Value(); !person.is_null()) found = std::move(person);
    value = std::move(found);
    return &value;
  }
  return nullptr;
}

feel::Value ElementVariables::starter() const {
  feel::Value person = context_.catalog ? context_.catalog->person(instance_.started_by) : feel::Value();
  if (!person.is_null()) return person;
  return feel::Context{{"id", instance_.started_by}, {"name", instance_.started_by}, {"email", feel::Value()}, {"manager", feel::Value()}, {"groups", feel::List{}}};
}

feel::Environment ElementVariables::environment() const {
  feel::Environment environment;
  environment.variables = this;
  environment.now = context_.now;
  environment.zone = definition_.time_zone;
  if (context_.catalog) environment.functions = context_.catalog->functions();
  return environment;
}

}  // namespace wf::engine
