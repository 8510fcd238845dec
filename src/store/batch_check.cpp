// Expected versions and command ids of one batch.
#include "store/batch_check.hpp"

#include <unordered_set>

namespace wf::store {

namespace {

tl::unexpected<Error> conflict(const Commit& commit, std::uint64_t found) {
  return fail("WF-STORE-001", "CONFLICT: case " + std::to_string(commit.instance) + " is at version " + std::to_string(found) +
                                  ", the step was made for version " + std::to_string(commit.expected_seq) + ". Nothing was written.");
}

}  // namespace

Result<std::unordered_map<InstanceKey, std::uint64_t>> check_batch(std::span<const Commit> batch, const StoredFacts& stored) {
  std::unordered_map<InstanceKey, std::uint64_t> seqs;
  seqs.reserve(batch.size());
  std::unordered_set<std::string_view> command_ids;
  for (const auto& commit : batch) {
    if (!commit.command_id.empty()) {
      if (!command_ids.insert(commit.command_id).second || stored.is_remembered(commit.command_id)) {
        return fail("WF-STORE-001", "CONFLICT: the command id '" + commit.command_id + "' is remembered already. Nothing was written.");
      }
    }
    if (commit.instance == 0) continue;
    auto known = seqs.find(commit.instance);
    if (known == seqs.end()) known = seqs.emplace(commit.instance, stored.seq(commit.instance).value_or(0)).first;
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
