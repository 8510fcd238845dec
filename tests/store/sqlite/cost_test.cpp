// What queries cost: no list reads a table whole or sorts it, and a page costs the same in a small and in a large store.
#include <catch2/catch.hpp>

#include <functional>
#include <set>

#include <sqlite3.h>

#include "contract/random_batches.hpp"
#include "contract/test_store.hpp"
#include "sqlite/statement_log.hpp"

namespace wf::store::test {

namespace {

/// Tables that grow with the number of cases. The others hold what an institution has few of.
const std::set<std::string> large_tables = {"instances", "event_batches", "snapshots", "tasks", "task_candidates", "jobs",
                                            "timers", "incidents", "outbox", "command_ids"};

struct Query {
  std::string name;
  std::function<void(Store&, Reader&)> run;
};

template <class Filter, class List>
void add_lists(std::vector<Query>& queries, const std::string& list, const std::vector<std::pair<std::string, Filter>>& filters, List call) {
  for (const auto& [name, filter] : filters) {
    queries.push_back({list + " " + name, [call, filter = filter](Store&, Reader& r) { the((r.*call)(filter, Page{10, {}})); }});
  }
}

/// Every question that a store answers. Of each list the rare filters find the three oldest rows only.
std::vector<Query> queries() {
  std::vector<Query> all;
  add_lists<InstanceFilter>(all, "instances", {{"all", {}}, {"rare state", {.state = engine::InstanceState::failed}}, {"rare workflow", {.workflow = "rare"}},
      {"workflow", {.workflow = "leave"}}, {"rare workflow and state", {.state = engine::InstanceState::failed, .workflow = "rare"}},
      {"rare starter", {.started_by = "rare"}}, {"starter and state", {.state = engine::InstanceState::active, .started_by = "anna"}},
      {"business key", {.business_key = "rare"}}, {"incidents", {.with_incidents = true}},
      {"incidents of a workflow", {.workflow = "leave", .with_incidents = true}}}, &Reader::instances);
  add_lists<TaskFilter>(all, "tasks", {{"open", {}}, {"all", {.state = std::nullopt}}, {"completed", {.state = TaskState::completed}},
      {"rare workflow", {.workflow = "rare"}}, {"rare element", {.workflow = "leave", .element = "rare"}},
      {"rare element of any workflow", {.element = "rare"}}, {"assignee", {.assignee = "rare"}},
      {"of a case", {.instance = 2}}, {"rare person", {.for_person = "rare", .groups = {"rare-group", "none"}}},
      {"person of a large group", {.for_person = "anna", .groups = {"heads"}}},
      {"completed by rare person", {.state = TaskState::completed, .for_person = "rare"}}}, &Reader::tasks);
  add_lists<JobFilter>(all, "jobs", {{"all", {}}, {"oldest", {.oldest_first = true}}, {"rare type", {.type = "rare"}},
      {"rare type oldest", {.type = "rare", .state = engine::JobState::ready, .oldest_first = true}}, {"stuck", {.state = engine::JobState::stuck}},
      {"ready", {.state = engine::JobState::ready}}, {"ready oldest", {.type = "http", .state = engine::JobState::ready, .oldest_first = true}},
      {"stuck oldest", {.state = engine::JobState::stuck, .oldest_first = true}}, {"of a case", {.instance = 2}}}, &Reader::jobs);
  add_lists<IncidentFilter>(all, "incidents", {{"open", {}}, {"all", {.open_only = false}}, {"rare workflow", {.workflow = "rare"}}, {"rare code", {.code = "rare"}},
      {"rare code, all", {.open_only = false, .code = "rare"}}, {"of a case", {.instance = 2}}}, &Reader::incidents);
  all.push_back({"instance", [](Store&, Reader& r) { the(r.instance(2)); }});
  all.push_back({"load", [](Store& s, Reader&) { the(s.load(2, definition())); }});
  all.push_back({"history", [](Store&, Reader& r) { the(r.history(2, definition(), 0, 10)); }});
  all.push_back({"task", [](Store&, Reader& r) { the(r.task({2, 2})); }});
  all.push_back({"job", [](Store&, Reader& r) { the(r.job({2, 3})); }});
  all.push_back({"incident", [](Store&, Reader& r) { the(r.incident({2, 5})); }});
  all.push_back({"counts", [](Store&, Reader& r) { the(r.counts()); }});
  all.push_back({"definitions", [](Store&, Reader& r) { the(r.definitions("")), the(r.definitions("leave")), the(r.definition(1)); }});
  all.push_back({"people", [](Store& s, Reader& r) { the(r.people()), the(r.tokens()), the(s.people()), the(s.tokens()); }});
  all.push_back({"start-up", [](Store& s, Reader&) { the(s.all_definitions()), the(s.last_instance_key()), the(s.definition(1)); }});
  all.push_back({"definition of a case", [](Store& s, Reader&) { the(s.definition_of(2)); }});
  all.push_back({"timers", [](Store& s, Reader&) { the(s.next_due()), the(s.timers_due(moment(9'000'000), 10)); }});
  all.push_back({"outbox", [](Store& s, Reader&) { the(s.outbox({}, 10)), the(s.outbox({1, 0}, 10)); }});
  all.push_back({"reply", [](Store& s, Reader&) { the(s.find_reply("id-1")); }});
  return all;
}

/// A case with a row in every list; the first three have what the rare filters look for.
Commit full_case(InstanceKey key) {
  const bool rare = key <= 3;
  auto row = case_row(key);
  if (rare) row.workflow = row.started_by = row.business_key = "rare";
  if (rare) row.state = engine::InstanceState::failed;
  row.open_incidents = rare ? 1 : 0;
  auto commit = start(row, 2);
  commit.command_id = "id-" + std::to_string(key);
  TaskRow task{{key, 2}, rare ? "rare" : "leave", "decide", "Decide", "", TaskState::open, "", {}, {rare ? "rare-group" : "heads"}, {}, moment(key), {}, {}, "", 0};
  TaskRow done = task;
  done.key.local = 6;
  done.workflow = "leave";
  if (rare) done.element = "rare";
  done.state = rare ? TaskState::completed : TaskState::open;
  done.completed_by = rare ? "rare" : "";
  commit.rows.tasks = {task, done};
  if (rare) commit.rows.tasks.push_back({{key, 7}, "leave", "rare", "Decide", "", TaskState::open, "rare", {}, {}, {}, moment(key), {}, {}, "", 0});
  commit.rows.jobs = {{{key, 3}, "leave", "book", rare ? "rare" : "http", engine::JobState::ready, 1, 1, moment(key), 0, "", {}}};
  if (rare) commit.rows.jobs.push_back({{key, 8}, "leave", "book", "mail", engine::JobState::stuck, 1, 1, moment(key), 0, "", {}});
  commit.rows.timers = {{{key, 4}, moment(key)}};
  commit.rows.incidents = {{{key, 5}, rare ? "rare" : "leave", "book", rare ? "rare" : "JOB-FAILED", "Why", "", moment(key), {}}};
  commit.outbox = {{{key, 3}, {3, "http", {}, 1, 0, "k"}}};
  return commit;
}

void fill(TestStore& store, InstanceKey cases) {
  auto admin = administration();
  admin.definitions = {definition_row(1, "leave", 1)};
  store.write({admin});
  std::vector<Commit> batch;
  for (InstanceKey key = 1; key <= cases; ++key) {
    batch.push_back(full_case(key));
    if (batch.size() == 500 || key == cases) store.write(std::exchange(batch, {}));
  }
}

std::vector<std::int64_t> costs(InstanceKey cases) {
  StatementLog log;
  TestStore store(StoreKind::sqlite);
  fill(store, cases);
  std::vector<std::int64_t> steps;
  log.take_steps();
  for (const auto& query : queries()) {
    query.run(*store.operator->(), store.reader());
    steps.push_back(log.take_steps());
  }
  return steps;
}

/// The lines of EXPLAIN QUERY PLAN that read a large table whole or sort.
std::string expensive_lines(sqlite3* connection, const std::string& sql) {
  sqlite3_stmt* statement = nullptr;
  const std::string question = "EXPLAIN QUERY PLAN " + sql;
  REQUIRE(sqlite3_prepare_v2(connection, question.c_str(), -1, &statement, nullptr) == SQLITE_OK);
  std::string found;
  while (sqlite3_step(statement) == SQLITE_ROW) {
    const std::string line = reinterpret_cast<const char*>(sqlite3_column_text(statement, 3));
    const auto table = line.starts_with("SCAN ") ? line.substr(5, line.find(' ', 5) - 5) : "";
    if (large_tables.contains(table) || table == "t" || table == "c" || line.find("TEMP B-TREE") != std::string::npos) found += "  " + line + "\n";
  }
  sqlite3_finalize(statement);
  return found;
}

bool has_plan(const std::string& sql) { return sql.starts_with("SELECT") || sql.starts_with("UPDATE") || sql.starts_with("DELETE") || sql.starts_with("INSERT"); }

}  // namespace

TEST_CASE("no statement of the store reads a large table whole or sorts it") {
  StatementLog log;
  FreshDirectory directory;
  auto store = the(open_sqlite_store({directory.data(), false}));
  auto reader = the(store->open_reader());
  RandomBatches random(1);
  for (int i = 0; i < 40; ++i) REQUIRE(store->commit(random.next()).has_value());
  for (const auto& query : queries()) query.run(*store, *reader);
  REQUIRE(store->maintain(moment(1)).has_value());

  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open_v2((directory.data() + "/wf.db").c_str(), &connection, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  const auto statements = log.statements();  // a copy: explaining is logged too
  REQUIRE(statements.size() > 60);
  for (const auto& [sql, cost] : statements) {
    if (!has_plan(sql)) continue;
    INFO(sql);
    CHECK(expensive_lines(connection, sql).empty());
    CHECK(cost.sorts == 0);
  }
  sqlite3_close(connection);
}

TEST_CASE("the plan of a bad statement is noticed by this test") {
  FreshDirectory directory;
  auto store = the(open_sqlite_store({directory.data(), false}));
  sqlite3* connection = nullptr;
  REQUIRE(sqlite3_open_v2((directory.data() + "/wf.db").c_str(), &connection, SQLITE_OPEN_READONLY, nullptr) == SQLITE_OK);
  CHECK(expensive_lines(connection, "SELECT * FROM tasks t WHERE t.name = 'x'") == "  SCAN t\n");
  CHECK(expensive_lines(connection, "SELECT * FROM instances WHERE failure = ?1") == "  SCAN instances\n");
  CHECK(expensive_lines(connection, "SELECT * FROM jobs WHERE type = ?1 ORDER BY created_at").find("TEMP B-TREE") != std::string::npos);
  sqlite3_close(connection);
}

TEST_CASE("a query costs the same with a hundred cases and with four thousand") {
  constexpr std::int64_t slack = 60;  // a deeper tree or a fuller page, never a walk
  const auto few = costs(100), many = costs(4000);
  const auto asked = queries();
  for (std::size_t i = 0; i < asked.size(); ++i) {
    INFO(asked[i].name << ": " << few[i] << " steps with 100 cases, " << many[i] << " with 4000");
    CHECK(many[i] <= few[i] + few[i] / 5 + slack);
  }
}

}  // namespace wf::store::test
