// The load of the crash test: batch n of a seed always holds the same, so that it can be written by one process and
// looked for by another.
#pragma once
#include <string>
#include <vector>

#include "store/store.hpp"

namespace wf::store::test {

std::string name_of(std::int64_t n);                        ///< of batch n
std::size_t size_of(std::uint64_t seed, InstanceKey key);  ///< how many events, tasks, jobs … a case begins with

/// Batch `n` (1, 2, …): two new cases with tasks, jobs, timers and owed effects, a step of an older case, a person, and a
/// remembered reply. `snapshots` keeps what its commits point to.
std::vector<Commit> load_batch(std::uint64_t seed, std::int64_t n, std::vector<engine::Instance>& snapshots);

/// What is wrong with batch `n` as it is stored: "" where all of it is there, "absent" where none of it is.
std::string find_batch(Store& store, Reader& reader, std::uint64_t seed, std::int64_t n);

}  // namespace wf::store::test
