// SqliteStore: the lock, the writing connection and the rules of failure around SqlWriter and SqlReader.
#include "store/sqlite/sqlite_store.hpp"

#include <filesystem>

#include "store/sql/row_text.hpp"
#include "store/sql/sql_reader.hpp"
#include "store/sql/sql_writer.hpp"
#include "store/sqlite/directory_lock.hpp"
#include "store/sqlite/migrations.hpp"
#include "store/sqlite/sqlite_connection.hpp"

namespace wf::store {

namespace sqlite {

namespace {

using sql::read_outbox_row;

/// Pages in the log beyond which a commit also checkpoints: 16 MiB, so that hot pages are copied once for many commits.
constexpr std::int64_t checkpoint_pages = 4000;
/// Replies forgotten in one go, so that the engine thread is back within some ten milliseconds.
constexpr std::int64_t expired_at_once = 10'000;

class SqliteStore final : public Store {
 public:
  SqliteStore(SqliteOptions options, std::string vfs, std::unique_ptr<DirectoryLock> lock, std::unique_ptr<SqliteConnection> connection)
      : options_(std::move(options)), vfs_(std::move(vfs)), lock_(std::move(lock)), connection_(std::move(connection)), writer_(*connection_) {}

  Result<void> commit(std::span<const Commit> batch) override {
    if (dead_) return tl::unexpected(*dead_);
    if (batch.empty()) return {};
    auto written = writer_.commit(batch);
    if (!written) {
      note(written.error());
      return written;
    }
    // The batch is durable; a failure from here on concerns the next one.
    if (connection_->log_pages() >= checkpoint_pages) {
      if (auto done = connection_->checkpoint(false); !done) note(done.error());
    }
    return {};
  }

  Result<std::optional<RememberedReply>> find_reply(const std::string& command_id) override {
    return with_connection([&](sql::Connection& c) -> std::optional<RememberedReply> {
      auto& s = c.statement("SELECT reply FROM command_ids WHERE id = ?1").bind(command_id);
      if (!s.step()) return std::nullopt;
      RememberedReply reply{std::string(s.text(0))};
      s.reset();
      return reply;
    });
  }

  Result<std::optional<StoredInstance>> load(InstanceKey key, const model::ProcessDefinition& definition) override {
    return with_connection([&](sql::Connection& c) { return sql::read_stored(c, key, definition); });
  }

  Result<std::optional<std::int64_t>> definition_of(InstanceKey key) override {
    return with_connection([&](sql::Connection& c) { return number(c.statement("SELECT definition FROM instances WHERE key = ?1").bind(key)); });
  }

  Result<InstanceKey> last_instance_key() override {
    return with_connection([&](sql::Connection& c) { return number(c.statement("SELECT max(key) FROM instances")).value_or(0); });
  }

  Result<std::vector<DefinitionRow>> all_definitions() override {
    return with_connection([&](sql::Connection& c) {
      std::vector<std::int64_t> keys;
      auto& s = c.statement("SELECT key FROM definitions ORDER BY key");
      while (s.step()) keys.push_back(s.integer(0));
      std::vector<DefinitionRow> rows;
      for (const auto key : keys) {
        if (auto row = sql::read_definition(c, key)) rows.push_back(std::move(*row));
      }
      return rows;
    });
  }

  Result<std::optional<DefinitionRow>> definition(std::int64_t key) override {
    return with_connection([&](sql::Connection& c) { return sql::read_definition(c, key); });
  }
  Result<std::vector<PersonRow>> people() override {
    return with_connection([](sql::Connection& c) { return sql::read_people(c); });
  }
  Result<std::vector<TokenRow>> tokens() override {
    return with_connection([](sql::Connection& c) { return sql::read_tokens(c); });
  }

  Result<std::vector<OutboxRow>> outbox(EntityKey after, std::size_t limit) override {
    return with_connection([&](sql::Connection& c) {
      auto& s = c.statement("SELECT instance, local, type, input, attempt, timeout_ms, idempotency_key FROM outbox "
                            "WHERE (instance, local) > (?1, ?2) ORDER BY instance, local LIMIT ?3");
      s.bind(after.instance).bind(std::int64_t{after.local}).bind(static_cast<std::int64_t>(limit));
      std::vector<OutboxRow> rows;
      while (s.step()) rows.push_back(read_outbox_row(c, s));
      return rows;
    });
  }

  Result<std::optional<Instant>> next_due() override {
    return with_connection([&](sql::Connection& c) -> std::optional<Instant> {
      const auto due = number(c.statement("SELECT min(due) FROM timers"));
      if (!due) return std::nullopt;
      return Instant{*due};
    });
  }

