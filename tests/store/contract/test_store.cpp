// Opening stores in fresh directories.
#include "test_store.hpp"

#include <cstdlib>
#include <filesystem>

namespace wf::store::test {

StoreKind each_store() { return GENERATE(StoreKind::memory, StoreKind::sqlite); }

FreshDirectory::FreshDirectory() {
  path_ = std::filesystem::temp_directory_path() / "wf-store-XXXXXX";
  REQUIRE(::mkdtemp(path_.data()) != nullptr);
}

FreshDirectory::~FreshDirectory() {
  std::error_code code;
  std::filesystem::remove_all(path_, code);
}

TestStore::TestStore(StoreKind kind)
    : kind_(Catch::MessageBuilder("INFO", CATCH_INTERNAL_LINEINFO, Catch::ResultWas::Info)
            << (kind == StoreKind::memory ? "store: memory" : "store: sqlite")) {
  if (kind == StoreKind::memory) {
    store_ = open_memory_store();
  } else {
    directory_ = std::make_unique<FreshDirectory>();
    store_ = the(open_sqlite_store({directory_->data(), false}));
  }
  reader_ = the(store_->open_reader());
}

void TestStore::write(std::vector<Commit> batch) {
  const auto written = store_->commit(batch);
  INFO((written ? std::string() : written.error().code + ": " + written.error().text));
  REQUIRE(written.has_value());
}

std::string TestStore::try_write(std::vector<Commit> batch) {
  const auto written = store_->commit(batch);
  return written ? "written" : written.error().code;
}

}  // namespace wf::store::test
