// Housekeeping of a store that was used for long: forgetting in portions, and a log that does not grow for ever.
#include <filesystem>

#include "contract/test_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace wf::store::test {

TEST_CASE("a great many remembered replies are forgotten in portions, the oldest first") {
  FreshDirectory directory;
  auto store = the(open_sqlite_store({directory.data(), false}));
  std::vector<Commit> batch;
  for (int i = 0; i < 25'000; ++i) {
    auto commit = administration(i);
    commit.command_id = "id-" + std::to_string(i);
    batch.push_back(commit);
  }
  REQUIRE(store->commit(batch).has_value());
  const auto is_known = [&](int i) { return the(store->find_reply("id-" + std::to_string(i))).has_value(); };
  REQUIRE(store->maintain(moment(24'000)).has_value());
  CHECK_FALSE(is_known(9'999));
  CHECK(is_known(10'000));
  REQUIRE(store->maintain(moment(24'000)).has_value());
  REQUIRE(store->maintain(moment(24'000)).has_value());
  CHECK_FALSE(is_known(23'999));
  CHECK(is_known(24'000));
}

TEST_CASE("the log beside the database is cut back by housekeeping and never grows without end") {
  FreshDirectory directory;
  auto store = the(open_sqlite_store({directory.data(), false}));
  auto reader = the(store->open_reader());
  const auto log_size = [&] { return std::filesystem::file_size(sqlite::database_path(directory.data()) + "-wal"); };
  constexpr std::uintmax_t most = 48UL << 20U;
  for (InstanceKey key = 1; key <= 60'000;) {
    std::vector<Commit> batch;
    for (int i = 0; i < 500; ++i) batch.push_back(start(case_row(key++), 2));
    REQUIRE(store->commit(batch).has_value());
    the(reader->instances({}, {1, {}}));
    CHECK(log_size() < most);
  }
  REQUIRE(store->maintain(moment(0)).has_value());
  std::vector<Commit> last{start(case_row(100'000), 2)};
  REQUIRE(store->commit(last).has_value());
  CHECK(log_size() < (24UL << 20U));
}

}  // namespace wf::store::test
