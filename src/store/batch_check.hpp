// What must hold before a batch is written, the same for every store. Reads only.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>

#include "store/store.hpp"

namespace wf::store {

/// How a check looks into the store.
struct StoredFacts {
  std::function<std::optional<std::uint64_t>(InstanceKey)> seq;      ///< of a stored instance
  std::function<bool(const std::string& command_id)> is_remembered;
  std::function<bool(const DefinitionRow&)> has_definition;          ///< of this key, or of this workflow and version
};

/// Errors WF-STORE-001 and WF-STORE-006, naming the first member of the batch that does not fit. On success: the last seq of each instance.
Result<std::unordered_map<InstanceKey, std::uint64_t>> check_batch(std::span<const Commit> batch, const StoredFacts& stored);

/// The moment under which a command_id is remembered: its own, that of the last event, else `otherwise`.
Instant moment_of(const Commit& commit, Instant otherwise);

}  // namespace wf::store
