// Databases that were cut off or overwritten: a named error or a finding, never a crash, never made-up rows.
#include <filesystem>
#include <fstream>
#include <random>

#include "contract/random_batches.hpp"
#include "contract/test_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace wf::store::test {

namespace {

constexpr std::size_t page_size = 4096;

std::string content(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A sound database of a few dozen pages.
const std::string& sound() {
  static const std::string bytes = [] {
    FreshDirectory directory;
    {
      auto store = the(open_sqlite_store({directory.data(), false}));
      RandomBatches random(7);
      for (int i = 0; i < 80; ++i) REQUIRE(store->commit(random.next()).has_value());
    }
    return content(sqlite::database_path(directory.data()));
  }();
  REQUIRE(bytes.size() > 40 * page_size);
  return bytes;
}

void put(const FreshDirectory& directory, const std::string& bytes) {
  std::filesystem::create_directories(directory.data());
  std::ofstream(sqlite::database_path(directory.data()), std::ios::binary) << bytes;
}

/// Calls everything; each answer may be an error, which must have a code of ours. Gives the codes.
std::set<std::string> use(Store& store, std::uint64_t seed) {
  std::set<std::string> codes;
  const auto note = [&](const auto& result) { codes.insert(code_of(result)); };
  auto opened = store.open_reader();
  note(opened);
  for (InstanceKey key = 1; key <= 25; ++key) note(store.load(key, definition()));
  note(store.all_definitions());
  note(store.people());
  note(store.tokens());
  note(store.outbox({}, 1000));
  note(store.next_due());
  note(store.timers_due({INT64_MAX}, 1000));
  note(store.find_reply("id-3"));
  if (opened) {
    auto& reader = **opened;
    note(reader.instances({}, {500, {}}));
    note(reader.instances({.workflow = "w1"}, {500, {}}));
    note(reader.tasks({.state = std::nullopt}, {500, {}}));
    note(reader.tasks({.for_person = "p1", .groups = {"g1"}}, {500, {}}));
    note(reader.jobs({}, {500, {}}));
    note(reader.incidents({.open_only = false}, {500, {}}));
    note(reader.counts());
    for (InstanceKey key = 1; key <= 25; ++key) note(reader.history(key, definition(), 0, 1000));
  }
  RandomBatches random(seed);
  for (int i = 0; i < 3; ++i) note(store.commit(random.next()));
  note(store.maintain(moment(1000)));
  return codes;
}

void check_codes(const std::set<std::string>& codes) {
  for (const auto& code : codes) {
    INFO(code);
    CHECK((code == "ok" || code.starts_with("WF-STORE-0") || code.starts_with("WF-CODEC-")));
    CHECK(code != "WF-STORE-003");
  }
}

}  // namespace

TEST_CASE("a database that was cut off is refused as damaged") {
  const auto& bytes = sound();
  for (const std::size_t size : {2UL, 15UL, 16UL, 99UL, 100UL, 511UL, page_size - 1, page_size, 2 * page_size, 10 * page_size + 17, bytes.size() - page_size}) {
    INFO("cut to " << size << " of " << bytes.size() << " bytes");
    FreshDirectory directory;
    put(directory, bytes.substr(0, size));
    const auto refused = open_sqlite_store({directory.data(), false});
    REQUIRE_FALSE(refused.has_value());
    CHECK(refused.error().code == "WF-STORE-012");
    CHECK(refused.error().text.find("Restore a backup") != std::string::npos);
    CHECK(code_of(check_sqlite_store(directory.data())) == "WF-STORE-012");
    CHECK(content(sqlite::database_path(directory.data())).size() == size);
  }
}

TEST_CASE("a file that is no database is refused as damaged and left alone") {
  for (const std::string& bytes : {std::string("hello"), std::string(20'000, 'x'), std::string(20'000, '\0'), "SQLite format 3" + std::string(9000, '\xff')}) {
    FreshDirectory directory;
    put(directory, bytes);
    CHECK(code_of(open_sqlite_store({directory.data(), false})) == "WF-STORE-012");
    CHECK(content(sqlite::database_path(directory.data())) == bytes);
  }
}

TEST_CASE("an overwritten page is found by the check and never brings the program down") {
  const auto& bytes = sound();
  std::mt19937_64 random(11);
  for (std::size_t page = 1; page < bytes.size() / page_size; page += 2) {
    INFO("page " << page + 1);
    auto damaged = bytes;
    for (std::size_t i = 0; i < page_size; ++i) damaged[page * page_size + i] = page % 4 == 1 ? static_cast<char>(random()) : '\0';
    FreshDirectory directory;
    put(directory, damaged);
    const auto findings = check_sqlite_store(directory.data());
    CHECK((!findings || !findings->empty()));
    auto store = open_sqlite_store({directory.data(), false});
    if (!store) check_codes({store.error().code});
    else check_codes(use(**store, page));
  }
}

TEST_CASE("flipped bytes never bring the program down") {
  const auto& bytes = sound();
  std::mt19937_64 random(12);
  for (int round = 0; round < 60; ++round) {
    INFO("round " << round);
    auto damaged = bytes;
    for (int flips = 0; flips < 200; ++flips) damaged[100 + random() % (bytes.size() - 100)] ^= static_cast<char>(1U << (random() % 8));
    FreshDirectory directory;
    put(directory, damaged);
    auto store = open_sqlite_store({directory.data(), false});
    if (!store) check_codes({store.error().code});
    else check_codes(use(**store, static_cast<std::uint64_t>(round)));
  }
}

TEST_CASE("a lost batch of events is noticed when the case is loaded") {
  FreshDirectory directory;
  {
    auto store = the(open_sqlite_store({directory.data(), false}));
    REQUIRE(store->commit(std::vector{start(case_row(1), 2)}).has_value());
    REQUIRE(store->commit(std::vector{step(case_row(1), 2, 2)}).has_value());
    REQUIRE(store->commit(std::vector{step(case_row(1), 4, 2)}).has_value());
  }
  {
    auto connection = the(sqlite::SqliteConnection::open(sqlite::database_path(directory.data()), {}));
    connection->execute("DELETE FROM event_batches WHERE first_seq = 3");
    REQUIRE(connection->take_error().has_value());
  }
  auto store = the(open_sqlite_store({directory.data(), false}));
  const auto loaded = store->load(1, definition());
  REQUIRE_FALSE(loaded.has_value());
  CHECK(loaded.error().code == "WF-STORE-012");
  CHECK(loaded.error().text.find("behind event 2") != std::string::npos);
}

}  // namespace wf::store::test
