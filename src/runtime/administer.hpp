// Administration: deployments, people and tokens as steps of the same group commit that carries the cases.
#pragma once
#include "runtime/definitions.hpp"
#include "runtime/step.hpp"

namespace wf::runtime {

/// Counters and the present directory that administration needs. `people` and `tokens` include changes of the same
/// batch that are not committed yet.
struct AdministrationState {
  std::map<std::string, store::PersonRow> people;
  std::map<std::int64_t, store::TokenRow> tokens;
  std::int64_t last_definition_key = 0;
  std::map<std::string, store::DefinitionRow> newest;  ///< by workflow, without files
  std::int64_t last_token_id = 0;
};

Step administer(const Deploy& deploy, AdministrationState& state, const engine::Actor& actor, Instant now);
Step administer(const PutPerson& put, AdministrationState& state);
Step administer(const RemovePerson& remove, AdministrationState& state);
Step administer(const PutToken& put, AdministrationState& state, Instant now);
Step administer(const RevokeToken& revoke, AdministrationState& state, Instant now);

}  // namespace wf::runtime
