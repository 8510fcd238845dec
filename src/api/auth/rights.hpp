// Right: who may use a route. Hangs on the route object; there is no way to make a route without one, and what is not
// named is denied. Not for who a caller is (principal.hpp) and not for ownership of single things (the resources).
#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>

#include "store/rows.hpp"

namespace wf::api {

using store::RightsRole;

/// A small set of roles.
class RoleSet {
 public:
  constexpr RoleSet() = default;
  constexpr RoleSet(std::initializer_list<RightsRole> roles) {
    for (const auto role : roles) add(role);
  }
  constexpr void add(RightsRole role) { bits_ = static_cast<std::uint8_t>(bits_ | (1U << static_cast<unsigned>(role))); }
  constexpr bool has(RightsRole role) const { return (bits_ >> static_cast<unsigned>(role)) & 1U; }
  constexpr bool meets(RoleSet other) const { return (bits_ & other.bits_) != 0; }
  constexpr bool within(RoleSet other) const { return (bits_ & ~other.bits_) == 0; }
  constexpr bool empty() const { return bits_ == 0; }
  constexpr RoleSet both(RoleSet other) const {
    RoleSet set;
    set.bits_ = bits_ & other.bits_;
    return set;
  }
  bool operator==(const RoleSet&) const = default;

 private:
  std::uint8_t bits_ = 0;
};

inline constexpr std::initializer_list<RightsRole> every_role = {RightsRole::viewer, RightsRole::user, RightsRole::designer,
                                                                  RightsRole::operator_, RightsRole::admin};

class Right {
 public:
  enum class Form : std::uint8_t { anyone, local_or_signed_in, signed_in, roles };
  /// No token needed: what says nothing about cases and people.
  static constexpr Right anyone() { return Right(Form::anyone, {}); }
  /// No token needed from the machine itself; from elsewhere any token.
  static constexpr Right local_or_signed_in() { return Right(Form::local_or_signed_in, {}); }
  static constexpr Right signed_in() { return Right(Form::signed_in, {}); }
  /// One of these roles.
  static constexpr Right roles(std::initializer_list<RightsRole> roles) { return Right(Form::roles, RoleSet(roles)); }

  Form form() const { return form_; }
  RoleSet role_set() const { return roles_; }
  std::string to_text() const;  ///< "anyone", "signed in", "operator, admin"

 private:
  constexpr Right(Form form, RoleSet roles) : form_(form), roles_(roles) {}
  Form form_;
  RoleSet roles_;
};

}  // namespace wf::api
