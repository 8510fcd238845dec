// Contract of the lists of tasks: who may do what, order by priority, due and age, and what remains of ended tasks.
#include <algorithm>

#include "test_store.hpp"

namespace wf::store::test {

namespace {

using Names = std::vector<std::string>;

TaskRow task_row(EntityKey key) {
  TaskRow row;
  row.key = key;
  row.workflow = "leave";
  row.element = "decide";
  row.name = "Decide, \"please\"";
  row.business_key = "R-1";
  row.created_at = moment(key.instance);
  return row;
}

bool has(const Names& names, const std::string& name) { return std::find(names.begin(), names.end(), name) != names.end(); }

/// What the filter means, said anew.
bool is_wanted(const TaskFilter& f, const TaskRow& row) {
  if (f.state && row.state != *f.state) return false;
  if (!f.workflow.empty() && row.workflow != f.workflow) return false;
  if (!f.element.empty() && row.element != f.element) return false;
  if (!f.assignee.empty() && row.assignee != f.assignee) return false;
  if (f.instance != 0 && row.key.instance != f.instance) return false;
  if (f.for_person.empty()) return true;
  if (row.state != TaskState::open) return row.completed_by == f.for_person;
  if (has(row.excluded, f.for_person)) return false;
  if (!row.assignee.empty()) return row.assignee == f.for_person;
  bool is_candidate = row.people.empty() && row.groups.empty();
  if (has(row.people, f.for_person)) is_candidate = true;
  for (const auto& group : f.groups) is_candidate = is_candidate || has(row.groups, group);
  return is_candidate;
}

bool stands_before(const TaskRow& a, const TaskRow& b) {
  if (a.priority != b.priority) return a.priority > b.priority;
  if (a.due != b.due) {
    if (!a.due || !b.due) return a.due.has_value();
    return *a.due < *b.due;
  }
  return a.key < b.key;
}

/// Tasks of every kind, 10 cases with 12 tasks each.
std::vector<TaskRow> mixed_tasks() {
  const std::vector<Names> groups = {{}, {"heads"}, {"staff", "heads"}, {"board"}};
  const std::vector<Names> people = {{}, {"anna"}, {"bob", "anna"}};
  std::vector<TaskRow> rows;
  for (std::size_t i = 0; i < 120; ++i) {
    auto row = task_row({static_cast<InstanceKey>(1 + i % 10), static_cast<engine::LocalKey>(2 + i / 10)});
    row.workflow = i % 3 == 0 ? "purchase" : "leave";
    row.element = i % 4 == 0 ? "decide" : "check";
    row.groups = groups[i % 4];
    row.people = people[i / 2 % 3];
    if (i % 6 == 1) row.excluded = {"anna"};
    if (i % 5 == 2) row.assignee = i % 2 == 0 ? "anna" : "bob";
    row.priority = static_cast<std::int32_t>(i % 3) - 1;
    if (i % 4 != 3) row.due = moment(static_cast<std::int64_t>(i % 7));
    row.state = i % 7 == 3 ? TaskState::completed : i % 7 == 4 ? TaskState::cancelled : TaskState::open;
    if (row.state != TaskState::open) row.ended_at = moment(900);
    if (row.state == TaskState::completed) row.completed_by = i % 2 == 0 ? "anna" : "bob";
    rows.push_back(row);
  }
  return rows;
}

void fill(TestStore& store, const std::vector<TaskRow>& rows) {
  std::map<InstanceKey, Commit> cases;
  for (const auto& row : rows) {
    auto& commit = cases.try_emplace(row.key.instance, start(case_row(row.key.instance), 1)).first->second;
    commit.rows.tasks.push_back(row);
  }
  std::vector<Commit> batch;
  for (auto& [key, commit] : cases) batch.push_back(std::move(commit));
  store.write(std::move(batch));
}

void check_filter(TestStore& store, const std::vector<TaskRow>& rows, const TaskFilter& filter) {
  std::vector<TaskRow> expected;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(expected), [&](const auto& row) { return is_wanted(filter, row); });
  INFO("state " << (filter.state ? static_cast<int>(*filter.state) : -1) << ", workflow '" << filter.workflow << "', element '" << filter.element
                << "', assignee '" << filter.assignee << "', case " << filter.instance << ", for '" << filter.for_person << "' in "
                << filter.groups.size() << " groups");
  check_list(expected, [&](const Page& page) { return store.reader().tasks(filter, page); });
}

std::string listed(TestStore& store, const TaskFilter& filter) { return keys_text(the(store.reader().tasks(filter, {})).rows); }

/// The lists of persons, where a candidate stands in an index of its own.
std::string lists(TestStore& store) {
  return "anna: " + listed(store, {.for_person = "anna"}) + ", heads: " + listed(store, {.for_person = "x", .groups = {"heads"}}) +
         ", all: " + listed(store, {});
}

}  // namespace

