// Deployments, people, tokens: checks and commits.
#include "runtime/administer.hpp"

#include <algorithm>

namespace wf::runtime {

namespace {

Step refuse(std::string code, std::string text) {
  Step step;
  step.answer = tl::unexpected(refused(std::move(code), std::move(text)));
  return step;
}

bool is_administrator(const store::PersonRow& person) {
  return person.active && std::find(person.roles.begin(), person.roles.end(), store::RightsRole::admin) != person.roles.end();
}

/// Whether somebody other than `except` can still administer.
bool others_administer(const AdministrationState& state, const std::string& except) {
  return std::any_of(state.people.begin(), state.people.end(),
                     [&](const auto& entry) { return entry.first != except && is_administrator(entry.second); });
}

Step wrote(Reply reply) {
  Step step;
  step.writes = true;
  step.answer = reply;
  return step;
}

}  // namespace

Step administer(const Deploy& deploy, AdministrationState& state, const engine::Actor& actor, Instant now) {
  const auto& definition = *deploy.definition;
  const auto newest = state.newest.find(definition.id);
  if (newest != state.newest.end() && newest->second.digest == definition.digest) {
    Step step;
    step.answer = Reply{.key = newest->second.key, .version = newest->second.version, .changed = false};
    return step;
  }
  store::DefinitionRow row;
  row.key = ++state.last_definition_key;
  row.workflow = definition.id;
  row.version = newest == state.newest.end() ? 1 : newest->second.version + 1;
  row.label = definition.version_label;
  row.name = definition.name;
  row.digest = definition.digest;
  row.entry = deploy.bundle.entry;
  row.deployed_at = now;
  row.deployed_by = actor.id;
  row.message = deploy.message;
  state.newest[row.workflow] = row;
  row.files = deploy.bundle.files;
  Step step = wrote({.key = row.key, .version = row.version});
  step.commit.definitions.push_back(row);
  step.deployed = std::make_shared<const Deployed>(Deployed{std::move(row), deploy.definition});
  return step;
}

Step administer(const PutPerson& put, AdministrationState& state) {
  const auto found = state.people.find(put.person.id);
  const std::uint64_t version = found == state.people.end() ? 0 : found->second.version;
  if (put.expected_version && *put.expected_version != version) {
    return refuse("STALE", version == 0 ? "There is no person '" + put.person.id + "'."
                                        : "Person '" + put.person.id + "' was changed meanwhile; read it again, then repeat the change.");
  }
  const bool was_administrator = found != state.people.end() && is_administrator(found->second);
  if (was_administrator && !is_administrator(put.person) && !others_administer(state, put.person.id)) {
    return refuse("CONFLICT", "'" + put.person.id + "' is the last administrator; make somebody else administrator first.");
  }
  store::PersonRow row = put.person;
  row.version = version + 1;
  state.people[row.id] = row;
  Step step = wrote({.seq = row.version});
  step.commit.people.push_back(std::move(row));
  step.directory_changed = true;
  return step;
}

Step administer(const RemovePerson& remove, AdministrationState& state) {
  const auto found = state.people.find(remove.id);
  if (found == state.people.end()) return refuse("NOT-FOUND", "There is no person '" + remove.id + "'.");
  if (remove.expected_version && *remove.expected_version != found->second.version) {
    return refuse("STALE", "Person '" + remove.id + "' was changed meanwhile; read it again, then repeat the change.");
  }
  if (is_administrator(found->second) && !others_administer(state, remove.id)) {
    return refuse("CONFLICT", "'" + remove.id + "' is the last administrator; make somebody else administrator first.");
  }
  state.people.erase(found);
  Step step = wrote({});
  step.commit.people_gone.push_back(remove.id);
  step.directory_changed = true;
  return step;
}

Step administer(const PutToken& put, AdministrationState& state, Instant now) {
  if (!state.people.contains(put.token.person)) return refuse("NOT-FOUND", "There is no person '" + put.token.person + "'.");
  store::TokenRow row = put.token;
  row.id = ++state.last_token_id;
  row.created_at = now;
  state.tokens[row.id] = row;
  Step step = wrote({.key = row.id});
  step.commit.tokens.push_back(std::move(row));
  step.directory_changed = true;
  return step;
}

Step administer(const RevokeToken& revoke, AdministrationState& state, Instant now) {
  const auto found = state.tokens.find(revoke.id);
  if (found == state.tokens.end()) return refuse("NOT-FOUND", "There is no token number " + std::to_string(revoke.id) + ".");
  if (found->second.revoked_at) {
    Step step;
    step.answer = Reply{.key = revoke.id, .changed = false};
    return step;
  }
  found->second.revoked_at = now;
  Step step = wrote({.key = revoke.id});
  step.commit.tokens.push_back(found->second);
  step.directory_changed = true;
  return step;
}

}  // namespace wf::runtime
