// DirectoryLock: one wfd a data directory. Held as long as the object lives; the system frees it when a process dies.
#pragma once
#include <memory>
#include <string>

#include "base/error.hpp"

namespace wf::store::sqlite {

class DirectoryLock {
 public:
  /// Creates the directory (mode 0700) and the lock file (0600) where missing. Errors: WF-STORE-010 held by another
  /// process or by another store of this one, WF-STORE-002 the directory cannot be used.
  static Result<std::unique_ptr<DirectoryLock>> take(const std::string& directory);
  ~DirectoryLock();
  DirectoryLock(const DirectoryLock&) = delete;
  DirectoryLock& operator=(const DirectoryLock&) = delete;

 private:
  explicit DirectoryLock(int file) : file_(file) {}
  int file_;
};

/// Makes an empty file (mode 0600) where there is none, so that SQLite never creates one for everybody to read.
Result<void> create_private_file(const std::string& path);

}  // namespace wf::store::sqlite
