// Commands through the runtime: repeated ones, stale ones, many in one commit.
#include "unit/runtime/house.hpp"

using namespace wf;
using namespace wf::runtime;
using namespace wf::runtime::test;

TEST_CASE("a repeated command id gets the first answer and does nothing again, also after a restart") {
  House house;
  const auto first = house.ask(Start{"t", 0, {}, {}, {}}, anna, "anna/start/1:digest");
  REQUIRE(first);
  const auto again = house.ask(Start{"t", 0, {}, {}, {}}, anna, "anna/start/1:digest");
  REQUIRE(again);
  CHECK(again->instance == first->instance);
  CHECK(again->seq == first->seq);
  CHECK(house.seq_of(first->instance) == first->seq);
  CHECK(house.seq_of(first->instance + 1) == 0);
  house.open();
  const auto later = house.ask(Start{"t", 0, {}, {}, {}}, anna, "anna/start/1:digest");
  REQUIRE(later);
  CHECK(later->instance == first->instance);
}

TEST_CASE("a command id that is repeated within one batch is carried out once, and all get the same answer") {
  House house;
  const auto first = house.post(Start{"t", 0, {}, {}, {}}, anna, "k:d");
  const auto second = house.post(Start{"t", 0, {}, {}, {}}, anna, "k:d");
  const auto other = house.post(Start{"t", 0, {}, {}, {}}, anna, "k:another");
  house.runtime->pump();
  REQUIRE((first->has_value() && **first));
  REQUIRE((second->has_value() && **second));
  CHECK((**first)->instance == (**second)->instance);
  REQUIRE(other->has_value());
  REQUIRE_FALSE(**other);
  CHECK((**other).error().code == "SAME-KEY");
  CHECK(house.seq_of((**first)->instance + 1) == 0);
}

TEST_CASE("a command id that was used for another request is refused, and a refused command is not remembered") {
  House house;
  REQUIRE(house.ask(Start{"t", 0, {}, {}, {}}, anna, "k:one"));
  const auto other = house.ask(Start{"t", 0, {}, {}, {}}, anna, "k:two");
  REQUIRE_FALSE(other);
  CHECK(other.error().code == "SAME-KEY");
  const auto refused = house.ask(OnInstance{999, {engine::RetryInstance{}}, {}}, boss, "r:one");
  REQUIRE_FALSE(refused);
  CHECK(refused.error().code == "NOT-FOUND");
  CHECK(house.ask(Start{"t", 0, {}, {}, {}}, anna, "r:two"));
}

TEST_CASE("a command on a version that has moved on is refused as stale and changes nothing") {
  House house;
  const auto key = house.start_case();
  const auto seen = house.seq_of(key);
  REQUIRE(house.ask(OnInstance{key, {engine::SetVariables{engine::root_key, feel::Context{{"number", 1}}}}, seen}, boss));
  const auto moved = house.seq_of(key);
  CHECK(moved == seen + 1);
  const auto stale = house.ask(OnInstance{key, {engine::CompleteTask{house.task_of(key), {}}}, seen}, anna);
  REQUIRE_FALSE(stale);
  CHECK(stale.error().code == "STALE");
  CHECK(house.seq_of(key) == moved);
  CHECK(house.ask(OnInstance{key, {engine::CompleteTask{house.task_of(key), {}}}, moved}, anna));
}

TEST_CASE("what waits together is committed together, and nobody is answered before") {
  House house;
  const auto commits = house.runtime->figures().commits.load();
  int answered = 0, stored = 0;
  constexpr int cases = 50;
  for (int i = 0; i < cases; ++i) {
    house.runtime->submit({Start{"t", 0, {}, {}, {}}, anna, {}, [&](const Answer& answer) {
                             ++answered;
                             if (answer && house.seq_of(answer->instance) == answer->seq) ++stored;
                           }});
  }
  CHECK(answered == 0);
  house.runtime->pump();
  CHECK(answered == cases);
  CHECK(stored == cases);
  CHECK(house.runtime->figures().commits.load() == commits + 1);
}

TEST_CASE("commands of one batch build on each other, and a refused one between them changes nothing") {
  House house;
  const auto key = house.start_case();
  const auto task = house.task_of(key);
  const auto set = house.post(OnInstance{key, {engine::SetVariables{engine::root_key, feel::Context{{"number", 1}}}}, {}}, boss);
  const auto refused = house.post(OnInstance{key, {engine::CompleteTask{task, {}}}, {}}, {"eva", {}, false});
  const auto done = house.post(OnInstance{key, {engine::CompleteTask{task, {}}}, {}}, anna);
  const auto twice = house.post(OnInstance{key, {engine::CompleteTask{task, {}}}, {}}, anna);
  house.runtime->pump();
  CHECK((**set).has_value());
  CHECK((**refused).error().code == "FORBIDDEN");
  CHECK((**done).has_value());
  CHECK((**twice).error().code == "CONFLICT");
  CHECK(house.seq_of(key) == (**done)->seq);
}

TEST_CASE("a case that fell out of the cache comes back from the store as it was") {
  House house;
  RuntimeLimits limits;
  limits.cached_instances = 2;
  house.open(limits);
  std::vector<InstanceKey> keys;
  for (int i = 0; i < 5; ++i) keys.push_back(house.start_case());
  for (const auto key : keys) {
    const auto before = house.seq_of(key);
    const auto done = house.ask(OnInstance{key, {engine::CompleteTask{house.task_of(key), {}}}, before}, anna);
    REQUIRE(done);
    CHECK(done->seq == before + 4);  // timer cancelled, task completed, step left, flow taken
  }
}

TEST_CASE("a full queue answers at once that it is busy") {
  House house;
  RuntimeLimits limits;
  limits.queue = 1;
  house.open(limits);
  const auto first = house.post(Start{"t", 0, {}, {}, {}}, anna);
  const auto second = house.post(Start{"t", 0, {}, {}, {}}, anna);
  CHECK_FALSE(first->has_value());
  REQUIRE(second->has_value());
  CHECK((**second).error().code == "BUSY");
}
