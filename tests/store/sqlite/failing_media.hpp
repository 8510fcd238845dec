// FailingMedia: a file system for SQLite whose writes or syncs fail when the test says so. Everything else is the
// ordinary file system's work.
#pragma once
#include <string>

namespace wf::store::test {

class FailingMedia {
 public:
  enum class Fault { none, full, write_error, sync_error };

  FailingMedia();  ///< one at a time in a process
  ~FailingMedia();
  FailingMedia(const FailingMedia&) = delete;
  FailingMedia& operator=(const FailingMedia&) = delete;

  static const std::string& name();  ///< of the file system, for open_sqlite_store
  /// From the call after the next `calls` ones on, until it is told otherwise.
  static void fail(Fault fault, int calls = 0);
  static bool has_failed();  ///< since the last fail()
};

}  // namespace wf::store::test
