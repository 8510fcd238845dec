// Lists of instances, jobs and incidents by index ranges; single rows; counts. Tasks: sql_reader_tasks.cpp.
#include "store/sql/sql_reader.hpp"

#include <limits>

#include "store/sql/gather.hpp"
#include "store/sql/row_text.hpp"

namespace wf::store::sql {

namespace {

constexpr std::int64_t greatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t instance_states = static_cast<std::int64_t>(engine::InstanceState::failed) + 1;
constexpr std::int64_t job_states = static_cast<std::int64_t>(engine::JobState::stuck) + 1;

/// Calls `read` with the one wanted state, or with each.
template <class State, class Read>
void for_states(const std::optional<State>& wanted, std::int64_t count, Read read) {
  if (wanted) return read(static_cast<std::int64_t>(*wanted));
  for (std::int64_t state = 0; state < count; ++state) read(state);
}

/// The most selective index first. State belongs to the index where the range could otherwise be long.
void gather_instances(Connection& c, const InstanceFilter& f, std::int64_t before, Gather<InstanceRow, InstanceFilter>& gather) {
  if (!f.business_key.empty()) {
    return gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances INDEXED BY instances_by_business_key "
                                   "WHERE business_key = ?1 AND business_key <> '' AND key < ?2 ORDER BY key DESC").bind(f.business_key).bind(before));
  }
  if (f.with_incidents) {
    return gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances INDEXED BY instances_with_incidents "
                                   "WHERE open_incidents > 0 AND key < ?1 ORDER BY key DESC").bind(before));
  }
  if (!f.started_by.empty()) {
    return for_states(f.state, instance_states, [&](std::int64_t state) {
      gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances INDEXED BY instances_by_starter "
                              "WHERE started_by = ?1 AND state = ?2 AND key < ?3 ORDER BY key DESC").bind(f.started_by).bind(state).bind(before));
    });
  }
  if (!f.workflow.empty()) {
    return for_states(f.state, instance_states, [&](std::int64_t state) {
      gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances INDEXED BY instances_by_workflow "
                              "WHERE workflow = ?1 AND state = ?2 AND key < ?3 ORDER BY key DESC").bind(f.workflow).bind(state).bind(before));
    });
  }
  if (f.state) {
    return gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances INDEXED BY instances_by_state "
                                   "WHERE state = ?1 AND key < ?2 ORDER BY key DESC").bind(static_cast<std::int64_t>(*f.state)).bind(before));
  }
  gather.take(c.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances WHERE key < ?1 ORDER BY key DESC").bind(before));
}

void gather_jobs(Connection& c, const JobFilter& f, const EntityKey& after, Gather<JobRow, JobFilter>& gather) {
  const auto take = [&](Statement& s) { gather.take(s.bind(after.instance).bind(std::int64_t{after.local})); };
  if (f.instance != 0) {
    return gather.take_all(c.statement("SELECT " WF_JOB_COLUMNS " FROM jobs WHERE instance = ?1").bind(f.instance),
                           [&](const JobRow& row) { return f.oldest_first ? row.key > after : row.key < after; });
  }
  if (f.type.empty() && f.state && *f.state != engine::JobState::ready) {  // few among many that are ready
    return take(c.statement(f.oldest_first ? "SELECT " WF_JOB_COLUMNS " FROM jobs INDEXED BY jobs_not_ready WHERE state = ?1 AND state <> 0 "
                                             "AND (instance, local) > (?2, ?3) ORDER BY instance, local"
                                           : "SELECT " WF_JOB_COLUMNS " FROM jobs INDEXED BY jobs_not_ready WHERE state = ?1 AND state <> 0 "
                                             "AND (instance, local) < (?2, ?3) ORDER BY instance DESC, local DESC").bind(static_cast<std::int64_t>(*f.state)));
  }
  if (f.type.empty()) {
    return take(c.statement(f.oldest_first ? "SELECT " WF_JOB_COLUMNS " FROM jobs WHERE (instance, local) > (?1, ?2) ORDER BY instance, local"
                                           : "SELECT " WF_JOB_COLUMNS " FROM jobs WHERE (instance, local) < (?1, ?2) ORDER BY instance DESC, local DESC"));
  }
  for_states(f.state, job_states, [&](std::int64_t state) {
    take(c.statement(f.oldest_first ? "SELECT " WF_JOB_COLUMNS " FROM jobs INDEXED BY jobs_by_type WHERE type = ?1 AND state = ?2 "
                                      "AND (instance, local) > (?3, ?4) ORDER BY instance, local"
                                    : "SELECT " WF_JOB_COLUMNS " FROM jobs INDEXED BY jobs_by_type WHERE type = ?1 AND state = ?2 "
                                      "AND (instance, local) < (?3, ?4) ORDER BY instance DESC, local DESC").bind(f.type).bind(state));
  });
}

