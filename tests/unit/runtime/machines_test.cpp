// Effects: handed out after the commit, again after a crash, never after their answer; leases of outside workers.
#include "unit/runtime/house.hpp"

using namespace wf;
using namespace wf::runtime;
using namespace wf::runtime::test;

namespace {

connect::JobAnswer failed() {
  connect::JobAnswer answer;
  answer.outcome = connect::JobAnswer::Outcome::failed;
  answer.code = "DOWN";
  return answer;
}

}  // namespace

TEST_CASE("a machine is asked once, and its answer is entered as a command") {
  House house;
  const auto key = house.start_case();
  REQUIRE(house.machines.requests.size() == 1);
  CHECK(house.machines.requests[0].element == "auto");
  CHECK(house.machines.requests[0].attempt == 1);
  CHECK(house.owed() == 1);
  house.runtime->pump();
  CHECK(house.machines.requests.size() == 1);
  const auto before = house.seq_of(key);
  house.machines.answers[0]({});
  house.runtime->pump();
  CHECK(house.seq_of(key) > before);
  CHECK(house.owed() == 0);
}

TEST_CASE("after a crash an unanswered machine is asked again with the same key, an answered one is not") {
  House house;
  const auto key = house.start_case();
  const auto first = house.machines.requests.at(0);
  house.open();
  house.runtime->pump();
  REQUIRE(house.machines.requests.size() == 2);
  CHECK(house.machines.requests[1].idempotency_key == first.idempotency_key);
  CHECK(house.machines.requests[1].element == "auto");
  CHECK(house.machines.requests[1].workflow == "t");
  house.machines.answers[1]({});
  house.runtime->pump();
  const auto answered = house.seq_of(key);
  house.open();
  house.runtime->pump();
  CHECK(house.machines.requests.size() == 2);
  CHECK(house.seq_of(key) == answered);
}

TEST_CASE("two answers for one job count once") {
  House house;
  const auto key = house.start_case();
  house.machines.answers.at(0)({});
  house.machines.answers.at(0)({});
  house.runtime->pump();
  const auto seq = house.seq_of(key);
  house.machines.answers.at(0)(failed());
  house.runtime->pump();
  CHECK(house.seq_of(key) == seq);
}

TEST_CASE("a failed machine is asked again when the back-off is over, not before") {
  House house;
  house.start_case();
  house.machines.answers.at(0)(failed());
  house.runtime->pump();
  CHECK(house.owed() == 0);
  REQUIRE(house.runtime->next_due());
  CHECK(house.runtime->next_due()->ms == house.clock.now().ms + 10'000);
  house.clock.advance_to({house.clock.now().ms + 9'999});
  house.runtime->pump();
  CHECK(house.machines.requests.size() == 1);
  house.clock.advance_to({house.clock.now().ms + 1});
  house.runtime->pump();
  REQUIRE(house.machines.requests.size() == 2);
  CHECK(house.machines.requests[1].attempt == 2);
  CHECK(house.machines.requests[1].idempotency_key == house.machines.requests[0].idempotency_key);
}

TEST_CASE("what a machine has no room for waits in the store and is offered in order when an answer has come") {
  House house;
  house.machines.room = 1;
  for (int i = 0; i < 3; ++i) house.start_case();
  REQUIRE(house.machines.requests.size() == 1);
  CHECK(house.owed() == 3);
  for (std::size_t i = 1; i < 3; ++i) {
    house.machines.room = 1;
    house.machines.answers.back()({});
    house.runtime->pump();
    REQUIRE(house.machines.requests.size() == i + 1);
  }
  house.machines.answers.back()({});
  house.runtime->pump();
  CHECK(house.owed() == 0);
  CHECK(house.machines.requests[1].job < house.machines.requests[2].job);
}

TEST_CASE("a job is leased to one worker at a time and comes back when the lease is over") {
  House house;
  house.start_case();
  constexpr std::int64_t lease = 30'000;
  const auto first = house.desk.fetch({"worker"}, "w1", 10, lease, 0);
  REQUIRE(first);
  REQUIRE(first->size() == 1);
  const auto job = first->front().job.key;
  CHECK(house.desk.holds(job, "w1"));
  CHECK_FALSE(house.desk.holds(job, "w2"));
  CHECK(house.desk.fetch({"worker"}, "w2", 10, lease, 0)->empty());
  house.clock.advance_to({house.clock.now().ms + lease - 1});
  CHECK(house.desk.extend(job, "w1", lease));
  CHECK_FALSE(house.desk.extend(job, "w2", lease));
  house.clock.advance_to({house.clock.now().ms + lease - 1});
  CHECK(house.desk.holds(job, "w1"));
  house.clock.advance_to({house.clock.now().ms + 1});
  CHECK_FALSE(house.desk.holds(job, "w1"));
  CHECK_FALSE(house.desk.extend(job, "w1", lease));
  const auto second = house.desk.fetch({"worker"}, "w2", 10, lease, 0);
  REQUIRE(second->size() == 1);
  CHECK(second->front().idempotency_key == first->front().idempotency_key);
  house.desk.release(job);
  CHECK(house.desk.fetch({"worker"}, "w3", 10, lease, 0)->size() == 1);
}

TEST_CASE("a job that was answered or whose case ended is not handed out, and its lease is gone") {
  House house;
  const auto key = house.start_case();
  const auto leases = house.desk.fetch({"worker"}, "w1", 1, 30'000, 0);
  REQUIRE(leases->size() == 1);
  const auto job = leases->front().job.key;
  REQUIRE(house.ask(OnInstance{key, {engine::CompleteJob{job.local, {}}}, {}}, boss));
  CHECK_FALSE(house.desk.holds(job, "w1"));
  const auto other = house.start_case();
  REQUIRE(house.ask(OnInstance{other, {engine::CancelInstance{"no"}}, {}}, boss));
  CHECK(house.desk.fetch({"worker"}, "w1", 10, 30'000, 0)->empty());
}

TEST_CASE("a job that the house has a machine for is not handed to an outside worker") {
  House house;
  house.start_case();
  CHECK(house.desk.fetch({"machine"}, "w1", 10, 30'000, 0)->empty());
  CHECK(house.desk.fetch({"machine", "worker"}, "w1", 10, 30'000, 0)->size() == 1);
}

TEST_CASE("a timer fires when it is due, once, also when it became due while nothing ran") {
  House house;
  const auto key = house.start_case();
  const auto before = house.seq_of(key);
  house.clock.advance_to({house.clock.now().ms + 3'600'000});
  house.open();
  house.runtime->pump();
  const auto fired = house.seq_of(key);
  CHECK(fired > before);
  CHECK_FALSE(house.runtime->next_due());
  house.runtime->pump();
  CHECK(house.seq_of(key) == fired);
}
