// Contract of jobs, incidents, timers and the outbox: lists, orders, and what happens to entries that are replaced or gone.
#include <algorithm>

#include "test_store.hpp"
#include "unit/codec/sample.hpp"

namespace wf::store::test {

namespace {

using engine::JobState;

JobRow job_row(EntityKey key, std::string type = "http", JobState state = JobState::ready) {
  JobRow row;
  row.key = key;
  row.workflow = "leave";
  row.element = "book";
  row.type = std::move(type);
  row.state = state;
  row.attempts_left = 3;
  row.created_at = moment(key.instance);
  return row;
}

IncidentRow incident_row(EntityKey key, std::int64_t seconds) {
  IncidentRow row;
  row.key = key;
  row.workflow = "leave";
  row.element = "book";
  row.code = "JOB-FAILED";
  row.message = "The server said no.";
  row.business_key = "R-1";
  row.at = moment(seconds);
  return row;
}

std::vector<JobRow> mixed_jobs() {
  std::vector<JobRow> rows;
  for (std::size_t i = 0; i < 90; ++i) {
    const EntityKey key{static_cast<InstanceKey>(1 + i % 9), static_cast<engine::LocalKey>(2 + i * 7 % 91)};
    rows.push_back(job_row(key, std::array{"http", "mail", "http-2"}[i % 3], static_cast<JobState>(i / 3 % 3)));
  }
  return rows;
}

std::vector<IncidentRow> mixed_incidents() {
  std::vector<IncidentRow> rows;
  for (std::size_t i = 0; i < 80; ++i) {
    auto row = incident_row({static_cast<InstanceKey>(1 + i % 8), static_cast<engine::LocalKey>(2 + i / 8)}, static_cast<std::int64_t>(i * 13 % 20));
    row.workflow = i % 3 == 0 ? "purchase" : "leave";
    row.code = i % 4 == 0 ? "FEEL-001" : "JOB-FAILED";
    if (i / 2 % 3 == 0) row.resolved_at = moment(300);
    rows.push_back(row);
  }
  return rows;
}

/// One case for each instance that the rows name.
template <class Row>
void fill(TestStore& store, const std::vector<Row>& rows, std::vector<Row> RowChanges::*list) {
  std::map<InstanceKey, Commit> cases;
  for (const auto& row : rows) (cases.try_emplace(row.key.instance, start(case_row(row.key.instance), 1)).first->second.rows.*list).push_back(row);
  std::vector<Commit> batch;
  for (auto& [key, commit] : cases) batch.push_back(std::move(commit));
  store.write(std::move(batch));
}

template <class Row, class IsWanted, class Before>
std::vector<Row> expected_rows(const std::vector<Row>& rows, IsWanted is_wanted, Before before) {
  std::vector<Row> expected;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(expected), is_wanted);
  std::sort(expected.begin(), expected.end(), before);
  return expected;
}

OutboxRow outbox_row(EntityKey key, std::int32_t attempt = 1) {
  return {key, {key.local, "http", codec::sample::data(), attempt, 30000, engine::idempotency_key(key.instance, key.local)}};
}

}  // namespace

TEST_CASE("jobs are listed by type, state and case, newest first or oldest first") {
  TestStore store(each_store());
  const auto rows = mixed_jobs();
  fill(store, rows, &RowChanges::jobs);
  for (const auto* type : {"", "http", "http-2", "fax"}) {
    for (const auto state : {std::optional<JobState>(), std::optional<JobState>(JobState::ready), std::optional<JobState>(JobState::backing_off),
                             std::optional<JobState>(JobState::stuck)}) {
      for (const InstanceKey instance : {0, 4, 77}) {
        for (const bool oldest_first : {false, true}) {
          const auto is_wanted = [&](const JobRow& row) {
            return (*type == '\0' || row.type == type) && (!state || row.state == *state) && (instance == 0 || row.key.instance == instance);
          };
          const auto expected = expected_rows(rows, is_wanted, [&](const auto& a, const auto& b) { return oldest_first ? a.key < b.key : a.key > b.key; });
          INFO("type '" << type << "', state " << (state ? static_cast<int>(*state) : -1) << ", case " << instance << ", oldest first " << oldest_first);
          check_list(expected, [&](const Page& page) { return store.reader().jobs({type, state, instance, oldest_first}, page); });
        }
      }
    }
  }
}

