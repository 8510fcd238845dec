// The makings of commits, for all tests of stores. Knows no test framework, so that other programs can write them too.
#pragma once
#include <cstddef>
#include <string>

#include "store/store.hpp"

namespace wf::store::test {

const model::ProcessDefinition& definition();  ///< of every case: nodes start, decide, book, done, late
Instant moment(std::int64_t seconds);          ///< counted from the first case

/// A case of workflow "leave", started by "anna", active.
InstanceRow case_row(InstanceKey key);
/// The first step of a case: `events` events. The row's seq follows.
Commit start(InstanceRow row, std::size_t events = 2);
/// A later step of the case that was at `before`.
Commit step(InstanceRow row, std::uint64_t before, std::size_t events = 1);
/// A step of administration.
Commit administration(std::int64_t seconds = 0);

DefinitionRow definition_row(std::int64_t key, std::string workflow, std::int64_t version);

}  // namespace wf::store::test
