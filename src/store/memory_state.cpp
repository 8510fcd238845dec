// Carrying commits into the maps.
#include "store/memory_state.hpp"

#include <algorithm>

#include "store/batch_check.hpp"

namespace wf::store {

namespace {
bool is_active(const InstanceRow& row) { return row.state == engine::InstanceState::active || row.state == engine::InstanceState::created; }
}  // namespace

void MemoryState::apply(const Commit& commit) {
  latest = moment_of(commit, latest);
  if (!commit.command_id.empty()) replies[commit.command_id] = {commit.reply, latest};
  if (commit.instance != 0) {
    auto& stored = instances[commit.instance];
    stored.events.insert(stored.events.end(), commit.events.begin(), commit.events.end());
    if (!commit.events.empty()) stored.seq = commit.events.back().seq;
    if (commit.snapshot) stored.snapshot = *commit.after;
  }
  apply_rows(commit.rows);
  for (const auto& key : commit.outbox_done) outbox.erase(key);
  for (const auto& row : commit.outbox) outbox[row.job] = row.effect;
  for (const auto& row : commit.definitions) definitions[row.key] = row;
  for (const auto& row : commit.people) people[row.id] = row;
  for (const auto& id : commit.people_gone) people.erase(id);
  for (const auto& row : commit.tokens) tokens[row.id] = row;
}

void MemoryState::apply_rows(const RowChanges& rows) {
  if (rows.instance) put(*rows.instance);
  for (const auto& row : rows.tasks) put(row);
  for (const auto& ended : rows.tasks_ended) end(ended);
  for (const auto& row : rows.jobs) put(row);
  for (const auto& key : rows.jobs_gone) counts.open_jobs -= static_cast<std::int64_t>(jobs.erase(key));
  for (const auto& row : rows.timers) put(row);
  for (const auto& key : rows.timers_gone) remove_timer(key);
  for (const auto& row : rows.incidents) put(row);
  for (const auto& ended : rows.incidents_resolved) end(ended);
}

void MemoryState::put(const InstanceRow& row) {
  auto& stored = instances[row.key].row;
  if (stored.key != 0) --(is_active(stored) ? counts.active_instances : counts.ended_instances);
  ++(is_active(row) ? counts.active_instances : counts.ended_instances);
  stored = row;
}

void MemoryState::put(const TaskRow& row) {
  const auto [found, is_new] = tasks.try_emplace(row.key);
  if (!is_new) {
    tasks_by_rank.erase(rank_of(found->second));
    if (found->second.state == TaskState::open) --counts.open_tasks;
  }
  found->second = row;
  tasks_by_rank.insert(rank_of(row));
  if (row.state == TaskState::open) ++counts.open_tasks;
}

void MemoryState::end(const TaskEnd& end) {
  const auto found = tasks.find(end.key);
  if (found == tasks.end()) return;
  auto& row = found->second;
  if (row.state == TaskState::open) --counts.open_tasks;
  row.state = end.state;
  row.ended_at = end.at;
  row.completed_by = end.completed_by;
}

void MemoryState::put(const JobRow& row) {
  if (jobs.insert_or_assign(row.key, row).second) ++counts.open_jobs;
}

void MemoryState::put(const TimerRow& row) {
  remove_timer(row.key);
  timers[row.key] = row;
  timers_by_due.insert({row.due, row.key});
  ++counts.open_timers;
}

void MemoryState::remove_timer(const EntityKey& key) {
  const auto found = timers.find(key);
  if (found == timers.end()) return;
  timers_by_due.erase({found->second.due, key});
  timers.erase(found);
  --counts.open_timers;
}

void MemoryState::put(const IncidentRow& row) {
  const auto [found, is_new] = incidents.try_emplace(row.key);
  if (!is_new) {
    incidents_by_time.erase(rank_of(found->second));
    if (!found->second.resolved_at) --counts.open_incidents;
  }
  found->second = row;
  incidents_by_time.insert(rank_of(row));
  if (!row.resolved_at) ++counts.open_incidents;
}

void MemoryState::end(const IncidentEnd& end) {
  const auto found = incidents.find(end.key);
  if (found == incidents.end() || found->second.resolved_at) return;
  --counts.open_incidents;
  found->second.resolved_at = end.at;
}

std::vector<engine::Event>::const_iterator events_after(const std::vector<engine::Event>& events, std::uint64_t seq) {
  return std::partition_point(events.begin(), events.end(), [&](const engine::Event& event) { return event.seq <= seq; });
}

std::optional<StoredInstance> MemoryState::load(InstanceKey key) const {
  const auto found = instances.find(key);
  if (found == instances.end()) return std::nullopt;
  StoredInstance loaded;
  loaded.snapshot = found->second.snapshot;
  const std::uint64_t known = loaded.snapshot ? loaded.snapshot->seq : 0;
  const auto& events = found->second.events;
  loaded.events.assign(events_after(events, known), events.end());
  return loaded;
}

bool MemoryState::has_definition(const DefinitionRow& row) const {
  return std::any_of(definitions.begin(), definitions.end(), [&](const auto& known) {
    return known.first == row.key || (known.second.workflow == row.workflow && known.second.version == row.version);
  });
}

std::vector<PersonRow> MemoryState::all_people() const {
  std::vector<PersonRow> rows;
  for (const auto& [id, row] : people) rows.push_back(row);
  return rows;
}

std::vector<TokenRow> MemoryState::all_tokens() const {
  std::vector<TokenRow> rows;
  for (const auto& [id, row] : tokens) rows.push_back(row);
  return rows;
}

}  // namespace wf::store
