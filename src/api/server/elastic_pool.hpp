// ElasticPool: threads for connections, made when needed and ended when idle, so that long polls cost no requests.
// Not for connectors (runtime/connector_pool.hpp).
#pragma once
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <list>
#include <mutex>
#include <thread>

namespace wf::api {

struct PoolLimits {
  std::size_t threads = 512;
  std::size_t waiting = 512;  ///< tasks without a thread
};

/// Any thread.
class ElasticPool {
 public:
  using Task = std::function<void()>;
  /// `pressure(true)` when tasks wait for a thread, `pressure(false)` when none does any more; called under a lock.
  ElasticPool(PoolLimits limits, std::function<void(bool)> pressure);
  ~ElasticPool();
  ElasticPool(const ElasticPool&) = delete;
  ElasticPool& operator=(const ElasticPool&) = delete;

  /// False where no thread is free and too many tasks wait; the task was not taken.
  bool run(Task& task);
  /// Finishes what was taken and ends the threads.
  void close();

 private:
  static constexpr int idle_seconds = 10;
  using Threads = std::list<std::thread>;
  void start_thread();
  void work(Threads::iterator self);
  void tell_pressure();

  const PoolLimits limits_;
  std::function<void(bool)> pressure_;
  std::mutex mutex_;
  std::condition_variable task_, ended_;
  std::deque<Task> tasks_;
  Threads threads_, finished_;  ///< finished ones only wait to be joined
  std::size_t idle_ = 0;
  bool closed_ = false, pressed_ = false;
};

}  // namespace wf::api
