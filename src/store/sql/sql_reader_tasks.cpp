// Lists of tasks: of a case, of a person with their groups, of an assignee, of a step, of a workflow, of all.
#include <limits>

#include "store/sql/gather.hpp"
#include "store/sql/sql_reader.hpp"

namespace wf::store::sql {

namespace {

// The rank of the cursor comes last among the parameters.
#define WF_TASK_RANK "(rank_priority, rank_due, instance, local)"
#define WF_TASK_ORDER " ORDER BY rank_priority, rank_due, instance, local"

class TaskGather {
 public:
  TaskGather(Connection& connection, const TaskFilter& filter, const Page& page, const std::optional<TaskRank>& cursor)
      : connection_(connection), filter_(filter), gather_(connection, filter, page), after_(cursor.value_or(before_all)) {}

  Rows<TaskRow> read() && {
    if (filter_.instance != 0) of_instance();
    else if (!filter_.for_person.empty()) of_person();
    else if (!filter_.assignee.empty()) of_assignee(filter_.assignee);
    else if (!filter_.element.empty()) of_element();
    else if (!filter_.workflow.empty()) of_workflow();
    else of_state();
    return std::move(gather_).page([](const TaskRow& a, const TaskRow& b) { return rank_of(a) < rank_of(b); });
  }

 private:
  static constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();
  static constexpr TaskRank before_all{least, least, {least, 0}};
  static constexpr std::int64_t states = static_cast<std::int64_t>(TaskState::cancelled) + 1;

  bool wants(TaskState state) const { return !filter_.state || *filter_.state == state; }
  template <class Read>
  void for_states(Read read) const {
    for (std::int64_t state = 0; state < states; ++state) {
      if (wants(static_cast<TaskState>(state))) read(state);
    }
  }
  void take(Statement& s) {
    gather_.take(s.bind(after_.priority).bind(after_.due).bind(after_.key.instance).bind(std::int64_t{after_.key.local}));
  }

  void of_instance() {
    gather_.take_all(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t WHERE t.instance = ?1").bind(filter_.instance),
                     [&](const TaskRow& row) { return rank_of(row) > after_; });
  }
  void of_person() {
    if (wants(TaskState::open)) {
      of_assignee(filter_.for_person);
      of_candidate("p:" + filter_.for_person);
      of_candidate("*");
      for (const auto& group : filter_.groups) of_candidate("g:" + group);
    }
    if (!filter_.state || *filter_.state != TaskState::open) {
      take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t INDEXED BY tasks_done_by WHERE completed_by = ?1 AND completed_by <> ''"
                                 " AND " WF_TASK_RANK " > (?2, ?3, ?4, ?5)" WF_TASK_ORDER).bind(filter_.for_person));
    }
  }
  void of_candidate(const std::string& who) {
    take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM task_candidates c CROSS JOIN tasks t ON t.instance = c.instance AND t.local = c.local "
                               "WHERE c.who = ?1 AND (c.rank_priority, c.rank_due, c.instance, c.local) > (?2, ?3, ?4, ?5) "
                               "ORDER BY c.rank_priority, c.rank_due, c.instance, c.local").bind(who));
  }
  void of_assignee(const std::string& person) {
    for_states([&](std::int64_t state) {
      take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t INDEXED BY tasks_by_assignee WHERE assignee = ?1 AND assignee <> '' AND state = ?2"
                                 " AND " WF_TASK_RANK " > (?3, ?4, ?5, ?6)" WF_TASK_ORDER).bind(person).bind(state));
    });
  }
  void of_element() {
    for (const auto& workflow : filter_.workflow.empty() ? workflows() : std::vector{filter_.workflow}) {
      for_states([&](std::int64_t state) {
        take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t INDEXED BY tasks_by_element WHERE workflow = ?1 AND element = ?2 AND state = ?3"
                                   " AND " WF_TASK_RANK " > (?4, ?5, ?6, ?7)" WF_TASK_ORDER).bind(workflow).bind(filter_.element).bind(state));
      });
    }
  }
  /// Those that have tasks, by leaps from one to the next: an installation has few.
  std::vector<std::string> workflows() {
    std::vector<std::string> found;
    std::string last;
    for (;;) {
      auto& s = connection_.statement("SELECT t.workflow FROM tasks t INDEXED BY tasks_by_element WHERE t.workflow > ?1 ORDER BY t.workflow LIMIT 1").bind(last);
      if (!s.step()) return found;
      last = s.text(0);
      s.reset();
      found.push_back(last);
    }
  }
  void of_workflow() {
    for_states([&](std::int64_t state) {
      take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t INDEXED BY tasks_by_workflow WHERE workflow = ?1 AND state = ?2"
                                 " AND " WF_TASK_RANK " > (?3, ?4, ?5, ?6)" WF_TASK_ORDER).bind(filter_.workflow).bind(state));
    });
  }
  void of_state() {
    for_states([&](std::int64_t state) {
      take(connection_.statement("SELECT " WF_TASK_COLUMNS " FROM tasks t INDEXED BY tasks_by_state WHERE state = ?1"
                                 " AND " WF_TASK_RANK " > (?2, ?3, ?4, ?5)" WF_TASK_ORDER).bind(state));
    });
  }

  Connection& connection_;
  const TaskFilter& filter_;
  Gather<TaskRow, TaskFilter> gather_;
  const TaskRank after_;
};

}  // namespace

Result<Rows<TaskRow>> SqlReader::tasks(const TaskFilter& filter, const Page& page) {
  const auto cursor = task_cursor(page);
  if (!cursor) return tl::unexpected(cursor.error());
  return within([&] { return TaskGather(*connection_, filter, page, *cursor).read(); });
}

}  // namespace wf::store::sql
