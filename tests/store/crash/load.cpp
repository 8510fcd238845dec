// The batches of the crash test. Batch n begins the cases 2n-1 and 2n, and moves case n-1 on, which is
// the only step that this case makes after its first.
#include "crash/load.hpp"

#include "contract/sample_commits.hpp"
#include "unit/codec/sample.hpp"

namespace wf::store::test {

std::string name_of(std::int64_t n) { return "batch-" + std::to_string(n); }

std::size_t size_of(std::uint64_t seed, InstanceKey key) { return 1 + (seed * 31 + static_cast<std::uint64_t>(key) * 17) % 6; }

namespace {

std::int64_t beginner_of(InstanceKey key) { return (key + 1) / 2; }

InstanceRow row_of(std::int64_t n, InstanceKey key) {
  auto row = case_row(key);
  row.business_key = name_of(n);
  return row;
}

Commit new_case(std::uint64_t seed, std::int64_t n, InstanceKey key, std::vector<engine::Instance>& snapshots) {
  auto commit = start(row_of(n, key), size_of(seed, key));
  const auto size = static_cast<engine::LocalKey>(size_of(seed, key));
  for (engine::LocalKey local = 2; local < 2 + size; ++local) {
    commit.rows.tasks.push_back({{key, local}, "leave", "decide", "Decide", name_of(n), TaskState::open, "", {"anna"}, {"heads"}, {}, moment(n), {}, {}, "", 0});
    commit.rows.jobs.push_back({{key, local + 20}, "leave", "book", "http", engine::JobState::ready, 1, 1, moment(n), 0, "", codec::sample::data()});
    commit.rows.timers.push_back({{key, local + 40}, moment(n)});
    commit.outbox.push_back({{key, local + 20}, {local + 20, "http", codec::sample::data(), 1, 0, name_of(n)}});
  }
  if (key % 2 == 0) {
    auto state = codec::sample::instance();
    state.key = key;
    state.seq = commit.rows.instance->seq;
    snapshots.push_back(std::move(state));
    commit.snapshot = true;
    commit.after = &snapshots.back();
  }
  return commit;
}

}  // namespace

std::vector<Commit> load_batch(std::uint64_t seed, std::int64_t n, std::vector<engine::Instance>& snapshots) {
  snapshots.clear();
  snapshots.reserve(2);
  std::vector<Commit> batch;
  batch.push_back(administration(n));
  batch.back().command_id = name_of(n);
  batch.back().reply = "reply " + std::to_string(n);
  batch.back().people.push_back({name_of(n), "Name", "", "", {}, {}, true, static_cast<std::uint64_t>(n)});
  batch.push_back(new_case(seed, n, 2 * n - 1, snapshots));
  batch.push_back(new_case(seed, n, 2 * n, snapshots));
  if (const InstanceKey moved = n - 1; moved > 0) batch.push_back(step(row_of(beginner_of(moved), moved), size_of(seed, moved)));
  return batch;
}

}  // namespace wf::store::test
