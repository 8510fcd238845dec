// Opening a directory: what is there again, who is refused, upgrades, and databases that are not sound.
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "contract/random_batches.hpp"
#include "contract/test_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace wf::store::test {

namespace {

std::string path_of(const FreshDirectory& directory) { return sqlite::database_path(directory.data()); }

std::string opening(const FreshDirectory& directory) { return code_of(open_sqlite_store({directory.data(), false})); }

/// The same, asked by another process.
std::string opening_elsewhere(const FreshDirectory& directory) {
  const auto child = ::fork();
  REQUIRE(child >= 0);
  if (child == 0) ::_exit(opening(directory) == "WF-STORE-010" ? 10 : opening(directory) == "ok" ? 0 : 1);
  int status = 0;
  REQUIRE(::waitpid(child, &status, 0) == child);
  return WEXITSTATUS(status) == 10 ? "WF-STORE-010" : WEXITSTATUS(status) == 0 ? "ok" : "something else";
}

void execute(const FreshDirectory& directory, const std::string& script) {
  auto connection = the(sqlite::SqliteConnection::open(path_of(directory), {}));
  connection->execute(script);
  REQUIRE(connection->take_error().has_value());
}

std::int64_t ask(const FreshDirectory& directory, std::string_view sql) {
  auto connection = the(sqlite::SqliteConnection::open(path_of(directory), {}));
  const auto found = connection->number(sql);
  REQUIRE(connection->take_error().has_value());
  return found;
}

/// All that a store holds, as far as lists show it.
std::string inventory(Store& store) {
  auto reader = the(store.open_reader());
  std::string text;
  for (const auto& row : all_pages<InstanceRow>(500, [&](const Page& page) { return reader->instances({}, page); })) {
    const auto stored = the(store.load(row.key, definition()));
    text += key_text(row) + ":" + std::to_string(row.seq) + "/" + std::to_string(stored->snapshot ? stored->snapshot->seq : 0) + "+" + std::to_string(stored->events.size()) + " ";
  }
  text += "\ntasks " + keys_text(all_pages<TaskRow>(500, [&](const Page& page) { return reader->tasks({.state = std::nullopt}, page); }));
  text += "\njobs " + keys_text(all_pages<JobRow>(500, [&](const Page& page) { return reader->jobs({}, page); }));
  text += "\nincidents " + keys_text(all_pages<IncidentRow>(500, [&](const Page& page) { return reader->incidents({.open_only = false}, page); }));
  text += "\ntimers " + keys_text(the(store.timers_due({INT64_MAX}, 1000)));
  text += "\noutbox " + std::to_string(the(store.outbox({}, 1000)).size());
  for (const auto& row : the(store.all_definitions())) text += "\n" + row.workflow + " " + std::to_string(row.version) + " " + std::to_string(row.files.size());
  for (const auto& row : the(store.people())) text += "\n" + row.id + " " + std::to_string(row.version);
  for (const auto& row : the(store.tokens())) text += "\n" + std::to_string(row.id) + " " + row.hash;
  const auto counts = the(reader->counts());
  for (const auto n : {counts.active_instances, counts.ended_instances, counts.open_tasks, counts.open_jobs, counts.open_timers, counts.open_incidents, counts.outbox}) {
    text += "\n" + std::to_string(n);
  }
  return text;
}

std::string fill(const FreshDirectory& directory) {
  auto store = the(open_sqlite_store({directory.data(), false}));
  RandomBatches random(99);
  for (int i = 0; i < 80; ++i) REQUIRE(store->commit(random.next()).has_value());
  return inventory(*store);
}

}  // namespace

TEST_CASE("a store that is opened again holds the same") {
  FreshDirectory directory;
  const auto before = fill(directory);
  for (int i = 0; i < 3; ++i) {
    auto store = the(open_sqlite_store({directory.data(), i % 2 == 0}));
    CHECK(inventory(*store) == before);
    CHECK(the(store->find_reply("id-0")).has_value());
  }
  CHECK(the(check_sqlite_store(directory.data())).empty());
}

TEST_CASE("the data directory and its files are for their owner only") {
  FreshDirectory directory;
  auto store = the(open_sqlite_store({directory.data() + "/deep/er", false}));
  auto reader = the(store->open_reader());
  REQUIRE(store->commit(std::vector{start(case_row(1))}).has_value());
  struct stat found {};
  const auto mode = [&](const std::string& path) { return ::stat(path.c_str(), &found) == 0 ? found.st_mode & 0777U : 0U; };
  CHECK(mode(directory.data() + "/deep/er") == 0700);
  std::size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(directory.data() + "/deep/er")) {
    INFO(entry.path().filename().string());
    CHECK(mode(entry.path()) == 0600);
    ++files;
  }
  CHECK(files == 4);  // wf.db, its log, the log's index, and the lock
}