TEST_CASE("tasks are listed by every filter alone and together, in order of priority, due and age") {
  TestStore store(each_store());
  auto rows = mixed_tasks();
  fill(store, rows);
  std::sort(rows.begin(), rows.end(), stands_before);
  const std::vector<std::pair<std::string, Names>> persons = {{"", {}}, {"anna", {}}, {"anna", {"heads", "staff"}}, {"carl", {"board", "board"}}, {"carl", {}}};
  for (const auto state : {std::optional<TaskState>(TaskState::open), std::optional<TaskState>(TaskState::completed),
                           std::optional<TaskState>(TaskState::cancelled), std::optional<TaskState>()}) {
    for (const auto* workflow : {"", "leave"}) {
      for (const auto* element : {"", "check"}) {
        for (const auto* assignee : {"", "anna"}) {
          for (const InstanceKey instance : {0, 4}) {
            for (const auto& [person, groups] : persons) check_filter(store, rows, {state, workflow, element, assignee, instance, person, groups});
          }
        }
      }
    }
  }
}

TEST_CASE("a task reads back with everything that it has") {
  TestStore store(each_store());
  auto row = task_row({4, 4'000'000'000});
  row.assignee = "anna";
  row.people = {"anna", "b\"ob\\", "\xc3\xa4\n"};
  row.groups = {"heads", ""};
  row.excluded = {"carl"};
  row.due = moment(-5'000'000'000);
  row.priority = -2'147'483'647 - 1;
  auto other = task_row({4, 5});
  other.priority = 2'147'483'647;
  fill(store, {row, other});
  CHECK(bool(the(store.reader().task(row.key)) == row));
  CHECK(bool(the(store.reader().task(other.key)) == other));
  CHECK_FALSE(the(store.reader().task({4, 6})).has_value());
  CHECK(listed(store, {}) == "4.5 4.4000000000");
}

TEST_CASE("a claimed task leaves the lists of the other candidates and comes back when it is released") {
  TestStore store(each_store());
  auto row = task_row({1, 2});
  row.people = {"anna"};
  row.groups = {"heads", "heads"};
  fill(store, {row});
  CHECK(lists(store) == "anna: 1.2, heads: 1.2, all: 1.2");
  row.assignee = "anna";
  auto claimed = step(case_row(1), 1);
  claimed.rows.tasks = {row};
  store.write({claimed});
  CHECK(lists(store) == "anna: 1.2, heads: , all: 1.2");
  CHECK(listed(store, {.assignee = "anna"}) == "1.2");
  row.assignee.clear();
  row.priority = 3;
  row.due = moment(4);
  auto released = step(case_row(1), 2);
  released.rows.tasks = {row};
  store.write({released});
  CHECK(lists(store) == "anna: 1.2, heads: 1.2, all: 1.2");
  CHECK(bool(the(store.reader().task(row.key)) == row));
  CHECK(the(store.reader().counts()).open_tasks == 1);
}

TEST_CASE("an ended task stays as a record and is listed for who completed it") {
  TestStore store(each_store());
  auto done = task_row({1, 2});
  done.people = {"anna"};
  auto gone = task_row({1, 3});
  fill(store, {done, gone});
  auto ended = step(case_row(1), 1);
  ended.rows.tasks_ended = {{{1, 2}, TaskState::completed, moment(70), "anna"}, {{1, 3}, TaskState::cancelled, moment(71), ""}, {{1, 9}, TaskState::completed, moment(72), "bob"}};
  store.write({ended});
  CHECK(lists(store) == "anna: , heads: , all: ");
  CHECK(listed(store, {.state = TaskState::completed, .for_person = "anna"}) == "1.2");
  CHECK(listed(store, {.state = TaskState::cancelled, .for_person = "anna"}).empty());
  CHECK(listed(store, {.state = std::nullopt}) == "1.2 1.3");
  CHECK(the(store.reader().counts()).open_tasks == 0);
  done.state = TaskState::completed;
  done.ended_at = moment(70);
  done.completed_by = "anna";
  CHECK(bool(the(store.reader().task({1, 2})) == done));
  CHECK_FALSE(the(store.reader().task({1, 9})).has_value());
}

TEST_CASE("a task that is made and ended in one step is a record only") {
  TestStore store(each_store());
  auto commit = start(case_row(1));
  commit.rows.tasks = {task_row({1, 2})};
  commit.rows.tasks_ended = {{{1, 2}, TaskState::completed, moment(1), "anna"}};
  store.write({commit});
  CHECK(lists(store) == "anna: , heads: , all: ");
  CHECK(listed(store, {.state = std::nullopt, .for_person = "anna"}) == "1.2");
  CHECK(the(store.reader().counts()).open_tasks == 0);
}

}  // namespace wf::store::test
