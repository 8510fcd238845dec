// Names of rights roles.
#include "store/rows.hpp"

#include <algorithm>
#include <array>

namespace wf::store {

namespace {
constexpr std::array<std::string_view, 5> role_names = {"viewer", "user", "designer", "operator", "admin"};
}

std::string_view role_name(RightsRole role) { return role_names[static_cast<std::size_t>(role)]; }

std::optional<RightsRole> parse_role(std::string_view name) {
  const auto found = std::find(role_names.begin(), role_names.end(), name);
  if (found == role_names.end()) return std::nullopt;
  return static_cast<RightsRole>(found - role_names.begin());
}

}  // namespace wf::store