void gather_incidents(Connection& c, const IncidentFilter& f, const IncidentRank& after, Gather<IncidentRow, IncidentFilter>& gather) {
  if (f.instance != 0) {
    return gather.take_all(c.statement("SELECT " WF_INCIDENT_COLUMNS " FROM incidents WHERE instance = ?1").bind(f.instance),
                           [&](const IncidentRow& row) { return rank_of(row) < after; });
  }
  for (const std::int64_t open : {1, 0}) {
    if (open == 0 && f.open_only) break;
    auto& s = !f.code.empty()
                  ? c.statement("SELECT " WF_INCIDENT_COLUMNS " FROM incidents INDEXED BY incidents_by_code WHERE code = ?1 AND open = ?2 "
                                "AND (at, instance, local) < (?3, ?4, ?5) ORDER BY at DESC, instance DESC, local DESC").bind(f.code).bind(open)
              : f.workflow.empty()
                  ? c.statement("SELECT " WF_INCIDENT_COLUMNS " FROM incidents INDEXED BY incidents_by_time WHERE open = ?1 "
                                "AND (at, instance, local) < (?2, ?3, ?4) ORDER BY at DESC, instance DESC, local DESC").bind(open)
                  : c.statement("SELECT " WF_INCIDENT_COLUMNS " FROM incidents INDEXED BY incidents_by_workflow WHERE workflow = ?1 AND open = ?2 "
                                "AND (at, instance, local) < (?3, ?4, ?5) ORDER BY at DESC, instance DESC, local DESC").bind(f.workflow).bind(open);
    gather.take(s.bind(after.at).bind(after.key.instance).bind(std::int64_t{after.key.local}));
  }
}

}  // namespace

Result<Rows<InstanceRow>> SqlReader::instances(const InstanceFilter& filter, const Page& page) {
  const auto cursor = instance_cursor(page);
  if (!cursor) return tl::unexpected(cursor.error());
  return within([&] {
    Gather<InstanceRow, InstanceFilter> gather(*connection_, filter, page);
    gather_instances(*connection_, filter, cursor->value_or(greatest), gather);
    return std::move(gather).page([](const InstanceRow& a, const InstanceRow& b) { return a.key > b.key; });
  });
}

Result<Rows<JobRow>> SqlReader::jobs(const JobFilter& filter, const Page& page) {
  const auto cursor = job_cursor(page);
  if (!cursor) return tl::unexpected(cursor.error());
  const EntityKey start = filter.oldest_first ? EntityKey{} : EntityKey{greatest, std::numeric_limits<engine::LocalKey>::max()};
  return within([&] {
    Gather<JobRow, JobFilter> gather(*connection_, filter, page);
    gather_jobs(*connection_, filter, cursor->value_or(start), gather);
    return std::move(gather).page([&](const JobRow& a, const JobRow& b) { return filter.oldest_first ? a.key < b.key : a.key > b.key; });
  });
}

Result<Rows<IncidentRow>> SqlReader::incidents(const IncidentFilter& filter, const Page& page) {
  const auto cursor = incident_cursor(page);
  if (!cursor) return tl::unexpected(cursor.error());
  return within([&] {
    Gather<IncidentRow, IncidentFilter> gather(*connection_, filter, page);
    gather_incidents(*connection_, filter, cursor->value_or(IncidentRank{greatest, {greatest, 0}}), gather);
    return std::move(gather).page([](const IncidentRow& a, const IncidentRow& b) { return rank_of(a) > rank_of(b); });
  });
}

