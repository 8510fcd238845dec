// Opening with chosen migrations and file system, for tests of upgrades and of failing media. Others use store.hpp.
#pragma once
#include <memory>
#include <span>
#include <string>

#include "store/sqlite/migrations.hpp"
#include "store/store.hpp"

namespace wf::store::sqlite {

std::string database_path(const std::string& directory);

/// `vfs` names a file system registered with SQLite; empty: the usual one.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options, std::span<const Migration> migrations, const std::string& vfs);
Result<std::unique_ptr<Reader>> open_sqlite_reader(const std::string& path, const std::string& vfs);

}  // namespace wf::store::sqlite
