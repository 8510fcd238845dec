// Contract of the list of cases: each filter alone and together, newest first, page by page.
#include <algorithm>

#include "test_store.hpp"

namespace wf::store::test {

namespace {

using engine::InstanceState;

constexpr std::array<InstanceState, 5> all_states = {InstanceState::created, InstanceState::active, InstanceState::completed, InstanceState::terminated, InstanceState::failed};

/// A hundred cases that have every combination of what is filtered, in no order.
std::vector<InstanceRow> mixed_cases() {
  std::vector<InstanceRow> rows;
  for (InstanceKey i = 0; i < 100; ++i) {
    auto row = case_row(1 + i * 37 % 101 + (i % 10 == 9 ? 5'000'000'000 : 0));
    row.workflow = std::array{"leave", "purchase", "leave-2"}[static_cast<std::size_t>(i % 3)];
    row.state = all_states[static_cast<std::size_t>(i / 3 % 5)];
    row.started_by = std::array{"anna", "bob", ""}[static_cast<std::size_t>(i / 2 % 3)];
    row.business_key = i % 4 == 0 ? "" : "R-" + std::to_string(i % 7);
    row.open_incidents = i % 5 == 0 ? i % 3 : 0;
    if (row.state > InstanceState::active) {
      row.ended_at = moment(1000 + i);
      row.ended_at_element = "done";
      row.failure = row.state == InstanceState::completed ? "" : "E-" + std::to_string(i) + ": why";
    }
    rows.push_back(row);
  }
  return rows;
}

void fill(TestStore& store, std::vector<InstanceRow>& rows) {
  std::vector<Commit> batch;
  for (auto& row : rows) {
    row.seq = 1;
    batch.push_back(start(row, 1));
  }
  store.write(batch);
  std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.key > b.key; });
}

/// What the filter means, said anew.
bool is_wanted(const InstanceFilter& f, const InstanceRow& row) {
  if (f.state && row.state != *f.state) return false;
  if (!f.workflow.empty() && row.workflow != f.workflow) return false;
  if (!f.business_key.empty() && row.business_key != f.business_key) return false;
  if (!f.started_by.empty() && row.started_by != f.started_by) return false;
  return !f.with_incidents || row.open_incidents > 0;
}

void check_filter(TestStore& store, const std::vector<InstanceRow>& rows, const InstanceFilter& filter) {
  std::vector<InstanceRow> expected;
  std::copy_if(rows.begin(), rows.end(), std::back_inserter(expected), [&](const auto& row) { return is_wanted(filter, row); });
  INFO("state " << (filter.state ? engine::state_name(*filter.state) : "any") << ", workflow '" << filter.workflow << "', business key '"
                << filter.business_key << "', started by '" << filter.started_by << "', with incidents " << filter.with_incidents);
  check_list(expected, [&](const Page& page) { return store.reader().instances(filter, page); });
}

}  // namespace

TEST_CASE("cases are listed newest first by every filter alone and together") {
  TestStore store(each_store());
  auto rows = mixed_cases();
  fill(store, rows);
  std::vector<std::optional<InstanceState>> states(all_states.begin(), all_states.end());
  states.emplace_back();
  for (const auto& state : states) {
    for (const auto* workflow : {"", "leave", "leave-2", "nobody's"}) {
      for (const auto* business_key : {"", "R-3", "R-"}) {
        for (const auto* started_by : {"", "bob"}) {
          for (const bool with_incidents : {false, true}) check_filter(store, rows, {state, workflow, business_key, started_by, with_incidents});
        }
      }
    }
  }
}

TEST_CASE("a case moves between lists when its row changes") {
  TestStore store(each_store());
  auto row = case_row(1);
  store.write({start(row, 1), start(case_row(2), 1)});
  const auto listed = [&](const InstanceFilter& filter) { return keys_text(the(store.reader().instances(filter, {})).rows); };
  CHECK(listed({}) == "2 1");

  row.open_incidents = 2;
  row.business_key = "late";
  store.write({step(row, 1)});
  CHECK(listed({.with_incidents = true}) == "1");
  CHECK(listed({.business_key = "late"}) == "1");

  row.open_incidents = 0;
  row.state = InstanceState::failed;
  row.failure = "E: broken";
  row.ended_at = moment(50);
  row.ended_at_element = "done";
  store.write({step(row, 2)});
  CHECK(listed({.with_incidents = true}).empty());
  CHECK(listed({.state = InstanceState::active}) == "2");
  CHECK(listed({.state = InstanceState::failed, .workflow = "leave"}) == "1");
  row.seq = 3;
  CHECK(bool(the(store.reader().instance(1)) == row));
  const auto counts = the(store.reader().counts());
  CHECK(counts.active_instances == 1);
  CHECK(counts.ended_instances == 1);
}

TEST_CASE("a reader sees what was committed before its call, and a page goes on where it stopped") {
  TestStore store(each_store());
  store.write({start(case_row(1)), start(case_row(2)), start(case_row(4))});
  const auto first = the(store.reader().instances({}, {2, {}}));
  CHECK(keys_text(first.rows) == "4 2");
  store.write({start(case_row(5)), start(case_row(3))});  // new ones stand before the cursor or behind it, none is doubled
  CHECK(keys_text(the(store.reader().instances({}, {2, first.next})).rows) == "1");
  CHECK(keys_text(the(store.reader().instances({}, {})).rows) == "5 4 3 2 1");
}

TEST_CASE("the length of a page is kept between 1 and 500") {
  TestStore store(each_store());
  std::vector<Commit> batch;
  for (InstanceKey key = 1; key <= 510; ++key) batch.push_back(start(case_row(key), 1));
  store.write(batch);
  CHECK(the(store.reader().instances({}, {0, {}})).rows.size() == 1);
  CHECK(the(store.reader().instances({}, {})).rows.size() == 50);
  const auto longest = the(store.reader().instances({}, {100'000, {}}));
  CHECK(longest.rows.size() == 500);
  CHECK(the(store.reader().instances({}, {100'000, longest.next})).rows.size() == 10);
}

TEST_CASE("a cursor that is not one of the list is refused") {
  TestStore store(each_store());
  store.write({start(case_row(1))});
  auto& reader = store.reader();
  for (const auto* cursor : {"x", "1,", ",1", "1 ", "1,2", "1,2,3,4,5", "99999999999999999999", "1e3", "-", "1\xff"}) {
    INFO("cursor " << cursor);
    CHECK(code_of(reader.instances({}, {50, cursor})) == "WF-STORE-004");
    CHECK(code_of(reader.tasks({}, {50, cursor})) == "WF-STORE-004");
    CHECK(code_of(reader.incidents({}, {50, cursor})) == "WF-STORE-004");
  }
  for (const auto* cursor : {"x", "1", "1,2,3", "1,x"}) CHECK(code_of(reader.jobs({}, {50, cursor})) == "WF-STORE-004");
  // Well formed but naming no row: a list from there.
  CHECK(the(reader.instances({}, {50, "-5"})).rows.empty());
  CHECK(the(reader.instances({}, {50, "9223372036854775807"})).rows.size() == 1);
  CHECK(the(reader.jobs({}, {50, "1,99999999999"})).rows.empty());
  CHECK(the(reader.tasks({}, {50, "1,2,3,-4"})).rows.empty());
}

}  // namespace wf::store::test
