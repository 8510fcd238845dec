// ServerProcess: a real wfd on a free loopback port, with what it costs. Ended by its process id when the object goes.
#pragma once
#include <sys/types.h>

#include <string>
#include <vector>

namespace wf::bench {

/// What a program that ran to its end took.
struct Run {
  int code = 0;          ///< exit code, or the negative number of a signal
  double seconds = 0, cpu_seconds = 0;
};
/// stdout and stderr go to the file `output`.
Run run_program(const std::vector<std::string>& command, const std::string& output);

/// Ends this program with a message: the figures that follow would mean nothing.
[[noreturn]] void give_up(const std::string& why);

class ServerProcess {
 public:
  /// `directory` holds data/ and the token; made with the administrator "anna" where data/ is missing.
  explicit ServerProcess(std::string directory);
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  /// Seconds from before the start of the process to the first answer that it is ready.
  double start();
  void stop();                   ///< SIGTERM, and waits
  void kill();                   ///< SIGKILL, and waits

  int port() const { return port_; }
  const std::string& token() const { return token_; }
  double cpu_seconds() const;    ///< user and system, so far
  double resident_mb() const;    ///< 10⁶ bytes, now

 private:
  void end(int signal);
  void wait_for_port();

  std::string directory_, token_;
  pid_t pid_ = 0;
  int port_ = 0;
  int log_ = -1;  // what wfd writes; little, so the pipe holds it
};

}  // namespace wf::bench
