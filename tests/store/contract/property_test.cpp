// Property: whatever is written, memory and SQLite give the same answers to every query.
#include "random_batches.hpp"
#include "test_store.hpp"

namespace wf::store::test {

namespace {

constexpr std::uint64_t seeds = 12;
constexpr int batches = 60, queries_after_each = 12;

/// Asks both stores the same and requires the same rows.
class Comparison {
 public:
  Comparison(RandomBatches& random, TestStore& memory, TestStore& sqlite) : random_(random), memory_(memory), sqlite_(sqlite) {}

  void everything() {
    for (InstanceKey key = 1; key <= random_.cases() + 1; ++key) {
      of_store("load", [&](Store& s) { return as_pair(the(s.load(key, definition()))); });
      of_store("definition of", [&](Store& s) { return the(s.definition_of(key)); });
      of_reader("instance", [&](Reader& r) { return the(r.instance(key)); });
      of_reader("load", [&](Reader& r) { return as_pair(the(r.load(key, definition()))); });
      of_reader("history", [&](Reader& r) { return the(r.history(key, definition(), 0, 10'000)); });
      for (engine::LocalKey local = 2; local < 9; ++local) {
        of_reader("task", [&](Reader& r) { return the(r.task({key, local})); });
        of_reader("job", [&](Reader& r) { return the(r.job({key, local})); });
        of_reader("incident", [&](Reader& r) { return the(r.incident({key, local})); });
      }
    }
    for (const auto& id : random_.command_ids()) of_store("reply", [&](Store& s) { return reply(s, id); });
    of_store("last key", [](Store& s) { return the(s.last_instance_key()); });
    of_store("next due", [](Store& s) { return the(s.next_due()); });
    administration();
  }

  void administration() {
    of_store("definitions", [](Store& s) { return the(s.all_definitions()); });
    of_store("people", [](Store& s) { return the(s.people()); });
    of_store("tokens", [](Store& s) { return the(s.tokens()); });
    of_reader("people", [](Reader& r) { return the(r.people()); });
    of_reader("tokens", [](Reader& r) { return the(r.tokens()); });
    of_reader("definitions", [](Reader& r) { return the(r.definitions("")); });
    of_reader("counts", [](Reader& r) { return counts(the(r.counts())); });
  }

  void some_query() {
    const std::size_t limit = static_cast<std::size_t>(1 + random_.below(6));
    switch (random_.below(8)) {
      case 0: return instances(limit);
      case 1: return tasks(limit);
      case 2: return jobs(limit);
      case 3: return incidents(limit);
      case 4: return timers_and_outbox(limit);
      case 5: return of_workflow();
      case 6: return history(limit);
      default: return administration();
    }
  }

 private:
  static std::optional<std::pair<std::optional<engine::Instance>, std::vector<engine::Event>>> as_pair(std::optional<StoredInstance> stored) {
    if (!stored) return std::nullopt;
    return std::pair(std::move(stored->snapshot), std::move(stored->events));
  }
  static std::optional<std::string> reply(Store& s, const std::string& id) {
    const auto found = the(s.find_reply(id));
    return found ? std::optional(found->reply) : std::nullopt;
  }
  static std::array<std::int64_t, 8> counts(const Counts& c) {
    return {c.active_instances, c.open_tasks, c.open_jobs, c.open_timers, c.open_incidents, c.definitions, c.outbox, c.ended_instances};
  }

  template <class Ask>
  void of_store(const char* what, Ask ask) {
    INFO(what);
    CHECK(bool(ask(*memory_.operator->()) == ask(*sqlite_.operator->())));
  }
  template <class Ask>
  void of_reader(const char* what, Ask ask) {
    INFO(what);
    CHECK(bool(ask(memory_.reader()) == ask(sqlite_.reader())));
  }
  template <class Row, class Ask>
  void of_list(const char* what, std::size_t limit, Ask ask) {
    const auto in_memory = all_pages<Row>(limit, [&](const Page& page) { return ask(memory_.reader(), page); });
    const auto in_sqlite = all_pages<Row>(limit, [&](const Page& page) { return ask(sqlite_.reader(), page); });
    INFO(what << " in pages of " << limit << "\nmemory " << keys_text(in_memory) << "\nsqlite " << keys_text(in_sqlite));
    CHECK(bool(in_memory == in_sqlite));
  }

  std::string maybe(std::string_view prefix, std::int64_t bound) { return random_.one_in(2) ? "" : random_.name(prefix, bound); }
  template <class State>
  std::optional<State> maybe_state(std::int64_t states) { return random_.one_in(2) ? std::nullopt : std::optional(static_cast<State>(random_.below(states))); }
  InstanceKey maybe_case() { return random_.one_in(4) ? 1 + random_.below(random_.cases() + 1) : 0; }

  void instances(std::size_t limit) {
    const InstanceFilter filter{maybe_state<engine::InstanceState>(5), maybe("w", 4), maybe("b", 5), maybe("p", 4), random_.one_in(3)};
    of_list<InstanceRow>("instances", limit, [&](Reader& r, const Page& page) { return r.instances(filter, page); });
  }
  void tasks(std::size_t limit) {
    const TaskFilter filter{maybe_state<TaskState>(3), maybe("w", 4), maybe("e", 4), random_.one_in(4) ? random_.name("p", 4) : "", maybe_case(), maybe("p", 4),
                            {maybe("g", 4), random_.name("g", 4)}};
    of_list<TaskRow>("tasks", limit, [&](Reader& r, const Page& page) { return r.tasks(filter, page); });
  }
  void jobs(std::size_t limit) {
    const JobFilter filter{maybe("t", 4), maybe_state<engine::JobState>(3), maybe_case(), random_.one_in(2)};
    of_list<JobRow>("jobs", limit, [&](Reader& r, const Page& page) { return r.jobs(filter, page); });
  }
  void incidents(std::size_t limit) {
    const IncidentFilter filter{random_.one_in(2), maybe("w", 4), maybe("c", 4), maybe_case()};
    of_list<IncidentRow>("incidents", limit, [&](Reader& r, const Page& page) { return r.incidents(filter, page); });
  }
  void timers_and_outbox(std::size_t limit) {
    const Instant until{random_.now().ms - 20'000 + random_.below(25) * 1000};
    of_store("timers due", [&](Store& s) { return the(s.timers_due(until, limit)); });
    const EntityKey after{random_.below(26), static_cast<engine::LocalKey>(random_.below(9))};
    of_store("outbox", [&](Store& s) {
      std::vector<std::pair<EntityKey, engine::RunJob>> rows;
      for (auto& row : the(s.outbox(after, limit))) rows.emplace_back(row.job, std::move(row.effect));
      return rows;
    });
  }
  void of_workflow() {
    const auto workflow = random_.name("w", 5);
    of_reader("definitions", [&](Reader& r) { return the(r.definitions(workflow)); });
    const auto key = random_.below(20);
    of_reader("definition", [&](Reader& r) { return the(r.definition(key)); });
    of_store("definition", [&](Store& s) { return the(s.definition(key)); });
  }
  void history(std::size_t limit) {
    const auto key = 1 + random_.below(26);
    const auto after = static_cast<std::uint64_t>(random_.below(30));
    of_reader("history", [&](Reader& r) { return the(r.history(key, definition(), after, limit)); });
  }

  RandomBatches& random_;
  TestStore& memory_;
  TestStore& sqlite_;
};

}  // namespace

TEST_CASE("memory and SQLite answer every query alike whatever was written") {
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    INFO("seed " << seed);
    RandomBatches random(seed);
    TestStore memory(StoreKind::memory), sqlite(StoreKind::sqlite);
    Comparison compare(random, memory, sqlite);
    for (int i = 0; i < batches; ++i) {
      INFO("batch " << i);
      if (random.one_in(8)) {
        const auto broken = random.next_broken();
        REQUIRE(memory.try_write(broken) == "WF-STORE-001");
        REQUIRE(sqlite.try_write(broken) == "WF-STORE-001");
      }
      const auto batch = random.next();
      memory.write(batch);
      sqlite.write(batch);
      if (random.one_in(20)) {
        const Instant before{random.now().ms - 10'000};
        REQUIRE(memory->maintain(before).has_value());
        REQUIRE(sqlite->maintain(before).has_value());
      }
      for (int query = 0; query < queries_after_each; ++query) compare.some_query();
    }
    compare.everything();
  }
}

}  // namespace wf::store::test
