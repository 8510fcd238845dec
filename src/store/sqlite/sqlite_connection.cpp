// sqlite3 behind the port. Rules: prepared statements only, one writing connection that alone checkpoints (SQLite
// before 3.51.3 can lose a reset of the log when several do), no memory mapping, no automatic checkpoints.
#include "store/sqlite/sqlite_connection.hpp"

#include <sqlite3.h>

namespace wf::store::sqlite {

namespace {

constexpr int busy_timeout_ms = 5000;  // another program that looks into the file
constexpr int writer_cache_kib = 16 * 1024, reader_cache_kib = 2 * 1024;

Error error_of(int result, const std::string& text) {
  switch (result & 0xff) {
    case SQLITE_FULL: return {"WF-STORE-003", "The disk is full: " + text + ". Nothing was written. Make space, then try again."};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB: return {"WF-STORE-012", "The database is damaged or not one of wfd: " + text + ". Restore a backup."};
    case SQLITE_IOERR:
    case SQLITE_READONLY:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM: return {"WF-STORE-002", "The medium of the database failed: " + text + "."};
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return {"WF-STORE-002", "Another program holds the database: " + text + ". Close it."};
    default: return {"WF-STORE-005", "The database refused a statement: " + text + "."};
  }
}

}  // namespace

class SqliteConnection::SqliteStatement final : public sql::Statement {
 public:
  SqliteStatement(SqliteConnection& connection, std::string_view sql) : connection_(connection) {
    const int result = sqlite3_prepare_v3(connection.handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement_, nullptr);
    if (result != SQLITE_OK) connection_.fault_from_sqlite(result);
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  bool is_prepared() const { return statement_ != nullptr; }

  sql::Statement& bind(std::string_view text) override {
    return bound(sqlite3_bind_text64(statement_, ++parameter_, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8));
  }
  sql::Statement& bind(std::int64_t number) override { return bound(sqlite3_bind_int64(statement_, ++parameter_, number)); }
  sql::Statement& bind_null() override { return bound(sqlite3_bind_null(statement_, ++parameter_)); }

  bool step() override {
    if (connection_.failed()) return reset(), false;
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) connection_.fault_from_sqlite(result);
    reset();
    return false;
  }
  void reset() override {
    parameter_ = 0;
    sqlite3_reset(statement_);
  }

  std::int64_t integer(int column) override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) override {
    const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_, column));
    return {bytes ? bytes : "", static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }
  bool is_null(int column) override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

 private:
  sql::Statement& bound(int result) {
    if (result != SQLITE_OK && !connection_.failed()) connection_.fault_from_sqlite(result);
    return *this;
  }
  SqliteConnection& connection_;
  sqlite3_stmt* statement_ = nullptr;
  int parameter_ = 0;
};

SqliteConnection::SqliteConnection(sqlite3* handle) : handle_(handle) {
  // Takes the place of SQLite's own hook, which would checkpoint from any connection and hide failures.
  sqlite3_wal_hook(
      handle_,
      [](void* self, sqlite3*, const char*, int pages) {
        static_cast<SqliteConnection*>(self)->log_pages_ = pages;
        return SQLITE_OK;
      },
      this);
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  sqlite3_close_v2(handle_);
}

namespace {
/// SQLite would count its memory under a lock at every allocation; nobody asks for the count. Only the first call, before
/// any other use of SQLite in the process, has an effect; a later one is refused and harms nothing.
void leave_memory_uncounted() {
  static const int asked = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  (void)asked;
}
}  // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(const std::string& path, const Options& options) {
  leave_memory_uncounted();
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  const int result = sqlite3_open_v2(path.c_str(), &handle, flags, options.vfs.empty() ? nullptr : options.vfs.c_str());
  if (result != SQLITE_OK) {
    auto error = error_of(result, handle ? sqlite3_errmsg(handle) : "no memory");
    sqlite3_close_v2(handle);
    return tl::unexpected(std::move(error));
  }
  std::unique_ptr<SqliteConnection> connection(new SqliteConnection(handle));
  connection->configure(options);
  if (auto done = connection->take_error(); !done) return tl::unexpected(done.error());
  return connection;
}

void SqliteConnection::configure(const Options& options) {
  const bool writes = options.use == Use::write;
  sqlite3_busy_timeout(handle_, busy_timeout_ms);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle_, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  if (!writes) sqlite3_db_config(handle_, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
  execute("PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = ON; PRAGMA secure_delete = FAST;");
  execute("PRAGMA cache_size = -" + std::to_string(writes ? writer_cache_kib : reader_cache_kib));
  if (writes) execute("PRAGMA journal_mode = WAL");
  execute(std::string("PRAGMA synchronous = ") + (options.full_sync ? "FULL" : "NORMAL"));
  if (!writes) execute("PRAGMA query_only = ON");
}

sql::Statement& SqliteConnection::statement(std::string_view sql) {
  auto found = statements_.find(sql);
  if (found == statements_.end()) found = statements_.emplace(std::string(sql), std::make_unique<SqliteStatement>(*this, sql)).first;
  found->second->reset();
  return *found->second;
}

void SqliteConnection::execute(const std::string& script) {
  if (failed()) return;
  const int result = sqlite3_exec(handle_, script.c_str(), nullptr, nullptr, nullptr);
  if (result != SQLITE_OK) fault_from_sqlite(result);
}

std::int64_t SqliteConnection::changes() { return failed() ? 0 : sqlite3_changes64(handle_); }

void SqliteConnection::commit() { execute("COMMIT"); }

void SqliteConnection::rollback() {
  for (auto& [sql, statement] : statements_) statement->reset();
  if (sqlite3_get_autocommit(handle_) == 0) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t SqliteConnection::number(std::string_view sql) {
  auto& s = statement(sql);
  const std::int64_t found = s.step() ? s.integer(0) : 0;
  s.reset();
  return found;
}

Result<Checkpoint> SqliteConnection::checkpoint(bool truncate) {
  int pages = 0, copied = 0;
  const int mode = truncate ? SQLITE_CHECKPOINT_TRUNCATE : SQLITE_CHECKPOINT_PASSIVE;
  const int result = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &pages, &copied);
  const bool readers_in_the_way = (result & 0xff) == SQLITE_BUSY;
  if (result != SQLITE_OK && !readers_in_the_way) return tl::unexpected(error_of(result, sqlite3_errmsg(handle_)));
  log_pages_ = pages - copied;
  return Checkpoint{pages, copied};
}

void SqliteConnection::fault_from_sqlite(int result) { fault(error_of(result, sqlite3_errmsg(handle_))); }

}  // namespace wf::store::sqlite
