// Jobs, timers, incidents, the outbox, remembered replies, and the records of administration.
#include "store/batch_check.hpp"
#include "store/sql/row_text.hpp"
#include "store/sql/sql_writer.hpp"

namespace wf::store::sql {

void SqlWriter::write_rows(const RowChanges& rows) {
  for (const auto& row : rows.tasks) write_task(row);
  for (const auto& end : rows.tasks_ended) end_task(end);
  for (const auto& row : rows.jobs) write_job(row);
  for (const auto& key : rows.jobs_gone) counted_[open_jobs] -= remove("DELETE FROM jobs WHERE instance = ?1 AND local = ?2", key);
  for (const auto& row : rows.timers) write_timer(row);
  for (const auto& key : rows.timers_gone) counted_[open_timers] -= remove("DELETE FROM timers WHERE instance = ?1 AND local = ?2", key);
  for (const auto& row : rows.incidents) write_incident(row);
  for (const auto& end : rows.incidents_resolved) resolve_incident(end);
}

std::int64_t SqlWriter::remove(std::string_view sql, const EntityKey& key) {
  connection_.statement(sql).bind(key.instance).bind(std::int64_t{key.local}).run();
  return connection_.changes();
}

void SqlWriter::write_job(const JobRow& row) {
  const auto input = value_text(row.input);
  const auto run = [&](std::string_view sql) {
    connection_.statement(sql)
        .bind(row.key.instance).bind(std::int64_t{row.key.local}).bind(row.workflow).bind(row.element).bind(row.type)
        .bind(static_cast<std::int64_t>(row.state)).bind(std::int64_t{row.attempts_left}).bind(std::int64_t{row.attempt})
        .bind(row.created_at.ms).bind(row.timeout_ms).bind(row.last_error).bind(input).run();
    return connection_.changes();
  };
  if (run("INSERT INTO jobs (" WF_JOB_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12) ON CONFLICT DO NOTHING") != 0) {
    ++counted_[open_jobs];
    return;
  }
  run("UPDATE jobs SET workflow = ?3, element = ?4, type = ?5, state = ?6, attempts_left = ?7, attempt = ?8, created_at = ?9, "
      "timeout_ms = ?10, last_error = ?11, input = ?12 WHERE instance = ?1 AND local = ?2");
}

void SqlWriter::write_timer(const TimerRow& row) {
  const auto run = [&](std::string_view sql) {
    connection_.statement(sql).bind(row.key.instance).bind(std::int64_t{row.key.local}).bind(row.due.ms).run();
    return connection_.changes();
  };
  if (run("INSERT INTO timers (instance, local, due) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING") != 0) ++counted_[open_timers];
  else run("UPDATE timers SET due = ?3 WHERE instance = ?1 AND local = ?2");
}

void SqlWriter::write_incident(const IncidentRow& row) {
  auto& known = connection_.statement("SELECT open FROM incidents WHERE instance = ?1 AND local = ?2");
  if (known.bind(row.key.instance).bind(std::int64_t{row.key.local}).step()) counted_[open_incidents] -= known.integer(0);
  known.reset();
  const std::int64_t open = row.resolved_at ? 0 : 1;
  counted_[open_incidents] += open;
  connection_
      .statement("INSERT INTO incidents (" WF_INCIDENT_COLUMNS ", open) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) "
                 "ON CONFLICT (instance, local) DO UPDATE SET workflow = ?3, element = ?4, code = ?5, message = ?6, business_key = ?7, "
                 "at = ?8, resolved_at = ?9, open = ?10")
      .bind(row.key.instance).bind(std::int64_t{row.key.local}).bind(row.workflow).bind(row.element).bind(row.code).bind(row.message)
      .bind(row.business_key).bind(row.at.ms).bind(ms_of(row.resolved_at)).bind(open).run();
}

void SqlWriter::resolve_incident(const IncidentEnd& end) {
  connection_.statement("UPDATE incidents SET resolved_at = ?3, open = 0 WHERE instance = ?1 AND local = ?2 AND open = 1")
      .bind(end.key.instance).bind(std::int64_t{end.key.local}).bind(end.at.ms).run();
  counted_[open_incidents] -= connection_.changes();
}

void SqlWriter::write_outbox(const Commit& commit) {
  constexpr std::string_view remove_entry = "DELETE FROM outbox WHERE instance = ?1 AND local = ?2";
  for (const auto& key : commit.outbox_done) counted_[outbox] -= remove(remove_entry, key);
  for (const auto& row : commit.outbox) {
    counted_[outbox] += 1 - remove(remove_entry, row.job);
    const auto& effect = row.effect;
    const auto input = value_text(effect.input);
    connection_.statement("INSERT INTO outbox (instance, local, type, input, attempt, timeout_ms, idempotency_key) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
        .bind(row.job.instance).bind(std::int64_t{row.job.local}).bind(effect.type).bind(input).bind(std::int64_t{effect.attempt})
        .bind(effect.timeout_ms).bind(effect.idempotency_key).run();
  }
}

void SqlWriter::remember(const Commit& commit) {
  latest_ = moment_of(commit, latest_);
  if (commit.command_id.empty()) return;
  connection_.statement("INSERT INTO command_ids (id, reply, at) VALUES (?1, ?2, ?3)").bind(commit.command_id).bind(commit.reply).bind(latest_.ms).run();
}

void SqlWriter::write_administration(const Commit& commit) {
  remember(commit);
  for (const auto& row : commit.definitions) write_definition(row);
  for (const auto& row : commit.people) write_person(row);
  for (const auto& id : commit.people_gone) connection_.statement("DELETE FROM people WHERE id = ?1").bind(id).run();
  for (const auto& row : commit.tokens) write_token(row);
}

void SqlWriter::write_definition(const DefinitionRow& row) {
  connection_.statement("INSERT INTO definitions (" WF_DEFINITION_COLUMNS ") VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")
      .bind(row.key).bind(row.workflow).bind(row.version).bind(row.label).bind(row.name).bind(row.digest).bind(row.entry)
      .bind(row.deployed_at.ms).bind(row.deployed_by).bind(row.message).run();
  for (const auto& [path, body] : row.files) {
    connection_.statement("INSERT INTO definition_files (definition, path, body) VALUES (?1, ?2, ?3)").bind(row.key).bind(path).bind(body).run();
  }
}

void SqlWriter::write_person(const PersonRow& row) {
  const auto groups = list_text(row.groups);
  const auto roles = roles_text(row.roles);
  connection_
      .statement("INSERT OR REPLACE INTO people (id, name, email, manager, groups, roles, active, version) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .bind(row.id).bind(row.name).bind(row.email).bind(row.manager).bind(groups).bind(roles).bind(std::int64_t{row.active})
      .bind(static_cast<std::int64_t>(row.version)).run();
}

void SqlWriter::write_token(const TokenRow& row) {
  const auto roles = roles_text(row.roles);
  connection_
      .statement("INSERT OR REPLACE INTO tokens (id, hash, person, name, roles, created_at, expires_at, revoked_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)")
      .bind(row.id).bind(row.hash).bind(row.person).bind(row.name).bind(roles).bind(row.created_at.ms).bind(ms_of(row.expires_at))
      .bind(ms_of(row.revoked_at)).run();
}

}  // namespace wf::store::sql
