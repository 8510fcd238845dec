// Expected versions and command ids of one batch.
#include "store/batch_check.hpp"

#include <algorithm>
#include <set>
#include <unordered_set>

namespace wf::store {

namespace {

tl::unexpected<Error> conflict(const Commit& commit, std::uint64_t found) {
  return fail("WF-STORE-001", "CONFLICT: case " + std::to_string(commit.instance) + " is at version " + std::to_string(found) +
                                  ", the step was made for version " + std::to_string(commit.expected_seq) + ". Nothing was written.");
}

/// The rows of a step belong to its case; a database would find out by its references, late and without a name.
bool is_of_one_case(const Commit& commit) {
  const auto& rows = commit.rows;
  const auto same = [&](const auto& row) { return row.key.instance == commit.instance; };
  const auto same_key = [&](const EntityKey& key) { return key.instance == commit.instance; };
  return (!rows.instance || rows.instance->key == commit.instance) && std::all_of(rows.tasks.begin(), rows.tasks.end(), same) &&
         std::all_of(rows.tasks_ended.begin(), rows.tasks_ended.end(), same) && std::all_of(rows.jobs.begin(), rows.jobs.end(), same) &&
         std::all_of(rows.jobs_gone.begin(), rows.jobs_gone.end(), same_key) &&
         std::all_of(rows.timers.begin(), rows.timers.end(), same) &&
         std::all_of(rows.timers_gone.begin(), rows.timers_gone.end(), same_key) &&
         std::all_of(rows.incidents.begin(), rows.incidents.end(), same) &&
         std::all_of(rows.incidents_resolved.begin(), rows.incidents_resolved.end(), same) &&
         std::all_of(commit.outbox.begin(), commit.outbox.end(), [&](const OutboxRow& row) { return row.job.instance == commit.instance; });
}

tl::unexpected<Error> malformed(const Commit& commit, std::string_view why) {
  return fail("WF-STORE-006", "A step of case " + std::to_string(commit.instance) + " " + std::string(why) + ". Nothing was written.");
}

Result<void> check_shape(const Commit& commit, bool is_new) {
  if (!is_of_one_case(commit)) return malformed(commit, "has rows of another case");
  if (commit.instance == 0) return {};
  if (is_new && !commit.rows.instance) return malformed(commit, "begins it without its row");
  if (!commit.events.empty() && !commit.definition) return malformed(commit, "has events without their definition");
  if (commit.snapshot && (!commit.after || !commit.definition)) return malformed(commit, "has a snapshot without its state");
  return {};
}

Result<void> check_definitions(const Commit& commit, const StoredFacts& stored, std::set<std::int64_t>& keys, std::set<std::pair<std::string_view, std::int64_t>>& versions) {
  for (const auto& row : commit.definitions) {
    if (keys.insert(row.key).second && versions.insert({row.workflow, row.version}).second && !stored.has_definition(row)) continue;
    return fail("WF-STORE-001", "CONFLICT: version " + std::to_string(row.version) + " of '" + row.workflow + "' is deployed already. Nothing was written.");
  }
  return {};
}

}  // namespace

Result<std::unordered_map<InstanceKey, std::uint64_t>> check_batch(std::span<const Commit> batch, const StoredFacts& stored) {
  std::unordered_map<InstanceKey, std::uint64_t> seqs;
  seqs.reserve(batch.size());
  std::unordered_set<std::string_view> command_ids;
  std::set<std::int64_t> definition_keys;
  std::set<std::pair<std::string_view, std::int64_t>> versions;
  for (const auto& commit : batch) {
    if (!commit.command_id.empty()) {
      if (!command_ids.insert(commit.command_id).second || stored.is_remembered(commit.command_id)) {
        return fail("WF-STORE-001", "CONFLICT: the command id '" + commit.command_id + "' is remembered already. Nothing was written.");
      }
    }
    if (auto fits = check_definitions(commit, stored, definition_keys, versions); !fits) return tl::unexpected(fits.error());
    auto known = seqs.find(commit.instance);
    bool is_new = false;
    if (known == seqs.end() && commit.instance != 0) {
      const auto seq = stored.seq(commit.instance);
      is_new = !seq;
      known = seqs.emplace(commit.instance, seq.value_or(0)).first;
    }
    if (auto fits = check_shape(commit, is_new && commit.expected_seq == 0); !fits) return tl::unexpected(fits.error());
    if (commit.instance == 0) continue;
    if (known->second != commit.expected_seq) return conflict(commit, known->second);
    for (const auto& event : commit.events) {
      if (event.seq != known->second + 1) return conflict(commit, known->second);
      known->second = event.seq;
    }
  }
  return seqs;
}

Instant moment_of(const Commit& commit, Instant otherwise) {
  if (commit.at.ms != 0) return commit.at;
  return commit.events.empty() ? otherwise : commit.events.back().at;
}

}  // namespace wf::store
