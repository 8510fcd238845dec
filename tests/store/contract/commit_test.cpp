// Contract of commit: expected versions, atomic batches, instances that come back, remembered commands.
#include <algorithm>

#include "test_store.hpp"
#include "unit/codec/sample.hpp"

namespace wf::store::test {

namespace {

bool is_empty(TestStore& store) {
  return the(store->last_instance_key()) == 0 && the(store.reader().instances({}, {})).rows.empty() &&
         the(store.reader().counts()).active_instances == 0;
}

}  // namespace

TEST_CASE("a committed case reads back with its row, events and definition") {
  TestStore store(each_store());
  auto row = case_row(7);
  row.business_key = "R-2026/7";
  const auto first = start(row, 3);
  store.write({first});

  const auto stored = the(store->load(7, definition()));
  REQUIRE(stored.has_value());
  CHECK_FALSE(stored->snapshot.has_value());
  CHECK(bool(stored->events == first.events));
  CHECK(the(store->definition_of(7)) == 12);
  CHECK(the(store->last_instance_key()) == 7);
  row.seq = 3;
  CHECK(bool(the(store.reader().instance(7)) == row));
  CHECK(bool(the(store.reader().load(7, definition()))->events == first.events));
}

TEST_CASE("what was never stored is nothing, not an error") {
  TestStore store(each_store());
  auto& reader = store.reader();
  CHECK_FALSE(the(store->load(1, definition())).has_value());
  CHECK_FALSE(the(store->definition_of(1)).has_value());
  CHECK_FALSE(the(store->definition(1)).has_value());
  CHECK_FALSE(the(store->find_reply("x")).has_value());
  CHECK_FALSE(the(store->next_due()).has_value());
  CHECK(the(store->last_instance_key()) == 0);
  CHECK(the(store->all_definitions()).empty());
  CHECK(the(store->people()).empty());
  CHECK(the(store->tokens()).empty());
  CHECK(the(store->outbox({}, 10)).empty());
  CHECK(the(store->timers_due(moment(1'000'000), 10)).empty());
  CHECK_FALSE(the(reader.instance(1)).has_value());
  CHECK_FALSE(the(reader.load(1, definition())).has_value());
  CHECK(the(reader.history(1, definition(), 0, 10)).empty());
  CHECK_FALSE(the(reader.task({1, 2})).has_value());
  CHECK_FALSE(the(reader.job({1, 2})).has_value());
  CHECK_FALSE(the(reader.incident({1, 2})).has_value());
  CHECK_FALSE(the(reader.definition(1)).has_value());
  CHECK(the(reader.definitions("leave")).empty());
  store.write({});
  CHECK(is_empty(store));
}

TEST_CASE("every kind of event reads back equal") {
  TestStore store(each_store());
  auto row = case_row(1042);
  Commit commit = start(row, 0);
  commit.events = codec::sample::every_event();
  commit.rows.instance->seq = commit.events.back().seq;
  store.write({commit});
  CHECK(bool(the(store->load(1042, definition()))->events == commit.events));
  CHECK(bool(the(store.reader().history(1042, definition(), 0, 1000)) == commit.events));
}

TEST_CASE("a snapshot replaces the events before it when a case is loaded, but not its history") {
  TestStore store(each_store());
  auto instance = codec::sample::instance();
  const auto row = case_row(instance.key);
  store.write({start(row, 4)});
  auto with_snapshot = step(row, 4, 2);
  instance.seq = 6;
  with_snapshot.snapshot = true;
  with_snapshot.after = &instance;
  store.write({with_snapshot});
  const auto later = step(row, 6, 2);
  store.write({later});

  const auto stored = the(store->load(row.key, definition()));
  REQUIRE(stored->snapshot.has_value());
  CHECK(bool(*stored->snapshot == instance));
  CHECK(bool(stored->events == later.events));
  CHECK(the(store.reader().history(row.key, definition(), 0, 100)).size() == 8);

  auto newer = instance;
  newer.seq = 9;
  newer.business_key = "newer";
  auto again = step(row, 8, 1);
  again.snapshot = true;
  again.after = &newer;
  store.write({again});
  const auto last = the(store.reader().load(row.key, definition()));
  CHECK(bool(last->snapshot == newer));
  CHECK(last->events.empty());
}

TEST_CASE("a step made for an older version is refused and nothing of its batch is written") {
  TestStore store(each_store());
  const auto row = case_row(5);
  store.write({start(row, 2)});
  const auto stale = GENERATE(0U, 1U, 3U);
  INFO("made for version " << stale);
  auto other = administration();
  other.command_id = "c-1";
  other.people.push_back({"anna", "Anna", "", "", {}, {}, true, 1});
  CHECK(store.try_write({start(case_row(6)), other, step(row, stale)}) == "WF-STORE-001");

  CHECK(the(store->last_instance_key()) == 5);
  CHECK_FALSE(the(store->find_reply("c-1")).has_value());
  CHECK(the(store->people()).empty());
  CHECK(the(store.reader().instance(5))->seq == 2);
  CHECK(the(store.reader().counts()).active_instances == 1);
  store.write({step(row, 2)});  // the store is as usable as before
}

TEST_CASE("a new case must begin with version 0 and its events must count up from 1") {
  TestStore store(each_store());
  CHECK(store.try_write({step(case_row(1), 4)}) == "WF-STORE-001");
  auto gap = start(case_row(1), 3);
  gap.events.erase(gap.events.begin() + 1);
  CHECK(store.try_write({gap}) == "WF-STORE-001");
  auto repeated = start(case_row(1), 2);
  repeated.events[1].seq = 1;
  CHECK(store.try_write({repeated}) == "WF-STORE-001");
  CHECK(is_empty(store));
}

TEST_CASE("several steps of one case in one batch count their versions among themselves") {
  TestStore store(each_store());
  const auto row = case_row(3);
  store.write({start(row, 2), start(case_row(4), 1), step(row, 2, 2), step(row, 4, 1)});
  CHECK(the(store.reader().history(3, definition(), 0, 100)).size() == 5);
  CHECK(the(store.reader().instance(3))->seq == 5);
  CHECK(the(store.reader().counts()).active_instances == 2);
  CHECK(store.try_write({step(row, 5), step(row, 5)}) == "WF-STORE-001");
  CHECK(the(store.reader().history(3, definition(), 0, 100)).size() == 5);
}

TEST_CASE("a step with rows of the case but no event keeps its version") {
  TestStore store(each_store());
  auto row = case_row(3);
  store.write({start(row, 2)});
  row.business_key = "changed";
  store.write({step(row, 2, 0)});
  const auto found = the(store.reader().instance(3));
  CHECK(found->seq == 2);
  CHECK(found->business_key == "changed");
}

TEST_CASE("a new case without a row, or with the row of another case, is refused by name") {
  TestStore store(each_store());
  auto rowless = start(case_row(1));
  rowless.rows.instance.reset();
  CHECK(store.try_write({rowless}) == "WF-STORE-006");
  auto foreign = start(case_row(1));
  foreign.rows.instance->key = 2;
  CHECK(store.try_write({foreign}) == "WF-STORE-006");
  auto part = start(case_row(1));
  part.rows.timers.push_back({{2, 5}, moment(9)});
  CHECK(store.try_write({part}) == "WF-STORE-006");
  CHECK(is_empty(store));
}

TEST_CASE("history comes in pages after a version, across commits") {
  TestStore store(each_store());
  const auto row = case_row(9);
  std::vector<engine::Event> all;
  for (std::uint64_t before = 0; before < 12; before += 3) {
    const auto next = step(row, before, 3);
    all.insert(all.end(), next.events.begin(), next.events.end());
    store.write({next});
  }
  store.write({start(case_row(10), 5)});
  for (std::uint64_t after = 0; after <= 13; ++after) {
    for (const std::size_t limit : {0U, 1U, 2U, 3U, 4U, 7U, 100U}) {
      const auto from = all.begin() + static_cast<std::ptrdiff_t>(std::min<std::uint64_t>(after, 12));
      const auto count = std::min(limit, static_cast<std::size_t>(all.end() - from));
      INFO("after " << after << ", at most " << limit);
      CHECK(bool(the(store.reader().history(9, definition(), after, limit)) == std::vector<engine::Event>(from, from + static_cast<std::ptrdiff_t>(count))));
    }
  }
}

TEST_CASE("a command id is remembered with its reply and cannot be used twice") {
  TestStore store(each_store());
  auto first = start(case_row(1));
  first.command_id = "anna/start/1";
  first.reply = R"({"instance":1,"text":"ä\n"})";
  store.write({first});
  CHECK(the(store->find_reply("anna/start/1"))->reply == first.reply);
  CHECK_FALSE(the(store->find_reply("anna/start")).has_value());

  auto second = start(case_row(2));
  second.command_id = "anna/start/1";
  CHECK(store.try_write({start(case_row(3)), second}) == "WF-STORE-001");
  auto twins = administration();
  twins.command_id = "twin";
  CHECK(store.try_write({twins, twins}) == "WF-STORE-001");
  CHECK_FALSE(the(store->find_reply("twin")).has_value());
  CHECK(the(store->last_instance_key()) == 1);
}

TEST_CASE("remembered replies expire by the moment of their step and no earlier") {
  TestStore store(each_store());
  auto of_admin = administration(100);
  of_admin.command_id = "admin";
  auto of_events = start(case_row(200));  // its last event: 200 s and 2 ms
  of_events.command_id = "events";
  Commit timeless;  // takes the moment of the step before
  timeless.command_id = "timeless";
  store.write({of_admin, of_events, timeless});
  const auto remembered = [&] {
    std::string found;
    for (const auto* id : {"admin", "events", "timeless"}) found += the(store->find_reply(id)) ? std::string(id) + " " : "";
    return found;
  };
  REQUIRE(store->maintain(moment(100)).has_value());
  CHECK(remembered() == "admin events timeless ");
  REQUIRE(store->maintain({moment(100).ms + 1}).has_value());
  CHECK(remembered() == "events timeless ");
  REQUIRE(store->maintain({moment(200).ms + 2}).has_value());
  CHECK(remembered() == "events timeless ");
  REQUIRE(store->maintain({moment(200).ms + 3}).has_value());
  CHECK(remembered().empty());
  CHECK(store.try_write({of_admin}) == "written");  // a forgotten id is free again
}

}  // namespace wf::store::test
