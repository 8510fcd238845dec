// Lookups in an instance.
#include "engine/instance.hpp"

namespace wf::engine {

const ElementInstance* Instance::find_element(LocalKey element) const {
  const auto found = elements.find(element);
  return found == elements.end() ? nullptr : &found->second;
}

const feel::Value* Instance::find_variable(LocalKey from, std::string_view name) const {
  for (const auto* element = find_element(from); element; element = find_element(element->scope)) {
    if (const auto* value = element->variables.find(name)) return value;
  }
  return nullptr;
}

}  // namespace wf::engine
