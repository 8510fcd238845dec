// Migrations: numbered scripts that bring an older database up to date, each in one transaction.
#pragma once
#include <span>
#include <string_view>
#include <vector>

#include "store/sqlite/sqlite_connection.hpp"

namespace wf::store::sqlite {

struct Migration {
  std::int64_t version = 0;  ///< of the schema after it: 1, 2, …
  std::string_view name;     ///< of its file
  std::string_view script;
};

/// schemas/sql/sqlite/NNNN_*.sql, by number.
std::vector<Migration> migrations();

/// Marks a database of ours, in SQLite's header ("wfdb").
inline constexpr std::int64_t application_id = 0x77666462;

/// Applies what is missing. Errors: WF-STORE-011 the database is newer than the last of `migrations`, WF-STORE-012 it
/// belongs to another program, and whatever a script failed with (nothing of that script remains).
Result<void> migrate(SqliteConnection& connection, std::span<const Migration> migrations);

}  // namespace wf::store::sqlite
