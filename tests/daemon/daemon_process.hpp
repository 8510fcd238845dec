// DaemonProcess: a real wfd on a free loopback port, for tests. Ended by its process id when the object goes.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

#include "client/api_client.hpp"

namespace wf::test {

/// How a process ended: its exit code, or the negative number of the signal that ended it.
struct Ended {
  int code = 0;
  std::string output;  ///< stdout and stderr
};

/// Runs wfd to its end.
Ended run_wfd(const std::vector<std::string>& arguments, const std::vector<std::string>& environment = {});

/// An empty directory below the system's temporary one; removed when the object goes.
class TemporaryDirectory {
 public:
  TemporaryDirectory();
  ~TemporaryDirectory();
  TemporaryDirectory(const TemporaryDirectory&) = delete;
  TemporaryDirectory& operator=(const TemporaryDirectory&) = delete;
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

class DaemonProcess {
 public:
  /// Makes the data directory with the administrator 'anna' where it is missing.
  explicit DaemonProcess(const TemporaryDirectory& directory, std::vector<std::string> more_arguments = {});
  ~DaemonProcess();
  DaemonProcess(const DaemonProcess&) = delete;
  DaemonProcess& operator=(const DaemonProcess&) = delete;

  /// Returns when it serves.
  void start();
  void kill();       ///< SIGKILL, and waits for the end
  int terminate();   ///< SIGTERM; the exit code
  void signal(int number);
  pid_t pid() const { return pid_; }
  client::Target target() const;
  std::string log() const;
  void wait_for_log(const std::string& part) const;

 private:
  int wait();

  std::string data_, log_file_, token_;
  std::vector<std::string> more_;
  pid_t pid_ = 0;
  std::string url_;
};

}  // namespace wf::test
