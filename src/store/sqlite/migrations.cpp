// Which migrations there are, and applying them.
#include "store/sqlite/migrations.hpp"

#include <charconv>
#include <map>

namespace wf::embedded {
extern const std::map<std::string_view, std::string_view> sqlite_migrations;
}

namespace wf::store::sqlite {

std::vector<Migration> migrations() {
  std::vector<Migration> found;
  for (const auto& [name, script] : embedded::sqlite_migrations) {  // in order of their numbers
    std::int64_t version = 0;
    std::from_chars(name.data(), name.data() + name.size(), version);
    found.push_back({version, name, script});
  }
  return found;
}

Result<void> migrate(SqliteConnection& connection, std::span<const Migration> migrations) {
  const std::int64_t newest = migrations.empty() ? 0 : migrations.back().version;
  const std::int64_t owner = connection.number("PRAGMA application_id");
  const std::int64_t version = connection.number("PRAGMA user_version");
  const std::int64_t tables = connection.number("SELECT count(*) FROM sqlite_schema");
  if (connection.failed()) return connection.take_error();
  const bool is_new = owner == 0 && version == 0 && tables == 0;
  if (!is_new && owner != application_id) {
    return fail("WF-STORE-012", "The database belongs to another program. Give wfd a directory of its own.");
  }
  if (version > newest) {
    return fail("WF-STORE-011", "The database was written by a newer wfd (schema " + std::to_string(version) + "; this one knows up to " +
                                    std::to_string(newest) + "). Use that version, or restore a backup made before the upgrade.");
  }
  for (const auto& migration : migrations) {
    if (migration.version <= version) continue;
    connection.begin_write();
    connection.execute(std::string(migration.script));
    connection.execute("PRAGMA user_version = " + std::to_string(migration.version));
    connection.execute("PRAGMA application_id = " + std::to_string(application_id));
    connection.commit();
    if (auto done = connection.take_error(); !done) {
      connection.rollback();
      return fail(done.error().code, "The database could not be brought to schema " + std::to_string(migration.version) + ": " + done.error().text);
    }
  }
  return {};
}

}  // namespace wf::store::sqlite
