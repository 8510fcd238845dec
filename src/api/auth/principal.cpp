// The token is looked up by its SHA-256: a timing difference tells something about the hash only, from which no token
// follows.
#include "api/auth/principal.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

#include "base/assert.hpp"
#include "base/hash.hpp"

namespace wf::api {

namespace {
constexpr std::string_view scheme = "bearer ";
constexpr std::string_view token_prefix = "wf_";
constexpr std::size_t secret_bytes = 32;
constexpr std::size_t max_token_length = 200;

tl::unexpected<Error> denied() { return fail("UNAUTHENTICATED", "The token is missing or not valid. Send 'Authorization: Bearer TOKEN'."); }

bool begins_with_scheme(std::string_view header) {
  if (header.size() < scheme.size()) return false;
  return std::equal(scheme.begin(), scheme.end(), header.begin(), [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); });
}
}  // namespace

engine::Actor Principal::actor() const { return {person.id, person.groups, false}; }
engine::Actor Principal::intervening_actor() const { return {person.id, person.groups, true}; }

RoleSet role_set(const std::vector<RightsRole>& roles) {
  RoleSet set;
  for (const auto role : roles) set.add(role);
  return set;
}

Result<Principal> authenticate(const runtime::Directory& directory, const std::string* authorization, Instant now) {
  if (!authorization || !begins_with_scheme(*authorization)) return denied();
  const std::string_view secret = std::string_view(*authorization).substr(scheme.size());
  if (!secret.starts_with(token_prefix) || secret.size() > max_token_length) return denied();
  const auto* token = directory.find_token(token_hash(secret));
  if (!token || token->revoked_at || (token->expires_at && *token->expires_at <= now)) return denied();
  const auto* person = directory.find_person(token->person);
  if (!person || !person->active) return denied();
  const RoleSet own = role_set(person->roles);
  return Principal{*person, *token, token->roles.empty() ? own : own.both(role_set(token->roles))};
}

std::string new_token_secret() {
  WF_ASSERT(sodium_init() >= 0);
  std::array<unsigned char, secret_bytes> random{};
  randombytes_buf(random.data(), random.size());
  std::array<char, sodium_base64_ENCODED_LEN(secret_bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)> text{};
  sodium_bin2base64(text.data(), text.size(), random.data(), random.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  return std::string(token_prefix) + text.data();
}

std::string token_hash(std::string_view secret) { return sha256_hex(secret); }

}  // namespace wf::api
