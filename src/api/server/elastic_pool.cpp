// Threads of ElasticPool are detached; close() waits until the last has ended.
#include "api/server/elastic_pool.hpp"

#include <chrono>
#include <system_error>
#include <thread>
#include <utility>

namespace wf::api {

ElasticPool::ElasticPool(PoolLimits limits, std::function<void(bool)> pressure) : limits_(limits), pressure_(std::move(pressure)) {}
ElasticPool::~ElasticPool() { close(); }

void ElasticPool::tell_pressure() {
  const bool now = tasks_.size() > idle_;
  if (now == pressed_) return;
  pressed_ = now;
  pressure_(now);
}

bool ElasticPool::run(Task& task) {
  std::lock_guard lock(mutex_);
  if (closed_) return false;
  if (tasks_.size() >= idle_ + limits_.waiting) return false;
  tasks_.push_back(std::move(task));
  if (tasks_.size() <= idle_) {
    task_.notify_one();
    return true;
  }
  if (threads_ < limits_.threads) {
    try {
      std::thread([this] { work(); }).detach();
      ++threads_;
      ++idle_;  // counts as idle until it takes its first task
    } catch (const std::system_error&) {
      // the system gives no more threads: the task waits for one of those that are there
      if (threads_ == 0) return task = std::move(tasks_.back()), tasks_.pop_back(), false;
    }
  }
  tell_pressure();
  return true;
}

void ElasticPool::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const bool awake = task_.wait_for(lock, std::chrono::seconds(idle_seconds), [this] { return closed_ || !tasks_.empty(); });
    --idle_;
    if (!awake || tasks_.empty()) break;
    Task task = std::move(tasks_.front());
    tasks_.pop_front();
    tell_pressure();
    lock.unlock();
    task();
    task = nullptr;
    lock.lock();
    ++idle_;
    tell_pressure();
  }
  --threads_;
  if (threads_ == 0) std::notify_all_at_thread_exit(ended_, std::move(lock));
}

void ElasticPool::close() {
  std::unique_lock lock(mutex_);
  closed_ = true;
  task_.notify_all();
  ended_.wait(lock, [this] { return threads_ == 0; });
}

}  // namespace wf::api
