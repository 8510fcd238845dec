// Promise: a batch that was acknowledged survives the death of the process, and no batch is ever there in part.
#include <catch2/catch.hpp>

#include <array>
#include <random>

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "contract/test_store.hpp"
#include "crash/load.hpp"

namespace wf::store::test {

namespace {

constexpr int kills = 30;
constexpr std::uint64_t seed = 2026;

/// The child with the reading end of its lines.
class Child {
 public:
  Child(const std::string& directory, std::int64_t first) {
    std::array<int, 2> pipe_ends{};
    REQUIRE(::pipe2(pipe_ends.data(), O_CLOEXEC) == 0);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, pipe_ends[1], STDOUT_FILENO);
    std::string program = WF_CRASH_CHILD, where = directory, which = std::to_string(seed), from = std::to_string(first);
    std::array<char*, 5> arguments{program.data(), where.data(), which.data(), from.data(), nullptr};
    REQUIRE(::posix_spawn(&pid_, program.c_str(), &actions, nullptr, arguments.data(), environ) == 0);
    posix_spawn_file_actions_destroy(&actions);
    ::close(pipe_ends[1]);
    lines_ = pipe_ends[0];
  }
  ~Child() {
    if (pid_ > 0) kill();
    ::close(lines_);
  }
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  /// Waits for one acknowledgement more; false when the child is gone.
  bool wait_for_line() {
    for (;;) {
      char byte = 0;
      if (::read(lines_, &byte, 1) != 1) return false;
      if (byte == '\n') return acknowledged_ = std::stoll(std::exchange(line_, {})), true;
      line_ += byte;
    }
  }
  /// Lets it go on for so long, or until it says something.
  void let_run(int microseconds) {
    pollfd ready{lines_, POLLIN, 0};
    const timespec most{0, microseconds * 1000L};
    ::ppoll(&ready, 1, &most, nullptr);
  }
  /// Kills it and reads what it had acknowledged before.
  void kill() {
    ::kill(pid_, SIGKILL);
    ::waitpid(std::exchange(pid_, -1), nullptr, 0);
    while (wait_for_line()) {
    }
  }
  std::int64_t acknowledged() const { return acknowledged_; }

 private:
  pid_t pid_ = -1;
  int lines_ = -1;
  std::string line_;
  std::int64_t acknowledged_ = 0;
};

/// The last batch that is stored, after checking that it and those around it are whole.
std::int64_t check_directory(const std::string& directory, std::int64_t known, std::int64_t acknowledged) {
  auto store = the(open_sqlite_store({directory}));
  auto reader = the(store->open_reader());
  const std::int64_t last = the(store->last_instance_key()) / 2;
  CHECK(last >= acknowledged);
  CHECK(last <= acknowledged + 1);  // at most the one that was under way
  for (std::int64_t n = std::max<std::int64_t>(1, known - 3); n <= last; ++n) {
    INFO("batch " << n);
    CHECK(find_batch(*store, *reader, seed, n).empty());
  }
  CHECK(find_batch(*store, *reader, seed, last + 1) == "absent");
  const auto counts = the(reader->counts());
  CHECK(counts.active_instances == 2 * last);
  CHECK(counts.open_jobs == counts.outbox);
  CHECK(counts.open_jobs == counts.open_tasks);
  CHECK(counts.open_jobs == counts.open_timers);
  CHECK(the(store->people()).size() == static_cast<std::size_t>(last));
  return last;
}

}  // namespace

TEST_CASE("a process that is killed thirty times while it commits loses no acknowledged batch and halves none") {
  FreshDirectory directory;
  std::mt19937_64 random(seed);
  std::int64_t stored = 0;
  for (int i = 0; i < kills; ++i) {
    INFO("kill " << i);
    Child child(directory.data(), stored + 1);
    if (const auto lines = random() % 25; lines > 0) {  // else while it opens the store
      for (std::uint64_t line = 0; line < lines; ++line) REQUIRE(child.wait_for_line());
    }
    child.let_run(static_cast<int>(random() % 4000));
    child.kill();
    stored = check_directory(directory.data(), stored, std::max(stored, child.acknowledged()));
  }
  CHECK(stored > kills);

  auto store = the(open_sqlite_store({directory.data()}));
  auto reader = the(store->open_reader());
  for (std::int64_t n = 1; n <= stored; ++n) CHECK(find_batch(*store, *reader, seed, n).empty());
  reader.reset();
  store.reset();
  CHECK(the(check_sqlite_store(directory.data())).empty());
}

}  // namespace wf::store::test
