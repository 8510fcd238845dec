// SqliteConnection: the Connection port over sqlite3, with the settings that every connection of a store has.
#pragma once
#include <memory>
#include <string>
#include <unordered_map>

#include "store/sql/connection.hpp"

struct sqlite3;

namespace wf::store::sqlite {

/// What a checkpoint left in the write-ahead log.
struct Checkpoint {
  std::int64_t pages = 0;   ///< in the log
  std::int64_t copied = 0;  ///< of them, now in the database
};

class SqliteConnection final : public sql::Connection {
 public:
  enum class Use : std::uint8_t { write, read };
  struct Options {
    Use use = Use::write;
    bool full_sync = true;
    std::string vfs;  ///< empty: the default of SQLite
  };
  /// Errors: WF-STORE-012 no database or damaged, WF-STORE-002 the medium failed.
  static Result<std::unique_ptr<SqliteConnection>> open(const std::string& path, const Options& options);
  ~SqliteConnection() override;

  sql::Statement& statement(std::string_view sql) override;
  void execute(const std::string& script) override;
  std::int64_t changes() override;
  void begin_write() override { execute("BEGIN IMMEDIATE"); }
  void begin_read() override { execute("BEGIN"); }
  void commit() override;
  void rollback() override;

  /// A pragma or query that gives one number.
  std::int64_t number(std::string_view sql);
  /// Pages in the write-ahead log after the last commit of this connection.
  std::int64_t log_pages() const { return log_pages_; }
  /// `truncate` waits for readers and empties the log; otherwise what is possible without waiting. Only of the writer.
  Result<Checkpoint> checkpoint(bool truncate);
  /// Keeps what sqlite3 says about its last call as the failure.
  void fault_from_sqlite(int result);

 private:
  class SqliteStatement;
  explicit SqliteConnection(sqlite3* handle);
  void configure(const Options& options);

  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  sqlite3* handle_;
  std::unordered_map<std::string, std::unique_ptr<SqliteStatement>, Hash, std::equal_to<>> statements_;
  std::int64_t log_pages_ = 0;
};

}  // namespace wf::store::sqlite