TEST_CASE("a directory that is in use is refused, in this process and in another, and free again afterwards") {
  FreshDirectory directory;
  {
    auto store = the(open_sqlite_store({directory.data(), false}));
    const auto again = open_sqlite_store({directory.data(), false});
    REQUIRE_FALSE(again.has_value());
    CHECK(again.error().code == "WF-STORE-010");
    CHECK(again.error().text.find("process " + std::to_string(::getpid())) != std::string::npos);
    CHECK(again.error().text.find(directory.data()) != std::string::npos);
    CHECK(opening_elsewhere(directory) == "WF-STORE-010");
    CHECK(code_of(check_sqlite_store(directory.data())) == "WF-STORE-010");
    CHECK(store->commit(std::vector{start(case_row(1))}).has_value());
  }
  CHECK(opening_elsewhere(directory) == "ok");
  CHECK(opening(directory) == "ok");
}

TEST_CASE("a database of a newer version is refused and left as it is") {
  FreshDirectory directory;
  const auto before = fill(directory);
  const auto newest = sqlite::migrations().back().version;
  execute(directory, "PRAGMA user_version = " + std::to_string(newest + 1));
  const auto refused = open_sqlite_store({directory.data(), false});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "WF-STORE-011");
  CHECK(refused.error().text.find("schema " + std::to_string(newest + 1)) != std::string::npos);
  CHECK(ask(directory, "PRAGMA user_version") == newest + 1);
  execute(directory, "PRAGMA user_version = " + std::to_string(newest));
  CHECK(inventory(*the(open_sqlite_store({directory.data(), false}))) == before);
}

TEST_CASE("a database of another program is refused and left as it is") {
  FreshDirectory directory;
  std::filesystem::create_directories(directory.data());
  std::ofstream(path_of(directory)).flush();
  execute(directory, "CREATE TABLE theirs (x)");
  CHECK(opening(directory) == "WF-STORE-012");
  CHECK(ask(directory, "SELECT count(*) FROM sqlite_schema") == 1);
  execute(directory, "DROP TABLE theirs; PRAGMA application_id = 7");
  CHECK(opening(directory) == "WF-STORE-012");
}

TEST_CASE("each migration is applied once, in its order") {
  FreshDirectory directory;
  auto known = sqlite::migrations();
  REQUIRE(known.front().version == 1);
  for (std::size_t i = 0; i < known.size(); ++i) CHECK(known[i].version == static_cast<std::int64_t>(i) + 1);
  CHECK(sqlite::open_sqlite_store({directory.data(), false}, std::span(known).first(1), {}).has_value());
  const auto before = fill(directory);  // upgraded from the first schema, then used
  CHECK(ask(directory, "PRAGMA user_version") == known.back().version);

  const auto next = known.back().version + 1;
  known.push_back({next, "0099_first.sql", "CREATE TABLE made_once (x INTEGER) STRICT; INSERT INTO made_once VALUES (1);"});
  known.push_back({next + 1, "0100_second.sql", "INSERT INTO made_once VALUES (2);"});
  for (int i = 0; i < 2; ++i) {
    auto store = the(sqlite::open_sqlite_store({directory.data(), false}, known, {}));
    CHECK(inventory(*store) == before);
  }
  CHECK(ask(directory, "SELECT count(*) FROM made_once") == 2);
  CHECK(ask(directory, "PRAGMA user_version") == next + 1);
  CHECK(opening(directory) == "WF-STORE-011");
}

TEST_CASE("a migration that fails leaves nothing of itself") {
  FreshDirectory directory;
  fill(directory);
  auto known = sqlite::migrations();
  const auto newest = known.back().version;
  known.push_back({newest + 1, "0099_broken.sql", "CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);"});
  const auto failed = sqlite::open_sqlite_store({directory.data(), false}, known, {});
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.error().text.find("schema " + std::to_string(newest + 1)) != std::string::npos);
  CHECK(ask(directory, "PRAGMA user_version") == newest);
  CHECK(ask(directory, "SELECT count(*) FROM sqlite_schema WHERE name = 'half'") == 0);
  CHECK(opening(directory) == "ok");
}

TEST_CASE("a directory that cannot be one is refused with its path") {
  FreshDirectory directory;
  std::ofstream(directory.data()) << "a file";
  const auto refused = open_sqlite_store({directory.data(), false});
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "WF-STORE-002");
  CHECK(refused.error().text.find(directory.data()) != std::string::npos);
  CHECK(code_of(check_sqlite_store(directory.path())) == "WF-STORE-012");
}

}  // namespace wf::store::test