TEST_CASE("a job reads back with its input, is replaced by its next attempt and gone when it is done") {
  TestStore store(each_store());
  auto row = job_row({3, 4'294'967'295});
  row.input = codec::sample::data();
  row.timeout_ms = 30'000;
  fill(store, {row}, &RowChanges::jobs);
  CHECK(bool(the(store.reader().job(row.key)) == row));
  CHECK(the(store.reader().counts()).open_jobs == 1);
  row.state = JobState::backing_off;
  row.attempts_left = 2;
  row.attempt = 2;
  row.last_error = "HTTP-500: no";
  auto failed = step(case_row(3), 1);
  failed.rows.jobs = {row, job_row({3, 9})};
  store.write({failed});
  CHECK(bool(the(store.reader().job(row.key)) == row));
  CHECK(the(store.reader().counts()).open_jobs == 2);
  CHECK(keys_text(the(store.reader().jobs({.type = "http", .state = JobState::ready}, {})).rows) == "3.9");
  auto done = step(case_row(3), 2);
  done.rows.jobs_gone = {row.key, row.key, {3, 77}};
  store.write({done});
  CHECK_FALSE(the(store.reader().job(row.key)).has_value());
  CHECK(the(store.reader().counts()).open_jobs == 1);
}

TEST_CASE("incidents are listed newest first by every filter") {
  TestStore store(each_store());
  const auto rows = mixed_incidents();
  fill(store, rows, &RowChanges::incidents);
  const auto before = [](const IncidentRow& a, const IncidentRow& b) { return std::tie(a.at, a.key) > std::tie(b.at, b.key); };
  for (const bool open_only : {true, false}) {
    for (const auto* workflow : {"", "leave", "lea"}) {
      for (const auto* code : {"", "FEEL-001", "FEEL"}) {
        for (const InstanceKey instance : {0, 5}) {
          const auto is_wanted = [&](const IncidentRow& row) {
            return !(open_only && row.resolved_at) && (*workflow == '\0' || row.workflow == workflow) && (*code == '\0' || row.code == code) &&
                   (instance == 0 || row.key.instance == instance);
          };
          INFO("open only " << open_only << ", workflow '" << workflow << "', code '" << code << "', case " << instance);
          check_list(expected_rows(rows, is_wanted, before), [&](const Page& page) { return store.reader().incidents({open_only, workflow, code, instance}, page); });
        }
      }
    }
  }
}

TEST_CASE("a resolved incident stays as a record and is counted no more") {
  TestStore store(each_store());
  auto row = incident_row({1, 5}, 40);
  fill(store, {row, incident_row({1, 6}, 41)}, &RowChanges::incidents);
  CHECK(bool(the(store.reader().incident(row.key)) == row));
  CHECK(the(store.reader().counts()).open_incidents == 2);
  auto resolved = step(case_row(1), 1);
  resolved.rows.incidents_resolved = {{row.key, moment(60)}, {{1, 99}, moment(60)}};
  store.write({resolved});
  row.resolved_at = moment(60);
  CHECK(bool(the(store.reader().incident(row.key)) == row));
  CHECK_FALSE(the(store.reader().incident({1, 99})).has_value());
  CHECK(keys_text(the(store.reader().incidents({}, {})).rows) == "1.6");
  CHECK(keys_text(the(store.reader().incidents({.open_only = false}, {})).rows) == "1.6 1.5");
  CHECK(the(store.reader().counts()).open_incidents == 1);
}

TEST_CASE("an incident that is resolved twice keeps the first moment") {
  TestStore store(each_store());
  auto row = incident_row({1, 5}, 40);
  fill(store, {row}, &RowChanges::incidents);
  for (std::uint64_t seq = 1; seq <= 2; ++seq) {
    auto resolved = step(case_row(1), seq);
    resolved.rows.incidents_resolved = {{row.key, moment(60 + static_cast<std::int64_t>(seq))}};
    store.write({resolved});
  }
  CHECK(the(store.reader().incident(row.key))->resolved_at == moment(61));
  CHECK(the(store.reader().counts()).open_incidents == 0);
}

TEST_CASE("timers come due in order of their moment, then of their key") {
  TestStore store(each_store());
  fill(store, {TimerRow{{1, 4}, moment(50)}, TimerRow{{2, 3}, moment(10)}, TimerRow{{1, 3}, moment(10)}, TimerRow{{3, 9}, moment(-90)}}, &RowChanges::timers);
  const auto due = [&](std::int64_t seconds, std::size_t limit) { return keys_text(the(store->timers_due(moment(seconds), limit))); };
  CHECK(the(store->next_due()) == moment(-90));
  CHECK(due(-91, 10).empty());
  CHECK(due(-90, 10) == "3.9");
  CHECK(due(10, 10) == "3.9 1.3 2.3");
  CHECK(due(50, 10) == "3.9 1.3 2.3 1.4");
  CHECK(due(50, 2) == "3.9 1.3");
  CHECK(due(50, 0).empty());
  CHECK(the(store.reader().counts()).open_timers == 4);

  auto moved = step(case_row(1), 1);
  moved.rows.timers = {{{1, 4}, moment(-95)}};
  auto gone = step(case_row(3), 1);
  gone.rows.timers_gone = {{3, 9}, {3, 10}};
  store.write({moved, gone});
  CHECK(due(50, 10) == "1.4 1.3 2.3");
  CHECK(the(store->next_due()) == moment(-95));
  CHECK(the(store->timers_due(moment(50), 1)).front() == TimerRow{{1, 4}, moment(-95)});
  CHECK(the(store.reader().counts()).open_timers == 3);
}

TEST_CASE("the outbox gives what is owed by key, in pages, until it is answered") {
  TestStore store(each_store());
  auto first = start(case_row(1));
  first.outbox = {outbox_row({1, 8}), outbox_row({1, 3})};
  auto second = start(case_row(2));
  second.outbox = {outbox_row({2, 1})};
  store.write({second, first});
  const auto owed = [&](EntityKey after, std::size_t limit) {
    std::string text;
    for (const auto& row : the(store->outbox(after, limit))) text += engine::to_text(row.job) + " ";
    return text;
  };
  CHECK(owed({}, 10) == "1.3 1.8 2.1 ");
  CHECK(owed({}, 2) == "1.3 1.8 ");
  CHECK(owed({1, 3}, 2) == "1.8 2.1 ");
  CHECK(owed({1, 8}, 10) == "2.1 ");
  CHECK(owed({2, 1}, 10).empty());
  const auto row = the(store->outbox({}, 1)).front();
  CHECK(row.job == EntityKey{1, 3});
  CHECK(bool(row.effect == outbox_row({1, 3}).effect));

  auto again = step(case_row(1), 2);  // answered and tried again in one step
  again.outbox_done = {{1, 3}, {1, 77}};
  again.outbox = {outbox_row({1, 3}, 2), outbox_row({1, 8}, 5)};
  store.write({again});
  CHECK(owed({}, 10) == "1.3 1.8 2.1 ");
  CHECK(the(store->outbox({}, 1)).front().effect.attempt == 2);
  CHECK(the(store.reader().counts()).outbox == 3);
  auto done = step(case_row(1), 3);
  done.outbox_done = {{1, 3}, {2, 1}};
  store.write({done});
  CHECK(owed({}, 10) == "1.8 ");
  CHECK(the(store.reader().counts()).outbox == 1);
}

}  // namespace wf::store::test
