// Processes by fork and exec. The port is read from the log of wfd, which comes through a pipe: the system chooses it.
#include "server_process.hpp"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "exchange.hpp"

namespace wf::bench {

namespace {

using Clock = std::chrono::steady_clock;
double seconds_since(Clock::time_point start) { return std::chrono::duration<double>(Clock::now() - start).count(); }

/// stdout and stderr of the new process go to `output`, which this closes.
pid_t launch(const std::vector<std::string>& command, int output) {
  std::vector<char*> arguments;
  for (const auto& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const pid_t pid = ::fork();
  if (pid < 0) give_up("cannot make a process");
  if (pid > 0) {
    ::close(output);
    return pid;
  }
  constexpr int not_run = 127;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (output < 0 || ::dup2(output, STDOUT_FILENO) < 0 || ::dup2(output, STDERR_FILENO) < 0) ::_exit(not_run);
  ::execv(arguments[0], arguments.data());
  ::_exit(not_run);
}

std::string content(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

double seconds_of(const timeval& time) { return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6; }

}  // namespace

void give_up(const std::string& why) {
  std::fprintf(stderr, "bench: %s\n", why.c_str());
  std::exit(1);
}

Run run_program(const std::vector<std::string>& command, const std::string& output) {
  const auto start = Clock::now();
  const pid_t pid = launch(command, ::open(output.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
  int status = 0;
  rusage usage{};
  if (::wait4(pid, &status, 0, &usage) != pid) give_up("cannot wait for " + command[0]);
  return {WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status), seconds_since(start), seconds_of(usage.ru_utime) + seconds_of(usage.ru_stime)};
}

ServerProcess::ServerProcess(std::string directory) : directory_(std::move(directory)) {
  const auto data = directory_ + "/data", token_file = directory_ + "/token";
  if (!std::filesystem::exists(data)) {
    const auto made = run_program({WF_DAEMON, "init", "--data", data, "--admin", "anna", "--name", "Anna Berg", "--token-file", token_file},
                                  directory_ + "/init.log");
    if (made.code != 0) give_up("wfd init failed: " + content(directory_ + "/init.log"));
  }
  token_ = content(token_file);
  while (!token_.empty() && token_.back() == '\n') token_.pop_back();
}

ServerProcess::~ServerProcess() {
  if (pid_ != 0) kill();
}

double ServerProcess::start() {
  const auto before = Clock::now();
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) give_up("cannot make a pipe");
  log_ = pipe[0];
  pid_ = launch({WF_DAEMON, "--data", directory_ + "/data", "--listen", "127.0.0.1:0"}, pipe[1]);
  wait_for_port();
  Connection connection(port_);
  constexpr int ok = 200;
  if (connection.exchange(request_text("GET", "/readyz", {}, {})).status != ok) give_up("wfd is not ready");
  return seconds_since(before);
}

void ServerProcess::wait_for_port() {
  const std::string before = "serving url=http://127.0.0.1:";
  std::string log;
  for (;;) {
    std::array<char, 1024> piece{};
    const auto got = ::read(log_, piece.data(), piece.size());
    if (got <= 0) give_up("wfd did not start: " + log);
    log.append(piece.data(), static_cast<std::size_t>(got));
    const auto at = log.find(before);
    if (at == std::string::npos || log.find(' ', at + before.size()) == std::string::npos) continue;
    port_ = std::atoi(log.c_str() + at + before.size());
    return;
  }
}

void ServerProcess::end(int signal) {
  ::kill(pid_, signal);
  int status = 0;
  ::waitpid(pid_, &status, 0);
  ::close(log_);
  pid_ = 0;
}
void ServerProcess::stop() { end(SIGTERM); }
void ServerProcess::kill() { end(SIGKILL); }

double ServerProcess::cpu_seconds() const {
  const auto stat = content("/proc/" + std::to_string(pid_) + "/stat");
  const auto name_end = stat.rfind(')');
  if (name_end == std::string::npos) give_up("cannot read what wfd used");
  std::istringstream fields(stat.substr(name_end + 1));
  std::string skipped;
  for (int i = 0; i < 11; ++i) fields >> skipped;  // state … cmajflt
  double user = 0, system = 0;
  fields >> user >> system;
  return (user + system) / static_cast<double>(::sysconf(_SC_CLK_TCK));
}

double ServerProcess::resident_mb() const {
  std::istringstream fields(content("/proc/" + std::to_string(pid_) + "/statm"));
  double whole = 0, resident = 0;
  fields >> whole >> resident;
  return resident * static_cast<double>(::sysconf(_SC_PAGESIZE)) / 1e6;
}

}  // namespace wf::bench
