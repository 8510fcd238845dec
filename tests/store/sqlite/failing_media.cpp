// The ordinary file system's methods, with those for writing and syncing replaced. SQLite's files know their own methods,
// so a table that is a copy with two entries changed is all that it takes.
#include "sqlite/failing_media.hpp"

#include <map>

#include <sqlite3.h>

namespace wf::store::test {

namespace {

struct Medium {
  sqlite3_vfs vfs{};
  sqlite3_vfs* ordinary = nullptr;
  std::map<const sqlite3_io_methods*, sqlite3_io_methods> failing;   // by the ordinary table
  std::map<const sqlite3_io_methods*, const sqlite3_io_methods*> ordinary_of;
  FailingMedia::Fault fault = FailingMedia::Fault::none;
  int calls_left = 0;
  bool has_failed = false;
};

Medium* medium = nullptr;  // SQLite's tables hold plain functions

bool is_time_to_fail(bool is_sync) {
  const auto fault = medium->fault;
  if (fault == FailingMedia::Fault::none || is_sync != (fault == FailingMedia::Fault::sync_error)) return false;
  if (medium->calls_left-- > 0) return false;
  return medium->has_failed = true;
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 offset) {
  if (is_time_to_fail(false)) return medium->fault == FailingMedia::Fault::full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  return medium->ordinary_of.at(file->pMethods)->xWrite(file, bytes, size, offset);
}

int sync(sqlite3_file* file, int flags) {
  if (is_time_to_fail(true)) return SQLITE_IOERR_FSYNC;
  return medium->ordinary_of.at(file->pMethods)->xSync(file, flags);
}

int open(sqlite3_vfs*, sqlite3_filename path, sqlite3_file* file, int flags, int* opened) {
  const int result = medium->ordinary->xOpen(medium->ordinary, path, file, flags, opened);
  if (result != SQLITE_OK || !file->pMethods) return result;
  const auto* ordinary = file->pMethods;
  auto [methods, is_new] = medium->failing.try_emplace(ordinary, *ordinary);
  methods->second.xWrite = write;
  methods->second.xSync = sync;
  medium->ordinary_of[&methods->second] = ordinary;
  file->pMethods = &methods->second;
  return result;
}

}  // namespace

const std::string& FailingMedia::name() {
  static const std::string name = "failing";
  return name;
}

FailingMedia::FailingMedia() {
  medium = new Medium;
  medium->ordinary = sqlite3_vfs_find(nullptr);
  medium->vfs = *medium->ordinary;
  medium->vfs.zName = name().c_str();
  medium->vfs.xOpen = open;
  sqlite3_vfs_register(&medium->vfs, 0);
}

FailingMedia::~FailingMedia() {
  sqlite3_vfs_unregister(&medium->vfs);
  delete medium;
  medium = nullptr;
}

void FailingMedia::fail(Fault fault, int calls) {
  medium->fault = fault;
  medium->calls_left = calls;
  medium->has_failed = false;
}

bool FailingMedia::has_failed() { return medium->has_failed; }

}  // namespace wf::store::test
