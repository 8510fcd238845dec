// The transaction as a whole, logs and instances. One instance is written once a batch, however many steps it took:
// its events as one row, its own row by one statement that leaves the indexes alone where nothing indexed changed.
#include "store/sql/sql_writer.hpp"

#include <algorithm>

#include "codec/json_event.hpp"
#include "codec/json_instance.hpp"
#include "store/batch_check.hpp"
#include "store/sql/row_text.hpp"

namespace wf::store::sql {

namespace {

bool is_active(const InstanceRow& row) { return row.state == engine::InstanceState::active || row.state == engine::InstanceState::created; }

}  // namespace

Result<void> SqlWriter::commit(std::span<const Commit> batch) {
  constexpr std::size_t most_kept = 8'192;  // twice what the runtime keeps of cases that move; a few MB at most
  if (stored_.size() > most_kept) stored_.clear();
  seqs_.clear();
  counted_ = {};
  connection_.begin_write();
  auto done = write(batch);
  if (done) {
    connection_.commit();
    done = connection_.take_error();
  }
  if (!done) {
    connection_.rollback();
    (void)connection_.take_error();  // what came of the first failure
    stored_.clear();                 // may hold what was rolled back
  }
  return done;
}

Result<void> SqlWriter::write(std::span<const Commit> batch) {
  if (auto checked = check(batch); !checked) return checked;
  for (const auto& commit : batch) write_administration(commit);  // first: instances refer to definitions
  write_logs(batch);
  for (const auto& commit : batch) {
    write_rows(commit.rows);
    write_outbox(commit);
  }
  write_counters();
  return connection_.take_error();
}

Result<void> SqlWriter::check(std::span<const Commit> batch) {
  const StoredFacts facts{[&](InstanceKey key) -> std::optional<std::uint64_t> {
                            if (const auto kept = stored_.find(key); kept != stored_.end()) return kept->second.seq;
                            auto& s = connection_.statement("SELECT " WF_INSTANCE_COLUMNS " FROM instances WHERE key = ?1");
                            if (!s.bind(key).step()) return std::nullopt;
                            auto& row = stored_[key];
                            read_row(connection_, s, row);
                            s.reset();
                            return row.seq;
                          },
                          [&](const std::string& id) {
                            auto& s = connection_.statement("SELECT 1 FROM command_ids WHERE id = ?1");
                            const bool found = s.bind(id).step();
                            s.reset();
                            return found;
                          },
                          [&](const DefinitionRow& row) {
                            auto& s = connection_.statement("SELECT 1 FROM definitions WHERE key = ?1 OR (workflow = ?2 AND version = ?3)");
                            const bool found = s.bind(row.key).bind(row.workflow).bind(row.version).step();
                            s.reset();
                            return found;
                          }};
  auto checked = check_batch(batch, facts);
  if (auto read = connection_.take_error(); !read) return read;  // a failed read must not look like a conflict
  if (!checked) return tl::unexpected(checked.error());
  seqs_ = std::move(*checked);
  return {};
}

void SqlWriter::write_logs(std::span<const Commit> batch) {
  std::vector<std::pair<InstanceKey, const Commit*>> steps;
  steps.reserve(batch.size());
  for (const auto& commit : batch) {
    if (commit.instance != 0) steps.emplace_back(commit.instance, &commit);
  }
  // In order of the keys, so that neighbouring pages are written together; steps of one instance keep their order.
  std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::vector<const Commit*> of_one;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    of_one.push_back(steps[i].second);
    if (i + 1 < steps.size() && steps[i + 1].first == steps[i].first) continue;
    write_log(steps[i].first, of_one);
    of_one.clear();
  }
}

