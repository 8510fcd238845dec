// MemoryState: all that a MemoryStore holds, as plain maps. Not durable; not for the port's contract (store.hpp).
#pragma once
#include <map>
#include <optional>
#include <set>
#include <shared_mutex>
#include <string>
#include <unordered_map>
#include <vector>

#include "store/selection.hpp"
#include "store/store.hpp"

namespace wf::store {

struct MemoryInstance {
  InstanceRow row;
  std::uint64_t seq = 0;
  std::optional<engine::Instance> snapshot;
  std::vector<engine::Event> events;
};

struct MemoryReply {
  std::string reply;
  Instant at;
};

/// The lock is the one that readers of a database have inside SQLite: held for one call, by many readers or one writer.
struct MemoryState {
  mutable std::shared_mutex mutex;
  std::map<InstanceKey, MemoryInstance> instances;
  std::map<EntityKey, TaskRow> tasks;
  std::set<TaskRank> tasks_by_rank;
  std::map<EntityKey, JobRow> jobs;
  std::map<EntityKey, TimerRow> timers;
  std::set<std::pair<Instant, EntityKey>> timers_by_due;
  std::map<EntityKey, IncidentRow> incidents;
  std::set<IncidentRank> incidents_by_time;
  std::map<EntityKey, engine::RunJob> outbox;
  std::unordered_map<std::string, MemoryReply> replies;
  std::map<std::int64_t, DefinitionRow> definitions;
  std::map<std::string, PersonRow> people;
  std::map<std::int64_t, TokenRow> tokens;
  Counts counts;  ///< `definitions` and `outbox` are sizes of their maps, the others are kept here
  Instant latest;

  void apply(const Commit& commit);
  std::optional<StoredInstance> load(InstanceKey key) const;
  bool has_definition(const DefinitionRow& row) const;
  std::vector<PersonRow> all_people() const;
  std::vector<TokenRow> all_tokens() const;

 private:
  void apply_rows(const RowChanges& rows);
  void put(const InstanceRow& row);
  void put(const TaskRow& row);
  void put(const JobRow& row);
  void put(const TimerRow& row);
  void put(const IncidentRow& row);
  void end(const TaskEnd& end);
  void end(const IncidentEnd& end);
  void remove_timer(const EntityKey& key);
};

/// The first event with a greater seq. A long history is not walked for its end.
std::vector<engine::Event>::const_iterator events_after(const std::vector<engine::Event>& events, std::uint64_t seq);

std::unique_ptr<Reader> open_memory_reader(std::shared_ptr<const MemoryState> state);

}  // namespace wf::store
