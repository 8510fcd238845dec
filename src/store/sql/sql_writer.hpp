// SqlWriter: turns batches of commits into statements of one transaction. Not for opening databases and not for reading
// what people list (sql_reader.hpp).
#pragma once
#include <array>
#include <span>
#include <unordered_map>
#include <vector>

#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace wf::store::sql {

/// One thread: that of the connection.
class SqlWriter {
 public:
  explicit SqlWriter(Connection& connection) : connection_(connection) {}

  /// All or nothing. Errors: WF-STORE-001, and whatever the connection failed with.
  Result<void> commit(std::span<const Commit> batch);

 private:
  /// Columns of the counters row; their changes in the running transaction.
  enum Counter : std::size_t { active_instances, ended_instances, open_tasks, open_jobs, open_timers, open_incidents, outbox, counters };

  Result<void> write(std::span<const Commit> batch);
  Result<void> check(std::span<const Commit> batch);
  void write_administration(const Commit& commit);
  void write_definition(const DefinitionRow& row);
  void write_person(const PersonRow& row);
  void write_token(const TokenRow& row);
  void remember(const Commit& commit);

  void write_logs(std::span<const Commit> batch);
  void write_log(InstanceKey key, std::span<const Commit* const> steps);
  void write_instance(const InstanceRow& row, std::uint64_t seq);
  void write_seq(InstanceKey key, std::uint64_t seq);
  void insert_instance(const InstanceRow& row, std::uint64_t seq);
  void update_instance(const InstanceRow& before, const InstanceRow& row, std::uint64_t seq);
  void write_snapshot(const Commit& step);

  void write_rows(const RowChanges& rows);
  void write_job(const JobRow& row);
  void write_timer(const TimerRow& row);
  void write_incident(const IncidentRow& row);
  void resolve_incident(const IncidentEnd& end);
  void write_outbox(const Commit& commit);
  std::int64_t remove(std::string_view sql, const EntityKey& key);

  // tasks: sql_writer_tasks.cpp
  std::optional<TaskRow> stored_task(const EntityKey& key);
  void write_task(const TaskRow& row);
  void end_task(const TaskEnd& end);
  void add_candidates(const TaskRow& row);
  void remove_candidates(const TaskRow& row);

  void write_counters();

  Connection& connection_;
  std::unordered_map<InstanceKey, InstanceRow> stored_;          // cases as they are stored: of the batch, and lately moved ones
  std::unordered_map<InstanceKey, std::uint64_t> seqs_;          // their seq after the batch
  std::array<std::int64_t, counters> counted_{};
  Instant latest_;                                               // of the last step that had a time
};

}  // namespace wf::store::sql