void SqlWriter::write_log(InstanceKey key, std::span<const Commit* const> steps) {
  const InstanceRow* row = nullptr;
  const Commit* snapshot = nullptr;
  const engine::Event* first = nullptr;
  const engine::Event* last = nullptr;
  const model::ProcessDefinition* definition = nullptr;
  for (const auto* step : steps) {
    if (step->rows.instance) row = &*step->rows.instance;
    if (step->snapshot) snapshot = step;
    if (step->definition) definition = step->definition;
    if (step->events.empty()) continue;
    if (!first) first = &step->events.front();
    last = &step->events.back();
  }
  const std::uint64_t seq = seqs_[key];
  if (row) write_instance(*row, seq);
  else write_seq(key, seq);
  if (first) {
    std::string body;
    codec::EventWriter writer(body, *definition);
    for (const auto* step : steps) {
      for (const auto& event : step->events) writer.add(event);
    }
    writer.finish();
    connection_.statement("INSERT INTO event_batches (instance, first_seq, last_seq, at, format, body) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
        .bind(key).bind(static_cast<std::int64_t>(first->seq)).bind(static_cast<std::int64_t>(last->seq)).bind(last->at.ms)
        .bind(std::int64_t{codec::event_format}).bind(body).run();
  }
  if (snapshot) write_snapshot(*snapshot);
}

void SqlWriter::write_seq(InstanceKey key, std::uint64_t seq) {
  connection_.statement("UPDATE instances SET seq = ?2 WHERE key = ?1").bind(key).bind(static_cast<std::int64_t>(seq)).run();
  if (const auto kept = stored_.find(key); kept != stored_.end()) kept->second.seq = seq;
}

void SqlWriter::write_instance(const InstanceRow& row, std::uint64_t seq) {
  const auto before = stored_.find(row.key);
  if (before != stored_.end()) update_instance(before->second, row, seq);
  else insert_instance(row, seq);
  if (!is_active(row)) {  // it moves no more
    stored_.erase(row.key);
    return;
  }
  auto& kept = stored_[row.key];
  kept = row;
  kept.seq = seq;
}

void SqlWriter::insert_instance(const InstanceRow& row, std::uint64_t seq) {
  connection_
      .statement("INSERT INTO instances (" WF_INSTANCE_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)")
      .bind(row.key).bind(row.workflow).bind(row.definition).bind(row.version).bind(row.business_key)
      .bind(static_cast<std::int64_t>(row.state)).bind(row.started_by).bind(row.started_at.ms).bind(ms_of(row.ended_at))
      .bind(row.ended_at_element).bind(row.failure).bind(row.updated_at.ms).bind(static_cast<std::int64_t>(seq))
      .bind(row.open_incidents).run();
  ++counted_[is_active(row) ? active_instances : ended_instances];
}

void SqlWriter::update_instance(const InstanceRow& before, const InstanceRow& row, std::uint64_t seq) {
  InstanceRow moved_on = row;
  moved_on.updated_at = before.updated_at;
  moved_on.seq = before.seq;
  if (moved_on == before) {  // the usual step: no indexed column
    connection_.statement("UPDATE instances SET updated_at = ?2, seq = ?3 WHERE key = ?1")
        .bind(row.key).bind(row.updated_at.ms).bind(static_cast<std::int64_t>(seq)).run();
    return;
  }
  connection_
      .statement("UPDATE instances SET workflow = ?2, definition = ?3, version = ?4, business_key = ?5, state = ?6, started_by = ?7, "
                 "started_at = ?8, ended_at = ?9, ended_at_element = ?10, failure = ?11, updated_at = ?12, seq = ?13, "
                 "open_incidents = ?14 WHERE key = ?1")
      .bind(row.key).bind(row.workflow).bind(row.definition).bind(row.version).bind(row.business_key)
      .bind(static_cast<std::int64_t>(row.state)).bind(row.started_by).bind(row.started_at.ms).bind(ms_of(row.ended_at))
      .bind(row.ended_at_element).bind(row.failure).bind(row.updated_at.ms).bind(static_cast<std::int64_t>(seq))
      .bind(row.open_incidents).run();
  --counted_[is_active(before) ? active_instances : ended_instances];
  ++counted_[is_active(row) ? active_instances : ended_instances];
}

void SqlWriter::write_snapshot(const Commit& step) {
  std::string body;
  codec::write_instance(body, *step.after, *step.definition);
  connection_.statement("INSERT OR REPLACE INTO snapshots (instance, seq, format, body) VALUES (?1, ?2, ?3, ?4)")
      .bind(step.instance).bind(static_cast<std::int64_t>(step.after->seq)).bind(std::int64_t{codec::instance_format}).bind(body).run();
}

void SqlWriter::write_counters() {
  if (std::all_of(counted_.begin(), counted_.end(), [](std::int64_t change) { return change == 0; })) return;
  auto& s = connection_.statement(
      "UPDATE counters SET active_instances = active_instances + ?1, ended_instances = ended_instances + ?2, "
      "open_tasks = open_tasks + ?3, open_jobs = open_jobs + ?4, open_timers = open_timers + ?5, "
      "open_incidents = open_incidents + ?6, outbox = outbox + ?7");
  for (const auto change : counted_) s.bind(change);
  s.run();
}

}  // namespace wf::store::sql
