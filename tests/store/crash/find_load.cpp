// Looking for the batches of the crash test.
#include "contract/test_store.hpp"
#include "crash/load.hpp"

namespace wf::store::test {

namespace {

std::int64_t mover_of(InstanceKey key) { return key + 1; }

/// Counts what is there of a case that batch `n` began.
std::string find_case(Store& store, Reader& reader, std::uint64_t seed, std::int64_t n, InstanceKey key, bool is_moved) {
  const auto row = the(reader.instance(key));
  const auto size = size_of(seed, key);
  const auto tasks = the(reader.tasks({.instance = key}, {500, {}})).rows.size();
  const auto jobs = the(reader.jobs({.instance = key}, {500, {}})).rows.size();
  const auto owed = the(store.outbox({key, 0}, size)).size();
  const auto events = the(reader.history(key, definition(), 0, 1000)).size();
  if (!row) return tasks + jobs + events == 0 ? "absent" : "case " + std::to_string(key) + " has parts but no row";
  const auto wanted = size + (is_moved ? 1 : 0);
  if (row->business_key != name_of(n) || row->seq != wanted) return "case " + std::to_string(key) + " is at " + std::to_string(row->seq) + ", not " + std::to_string(wanted);
  if (tasks != size || jobs != size || owed != size || events != wanted) return "case " + std::to_string(key) + " is there in part";
  const auto stored = store.load(key, definition());
  if (!stored) return stored.error().text;
  if ((key % 2 == 0) != (*stored)->snapshot.has_value()) return "case " + std::to_string(key) + " has lost its snapshot";
  return {};
}

}  // namespace

std::string find_batch(Store& store, Reader& reader, std::uint64_t seed, std::int64_t n) {
  const auto reply = the(store.find_reply(name_of(n)));
  std::string found;
  const bool has_reply = reply && reply->reply == "reply " + std::to_string(n);
  for (const InstanceKey key : {2 * n - 1, 2 * n}) {
    const bool is_moved = the(store.find_reply(name_of(mover_of(key)))).has_value();
    const auto one = find_case(store, reader, seed, n, key, is_moved);
    if (one == "absent" && !has_reply) found = "absent";
    else if (one == "absent") return "case " + std::to_string(key) + " is missing although its reply is remembered";
    else if (!one.empty()) return one;
    else if (!has_reply) return "case " + std::to_string(key) + " is there although its reply is not remembered";
  }
  return found;
}

}  // namespace wf::store::test
