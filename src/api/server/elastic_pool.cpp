// A thread that ends moves itself to finished_; whoever comes next joins it.
#include "api/server/elastic_pool.hpp"

#include <chrono>
#include <system_error>
#include <utility>

namespace wf::api {

namespace {
void join_all(std::list<std::thread>& threads) {
  for (auto& thread : threads) thread.join();
}
}  // namespace

ElasticPool::ElasticPool(PoolLimits limits, std::function<void(bool)> pressure) : limits_(limits), pressure_(std::move(pressure)) {}
ElasticPool::~ElasticPool() { close(); }

void ElasticPool::tell_pressure() {
  const bool now = tasks_.size() > idle_;
  if (now == pressed_) return;
  pressed_ = now;
  pressure_(now);
}

bool ElasticPool::run(Task& task) {
  Threads ended;
  {
    std::lock_guard lock(mutex_);
    if (closed_ || tasks_.size() >= idle_ + limits_.waiting) return false;
    ended.swap(finished_);
    tasks_.push_back(std::move(task));
    if (tasks_.size() <= idle_) {
      task_.notify_one();
    } else if (threads_.size() < limits_.threads) {
      start_thread();
    }
    if (threads_.empty()) {  // the system gives no threads at all
      task = std::move(tasks_.back());
      tasks_.pop_back();
      return false;
    }
    tell_pressure();
  }
  join_all(ended);
  return true;
}

void ElasticPool::start_thread() {
  const auto self = threads_.emplace(threads_.end());
  try {
    *self = std::thread([this, self] { work(self); });
    ++idle_;  // counts as idle until it takes its first task
  } catch (const std::system_error&) {
    threads_.erase(self);  // the task waits for one of those that are there
  }
}

void ElasticPool::work(Threads::iterator self) {
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
  finished_.splice(finished_.end(), threads_, self);
  ended_.notify_all();
}

void ElasticPool::close() {
  Threads ended;
  {
    std::unique_lock lock(mutex_);
    closed_ = true;
    task_.notify_all();
    ended_.wait(lock, [this] { return threads_.empty(); });
    ended.swap(finished_);
  }
  join_all(ended);
}

}  // namespace wf::api
