// Principal: who a request comes from, read from its bearer token. Not for what they may do (rights.hpp).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "api/auth/rights.hpp"
#include "base/error.hpp"
#include "engine/advance.hpp"
#include "runtime/directory.hpp"

namespace wf::api {

/// Effective roles: those of the person, narrowed to those of the token.
struct Principal {
  store::PersonRow person;
  store::TokenRow token;
  RoleSet roles;

  bool has(RightsRole role) const { return roles.has(role); }
  bool has_any(std::initializer_list<RightsRole> any) const { return roles.meets(RoleSet(any)); }
  /// May see every case and task, whoever they belong to.
  bool sees_everything() const { return has_any({RightsRole::viewer, RightsRole::operator_, RightsRole::admin}); }
  /// As themself: the engine checks whose task it is and who must not decide.
  engine::Actor actor() const;
  /// An intervention by right of the route, on whatever it is.
  engine::Actor intervening_actor() const;
};

RoleSet role_set(const std::vector<RightsRole>& roles);

/// From the value of the Authorization header ("Bearer wf_…"). Error UNAUTHENTICATED, with the same text for an
/// unknown, expired or revoked token and an inactive person, so that nothing can be learnt from trying.
Result<Principal> authenticate(const runtime::Directory& directory, const std::string* authorization, Instant now);

/// "wf_" and 32 random bytes in base64url.
std::string new_token_secret();
/// What is stored of a secret.
std::string token_hash(std::string_view secret);

}  // namespace wf::api
