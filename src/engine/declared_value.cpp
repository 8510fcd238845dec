// Reading days, times and moments for the variables that are declared so.
#include "engine/declared_value.hpp"

#include <algorithm>

#include "feel/temporal_text.hpp"

namespace wf::engine {

namespace {

template <class Read>
feel::Value read_or_keep(const Read& read, feel::Value value) {
  const auto found = read(*value.as_string());
  return found ? feel::Value(*found) : value;
}

}  // namespace

feel::Value as_declared(const model::ProcessDefinition& definition, std::string_view name, feel::Value value) {
  if (!value.as_string()) return value;
  const auto& variables = definition.variables;
  const auto found = std::find_if(variables.begin(), variables.end(), [&](const auto& one) { return one.name == name; });
  if (found == variables.end() || found->type.form() != feel::Type::Form::scalar) return value;
  const auto kind = found->type.kind();
  if (kind == feel::Kind::date) return read_or_keep(feel::read_date, std::move(value));
  if (kind == feel::Kind::time) return read_or_keep(feel::read_time, std::move(value));
  if (kind == feel::Kind::date_time) return read_or_keep(feel::read_date_time, std::move(value));
  return value;
}

}  // namespace wf::engine
