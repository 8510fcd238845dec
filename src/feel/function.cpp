// Function values; only the depth of a closure's captures needs code.
#include "feel/function.hpp"

#include <algorithm>

namespace wf::feel {

Function::Function(Closure closure, std::vector<std::string> parameters)
    : closure_(std::move(closure)), parameters_(std::move(parameters)) {
  for (const Value& value : closure_.captures) depth_ = std::max(depth_, value.depth() + 1);
}

}  // namespace wf::feel