template <class Row>
Result<std::optional<Row>> SqlReader::one(std::string_view sql, const EntityKey& key) {
  return within([&]() -> std::optional<Row> {
    auto& s = connection_->statement(sql).bind(key.instance).bind(std::int64_t{key.local});
    if (!s.step()) return std::nullopt;
    Row row;
    read_row(*connection_, s, row);
    s.reset();
    return row;
  });
}

Result<std::optional<InstanceRow>> SqlReader::instance(InstanceKey key) {
  return within([&]() -> std::optional<InstanceRow> {
    auto& s = connection_->statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances WHERE key = ?1").bind(key);
    if (!s.step()) return std::nullopt;
    InstanceRow row;
    read_row(*connection_, s, row);
    s.reset();
    return row;
  });
}

Result<std::optional<TaskRow>> SqlReader::task(const EntityKey& key) {
  return one<TaskRow>("SELECT " WF_TASK_COLUMNS " FROM tasks t WHERE t.instance = ?1 AND t.local = ?2", key);
}
Result<std::optional<JobRow>> SqlReader::job(const EntityKey& key) {
  return one<JobRow>("SELECT " WF_JOB_COLUMNS " FROM jobs WHERE instance = ?1 AND local = ?2", key);
}
Result<std::optional<IncidentRow>> SqlReader::incident(const EntityKey& key) {
  return one<IncidentRow>("SELECT " WF_INCIDENT_COLUMNS " FROM incidents WHERE instance = ?1 AND local = ?2", key);
}

Result<std::optional<StoredInstance>> SqlReader::load(InstanceKey key, const model::ProcessDefinition& definition) {
  return within([&] { return read_stored(*connection_, key, definition); });
}

Result<std::vector<engine::Event>> SqlReader::history(InstanceKey key, const model::ProcessDefinition& definition, std::uint64_t after, std::size_t limit) {
  return within([&] { return read_history(*connection_, key, definition, after, limit); });
}

Result<std::vector<DefinitionRow>> SqlReader::definitions(const std::string& workflow) {
  return within([&] {
    auto& s = workflow.empty() ? connection_->statement("SELECT " WF_DEFINITION_COLUMNS " FROM definitions d WHERE version = "
                                                        "(SELECT max(version) FROM definitions WHERE workflow = d.workflow) ORDER BY workflow")
                               : connection_->statement("SELECT " WF_DEFINITION_COLUMNS " FROM definitions WHERE workflow = ?1 ORDER BY version DESC").bind(workflow);
    std::vector<DefinitionRow> rows;
    while (s.step()) read_row(*connection_, s, rows.emplace_back());
    return rows;
  });
}

Result<std::optional<DefinitionRow>> SqlReader::definition(std::int64_t key) {
  return within([&] { return read_definition(*connection_, key); });
}
Result<std::vector<PersonRow>> SqlReader::people() {
  return within([&] { return read_people(*connection_); });
}
Result<std::vector<TokenRow>> SqlReader::tokens() {
  return within([&] { return read_tokens(*connection_); });
}

Result<Counts> SqlReader::counts() {
  return within([&] {
    Counts counts;
    auto& s = connection_->statement("SELECT active_instances, ended_instances, open_tasks, open_jobs, open_timers, open_incidents, outbox, "
                                     "(SELECT count(*) FROM definitions) FROM counters");
    if (s.step()) {
      counts.active_instances = s.integer(0);
      counts.ended_instances = s.integer(1);
      counts.open_tasks = s.integer(2);
      counts.open_jobs = s.integer(3);
      counts.open_timers = s.integer(4);
      counts.open_incidents = s.integer(5);
      counts.outbox = s.integer(6);
      counts.definitions = s.integer(7);
    }
    s.reset();
    return counts;
  });
}

}  // namespace wf::store::sql
