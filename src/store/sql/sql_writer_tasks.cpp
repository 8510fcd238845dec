// Tasks and their candidates. A task that nobody has stands once for each person and group that may take it, in the
// order of ranks, so that "what can I do now" reads only as many rows as it shows.
#include "store/selection.hpp"
#include "store/sql/row_text.hpp"
#include "store/sql/sql_writer.hpp"

namespace wf::store::sql {

namespace {

std::vector<std::string> candidates(const TaskRow& row) {
  std::vector<std::string> who;
  if (row.state != TaskState::open || !row.assignee.empty()) return who;
  for (const auto& person : row.people) who.push_back("p:" + person);
  for (const auto& group : row.groups) who.push_back("g:" + group);
  if (who.empty()) who.emplace_back("*");
  std::sort(who.begin(), who.end());
  who.erase(std::unique(who.begin(), who.end()), who.end());
  return who;
}

bool is_open(const TaskRow& row) { return row.state == TaskState::open; }

}  // namespace

std::optional<TaskRow> SqlWriter::stored_task(const EntityKey& key) {
  auto& s = connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t WHERE t.instance = ?1 AND t.local = ?2");
  if (!s.bind(key.instance).bind(std::int64_t{key.local}).step()) return std::nullopt;
  TaskRow row;
  read_row(connection_, s, row);
  s.reset();
  return row;
}

void SqlWriter::write_task(const TaskRow& row) {
  const auto before = stored_task(row.key);
  const bool same_candidates = before && candidates(*before) == candidates(row) && rank_of(*before) == rank_of(row);
  if (before && !same_candidates) remove_candidates(*before);
  counted_[open_tasks] += std::int64_t{is_open(row)} - std::int64_t{before && is_open(*before)};
  const auto people = list_text(row.people);
  const auto groups = list_text(row.groups);
  const auto excluded = list_text(row.excluded);
  const auto rank = rank_of(row);
  const std::string_view sql =
      before ? "UPDATE tasks SET workflow = ?3, element = ?4, name = ?5, business_key = ?6, state = ?7, assignee = ?8, people = ?9, groups = ?10, "
               "excluded = ?11, created_at = ?12, ended_at = ?13, completed_by = ?14, rank_priority = ?15, rank_due = ?16 "
               "WHERE instance = ?1 AND local = ?2"
             : "INSERT INTO tasks (instance, local, workflow, element, name, business_key, state, assignee, people, groups, excluded, created_at, "
               "ended_at, completed_by, rank_priority, rank_due) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
  connection_.statement(sql)
      .bind(row.key.instance).bind(std::int64_t{row.key.local}).bind(row.workflow).bind(row.element).bind(row.name).bind(row.business_key)
      .bind(static_cast<std::int64_t>(row.state)).bind(row.assignee).bind(people).bind(groups).bind(excluded).bind(row.created_at.ms)
      .bind(ms_of(row.ended_at)).bind(row.completed_by).bind(rank.priority).bind(rank.due).run();
  if (!same_candidates) add_candidates(row);
}

void SqlWriter::end_task(const TaskEnd& end) {
  const auto before = stored_task(end.key);
  if (!before) return;
  remove_candidates(*before);
  counted_[open_tasks] -= std::int64_t{is_open(*before)};
  connection_.statement("UPDATE tasks SET state = ?3, ended_at = ?4, completed_by = ?5 WHERE instance = ?1 AND local = ?2")
      .bind(end.key.instance).bind(std::int64_t{end.key.local}).bind(static_cast<std::int64_t>(end.state)).bind(end.at.ms)
      .bind(end.completed_by).run();
}

void SqlWriter::add_candidates(const TaskRow& row) {
  const auto rank = rank_of(row);
  for (const auto& who : candidates(row)) {
    connection_.statement("INSERT INTO task_candidates (who, rank_priority, rank_due, instance, local) VALUES (?1, ?2, ?3, ?4, ?5)")
        .bind(who).bind(rank.priority).bind(rank.due).bind(row.key.instance).bind(std::int64_t{row.key.local}).run();
  }
}

void SqlWriter::remove_candidates(const TaskRow& row) {
  const auto rank = rank_of(row);
  for (const auto& who : candidates(row)) {
    connection_.statement("DELETE FROM task_candidates WHERE who = ?1 AND rank_priority = ?2 AND rank_due = ?3 AND instance = ?4 AND local = ?5")
        .bind(who).bind(rank.priority).bind(rank.due).bind(row.key.instance).bind(std::int64_t{row.key.local}).run();
  }
}

}  // namespace wf::store::sql
