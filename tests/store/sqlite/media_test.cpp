// A disk that is full or broken: the batch is refused whole, nothing acknowledged is lost, and the code says what to do.
#include "contract/test_store.hpp"
#include "sqlite/failing_media.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace wf::store::test {

namespace {

using Fault = FailingMedia::Fault;

constexpr int writes_tried = 24;

std::unique_ptr<Store> open(const FreshDirectory& directory) {
  return the(sqlite::open_sqlite_store({directory.data(), true}, sqlite::migrations(), FailingMedia::name()));
}

/// Cases of a few pages each, so that a batch takes many writes.
std::vector<Commit> large_batch(InstanceKey from) {
  std::vector<Commit> batch;
  for (InstanceKey key = from; key < from + 20; ++key) {
    batch.push_back(start(case_row(key), 40));
    batch.back().command_id = "id-" + std::to_string(key);
  }
  return batch;
}

std::int64_t active(Store& store) { return the(the(store.open_reader())->counts()).active_instances; }

}  // namespace

TEST_CASE("a full disk refuses the batch whole and takes the same batch once there is space") {
  FailingMedia media;
  for (int calls = 0; calls < writes_tried; ++calls) {
    INFO("full after " << calls << " writes");
    FreshDirectory directory;
    auto store = open(directory);
    REQUIRE(store->commit(large_batch(1)).has_value());
    FailingMedia::fail(Fault::full, calls);
    const auto refused = store->commit(large_batch(101));
    const bool has_failed = FailingMedia::has_failed();
    FailingMedia::fail(Fault::none);
    REQUIRE(refused.has_value() != has_failed);
    if (refused) continue;
    CHECK(refused.error().code == "WF-STORE-003");
    CHECK(refused.error().text.find("Make space") != std::string::npos);
    CHECK(active(*store) == 20);
    CHECK_FALSE(the(store->find_reply("id-101")).has_value());
    REQUIRE(store->commit(large_batch(101)).has_value());
    CHECK(active(*store) == 40);
    CHECK(the(store->load(120, definition()))->events.size() == 40);
  }
}

TEST_CASE("a medium that fails stops the store for good, and a new one finds all that was acknowledged") {
  FailingMedia media;
  int failures = 0;
  for (const auto fault : {Fault::write_error, Fault::sync_error}) {
    for (int calls = 0; calls < (fault == Fault::sync_error ? 2 : writes_tried); ++calls) {
      INFO((fault == Fault::sync_error ? "sync" : "write") << " fails after " << calls << " calls");
      FreshDirectory directory;
      auto store = open(directory);
      REQUIRE(store->commit(large_batch(1)).has_value());
      FailingMedia::fail(fault, calls);
      const auto refused = store->commit(large_batch(101));
      const bool has_failed = FailingMedia::has_failed();
      FailingMedia::fail(Fault::none);
      REQUIRE(refused.has_value() != has_failed);
      if (refused) continue;
      ++failures;
      CHECK(refused.error().code == "WF-STORE-002");
      CHECK(store->commit(large_batch(201)).error().code == "WF-STORE-002");
      CHECK(code_of(store->find_reply("id-1")) == "WF-STORE-002");
      CHECK(code_of(store->maintain({0})) == "WF-STORE-002");
      store.reset();
      store = open(directory);
      CHECK(the(store->find_reply("id-20")).has_value());
      const auto found = active(*store);
      CHECK((found == 20 || found == 40));  // the batch in doubt is there whole or not at all
      CHECK(the(store->find_reply("id-101")).has_value() == (found == 40));
      CHECK(the(store->find_reply("id-120")).has_value() == (found == 40));
    }
  }
  CHECK(failures > 10);
}

TEST_CASE("a medium that fails in housekeeping keeps what was committed") {
  FailingMedia media;
  FreshDirectory directory;
  auto store = open(directory);
  REQUIRE(store->commit(large_batch(1)).has_value());
  FailingMedia::fail(Fault::write_error);
  CHECK(code_of(store->maintain({0})) == "WF-STORE-002");
  CHECK(code_of(store->commit(large_batch(101))) == "WF-STORE-002");
  FailingMedia::fail(Fault::none);
  store.reset();
  CHECK(active(*open(directory)) == 20);
}

}  // namespace wf::store::test
