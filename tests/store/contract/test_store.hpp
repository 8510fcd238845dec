// TestStore: one of the stores that keep the contract, empty and its own, and the commits that the tests write into it.
// Not for what only one kind of store promises (tests/store/sqlite).
#pragma once
#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

#include "contract/sample_commits.hpp"
#include "store/store.hpp"

namespace wf::store::test {

enum class StoreKind { memory, sqlite };
/// Runs the test case once for each kind.
StoreKind each_store();

/// A directory of its own below the system's directory for temporary files, removed at the end.
class FreshDirectory {
 public:
  FreshDirectory();
  ~FreshDirectory();
  FreshDirectory(const FreshDirectory&) = delete;
  FreshDirectory& operator=(const FreshDirectory&) = delete;
  const std::string& path() const { return path_; }
  std::string data() const { return path_ + "/data"; }  ///< not there yet

 private:
  std::string path_;
};

class TestStore {
 public:
  explicit TestStore(StoreKind kind);
  Store* operator->() { return store_.get(); }
  Reader& reader() { return *reader_; }
  /// Commits and requires that it was accepted.
  void write(std::vector<Commit> batch);
  /// Commits and returns the code of the refusal, or "written".
  std::string try_write(std::vector<Commit> batch);

 private:
  Catch::ScopedMessage kind_;  // said with every failure
  std::unique_ptr<FreshDirectory> directory_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Reader> reader_;
};

/// The value, after requiring that there is one.
template <class T>
T the(Result<T> result) {
  INFO((result ? std::string() : result.error().code + ": " + result.error().text));
  REQUIRE(result.has_value());
  return std::move(*result);
}
template <class T>
std::string code_of(const Result<T>& result) {
  return result ? "ok" : result.error().code;
}

/// Reads a list page by page and requires that each page holds `limit` rows and that the last one has no cursor.
template <class Row, class Read>
std::vector<Row> all_pages(std::size_t limit, Read read) {
  std::vector<Row> rows;
  Page page{limit, {}};
  for (;;) {
    const Rows<Row> part = the(read(page));
    rows.insert(rows.end(), part.rows.begin(), part.rows.end());
    if (part.next.empty()) {
      REQUIRE(part.rows.size() <= limit);
      return rows;
    }
    REQUIRE(part.rows.size() == limit);
    REQUIRE(part.next != page.after);
    page.after = part.next;
  }
}

inline std::string key_text(const InstanceRow& row) { return std::to_string(row.key); }
template <class Row>
std::string key_text(const Row& row) { return engine::to_text(row.key); }
template <class Row>
std::string keys_text(const std::vector<Row>& rows) {
  std::string text;
  for (const auto& row : rows) text += (text.empty() ? "" : " ") + key_text(row);
  return text;
}

/// Requires that the list, read in pages of 1, 2, 7 and 500, is exactly `expected`.
template <class Row, class Read>
void check_list(const std::vector<Row>& expected, Read read) {
  for (const std::size_t limit : {1U, 2U, 7U, 500U}) {
    const auto rows = all_pages<Row>(limit, read);
    INFO("pages of " << limit << "\nexpected " << keys_text(expected) << "\nfound    " << keys_text(rows));
    CHECK(bool(rows == expected));
  }
}

}  // namespace wf::store::test
