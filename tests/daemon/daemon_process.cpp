// Processes by Boost.Process; the port is read from the log, because the system chooses it.
#include "daemon_process.hpp"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <boost/asio/io_context.hpp>
#include <boost/process/v2/process.hpp>
#include <boost/process/v2/stdio.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace wf::test {

namespace {

namespace process = boost::process::v2;

/// Gives the child just these variables, and lets it die with the test program, whatever happens to that.
struct Surroundings {
  std::vector<const char*> variables;
  template <class Launcher, class Line>
  process::error_code on_setup(Launcher& launcher, const process::filesystem::path&, Line) {
    launcher.env = variables.data();
    return {};
  }
  template <class Launcher, class Line>
  process::error_code on_exec_setup(Launcher&, const process::filesystem::path&, Line) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    sigset_t none;
    sigemptyset(&none);
    ::sigprocmask(SIG_SETMASK, &none, nullptr);
    return {};
  }
};

/// Between two looks at another process, which tells nobody that it wrote.
void pause() { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

std::string content(const std::string& path) {
  std::ifstream in(path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Gives the process id; the caller waits for it.
pid_t launch(const std::vector<std::string>& arguments, const std::string& output, const std::vector<std::string>& environment = {}) {
  boost::asio::io_context context;
  FILE* file = std::fopen(output.c_str(), "a");
  REQUIRE(file);
  Surroundings surroundings{{"PATH=/usr/bin:/bin"}};
  for (const auto& variable : environment) surroundings.variables.push_back(variable.c_str());
  surroundings.variables.push_back(nullptr);
  process::process child(context, WF_DAEMON, arguments, process::process_stdio{nullptr, file, file}, surroundings);
  std::fclose(file);
  const pid_t pid = child.id();
  child.detach();
  return pid;
}

int wait_for(pid_t pid) {
  int status = 0;
  REQUIRE(::waitpid(pid, &status, 0) == pid);
  return WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
}

}  // namespace

Ended run_wfd(const std::vector<std::string>& arguments, const std::vector<std::string>& environment) {
  TemporaryDirectory directory;
  const auto output = directory / "output";
  const int code = wait_for(launch(arguments, output, environment));
  return {code, content(output)};
}

TemporaryDirectory::TemporaryDirectory() {
  std::string pattern = (std::filesystem::temp_directory_path() / "wfd-test-XXXXXX").string();
  REQUIRE(::mkdtemp(pattern.data()));
  path_ = pattern;
}

TemporaryDirectory::~TemporaryDirectory() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

DaemonProcess::DaemonProcess(const TemporaryDirectory& directory, std::vector<std::string> more_arguments)
    : data_(directory / "data"), log_file_(directory / "wfd.log"), more_(std::move(more_arguments)) {
  const auto token_file = directory / "token";
  if (!std::filesystem::exists(data_)) {
    const auto made = run_wfd({"init", "--data", data_, "--admin", "anna", "--name", "Anna Berg", "--token-file", token_file});
    INFO(made.output);
    REQUIRE(made.code == 0);
  }
  token_ = content(token_file);
  token_.pop_back();
}

DaemonProcess::~DaemonProcess() {
  if (pid_ != 0) kill();
}

void DaemonProcess::start() {
  REQUIRE(pid_ == 0);
  std::filesystem::remove(log_file_);
  std::vector<std::string> arguments = {"--data", data_, "--listen", "127.0.0.1:0"};
  arguments.insert(arguments.end(), more_.begin(), more_.end());
  pid_ = launch(arguments, log_file_);
  const std::string before = "serving url=";
  for (;;) {
    const auto text = log();
    const auto at = text.find(before);
    const auto end = at == std::string::npos ? at : text.find(' ', at + before.size());
    if (end != std::string::npos) {
      url_ = text.substr(at + before.size(), end - at - before.size());
      return;
    }
    int status = 0;
    if (::waitpid(pid_, &status, WNOHANG) == pid_) {
      pid_ = 0;
      FAIL("wfd did not start: " + text);
    }
    pause();
  }
}

int DaemonProcess::wait() {
  const int code = wait_for(pid_);
  pid_ = 0;
  return code;
}

void DaemonProcess::signal(int number) { REQUIRE(::kill(pid_, number) == 0); }
void DaemonProcess::kill() {
  signal(SIGKILL);
  wait();
}
int DaemonProcess::terminate() {
  signal(SIGTERM);
  return wait();
}

client::Target DaemonProcess::target() const { return {url_, token_, 20'000}; }
std::string DaemonProcess::log() const { return content(log_file_); }

void DaemonProcess::wait_for_log(const std::string& part) const {
  while (log().find(part) == std::string::npos) pause();
}

}  // namespace wf::test