  Result<std::vector<TimerRow>> timers_due(Instant until, std::size_t limit) override {
    return with_connection([&](sql::Connection& c) {
      auto& s = c.statement("SELECT instance, local, due FROM timers INDEXED BY timers_by_due WHERE due <= ?1 ORDER BY due, instance, local LIMIT ?2");
      s.bind(until.ms).bind(static_cast<std::int64_t>(limit));
      std::vector<TimerRow> rows;
      while (s.step()) rows.push_back({{s.integer(0), static_cast<engine::LocalKey>(s.integer(1))}, {s.integer(2)}});
      return rows;
    });
  }

  Result<std::unique_ptr<Reader>> open_reader() override { return open_sqlite_reader(database_path(options_.directory), vfs_); }

  Result<void> maintain(Instant before) override {
    if (dead_) return tl::unexpected(*dead_);
    auto expired = with_connection([&](sql::Connection& c) {
      c.statement("DELETE FROM command_ids WHERE id IN (SELECT id FROM command_ids WHERE at < ?1 ORDER BY at LIMIT ?2)").bind(before.ms).bind(expired_at_once).run();
      return true;
    });
    if (!expired) return note(expired.error()), tl::unexpected(expired.error());
    // A log that has grown is cut back to nothing while there is time; a small one is only copied.
    const bool truncate = connection_->log_pages() >= checkpoint_pages / 4;
    if (connection_->log_pages() == 0) return {};
    auto done = connection_->checkpoint(truncate);
    if (!done) return note(done.error()), tl::unexpected(done.error());
    return {};
  }

 private:
  static std::optional<std::int64_t> number(sql::Statement& s) {
    if (!s.step()) return std::nullopt;
    const auto found = s.is_null(0) ? std::nullopt : std::optional<std::int64_t>(s.integer(0));
    s.reset();
    return found;
  }

  template <class Use>
  auto with_connection(Use use) -> Result<decltype(use(std::declval<sql::Connection&>()))> {
    if (dead_) return tl::unexpected(*dead_);
    auto found = use(*connection_);
    auto done = connection_->take_error();
    if (!done) return note(done.error()), tl::unexpected(done.error());
    return found;
  }

  /// After a failed medium nothing can be trusted until the directory is opened anew.
  void note(const Error& error) {
    if (error.code == "WF-STORE-002") dead_ = error;
  }

  const SqliteOptions options_;
  const std::string vfs_;
  std::unique_ptr<DirectoryLock> lock_;
  std::unique_ptr<SqliteConnection> connection_;
  sql::SqlWriter writer_;
  std::optional<Error> dead_;
};

}  // namespace

std::string database_path(const std::string& directory) { return directory + "/wf.db"; }

Result<std::unique_ptr<Reader>> open_sqlite_reader(const std::string& path, const std::string& vfs) {
  auto connection = SqliteConnection::open(path, {SqliteConnection::Use::read, true, vfs});
  if (!connection) return tl::unexpected(connection.error());
  return std::make_unique<sql::SqlReader>(std::move(*connection));
}

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options, std::span<const Migration> known, const std::string& vfs) {
  auto lock = DirectoryLock::take(options.directory);
  if (!lock) return tl::unexpected(lock.error());
  const auto path = database_path(options.directory);
  if (auto made = create_private_file(path); !made) return tl::unexpected(made.error());
  auto connection = SqliteConnection::open(path, {SqliteConnection::Use::write, options.full_sync, vfs});
  if (!connection) return tl::unexpected(connection.error());
  if (auto done = migrate(**connection, known); !done) return tl::unexpected(done.error());
  return std::make_unique<SqliteStore>(options, vfs, std::move(*lock), std::move(*connection));
}

}  // namespace sqlite

Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options) {
  return sqlite::open_sqlite_store(options, sqlite::migrations(), {});
}

Result<std::vector<std::string>> check_sqlite_store(const std::string& directory) {
  const auto path = sqlite::database_path(directory);
  std::error_code code;
  if (!std::filesystem::exists(path, code)) return fail("WF-STORE-012", "There is no database in " + directory + ".");
  auto lock = sqlite::DirectoryLock::take(directory);
  if (!lock) return tl::unexpected(lock.error());
  auto connection = sqlite::SqliteConnection::open(path, {});
  if (!connection) return tl::unexpected(connection.error());
  std::vector<std::string> findings;
  for (const auto* sql : {"PRAGMA integrity_check", "SELECT 'row of ' || \"table\" || ' refers to a missing row of ' || parent FROM pragma_foreign_key_check"}) {
    auto& s = (*connection)->statement(sql);
    while (s.step()) {
      if (s.text(0) != "ok") findings.emplace_back(s.text(0));
    }
  }
  if (auto done = (*connection)->take_error(); !done) return tl::unexpected(done.error());
  return findings;
}

}  // namespace wf::store
