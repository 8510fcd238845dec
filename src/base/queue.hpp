// The one bounded queue at which threads meet. Not a work scheduler: who takes what is the reader's affair.
#pragma once
#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <vector>

namespace wf {

/// Many writers, many readers. All members may be called from any thread.
template <class T>
class BoundedQueue {
 public:
  explicit BoundedQueue(std::size_t limit) : limit_(limit) {}

  /// False when the queue is full or closed; the caller answers "busy".
  bool push(T item) {
    {
      std::lock_guard lock(mutex_);
      if (closed_ || items_.size() >= limit_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// For answers to work whose amount is bounded elsewhere: not refused when full, only when closed.
  bool push_always(T item) {
    {
      std::lock_guard lock(mutex_);
      if (closed_) return false;
      items_.push_back(std::move(item));
    }
    ready_.notify_one();
    return true;
  }

  /// Takes up to `most` items at once; waits until there is one, the queue is closed, or the time is over.
  std::vector<T> take(std::size_t most, std::optional<std::chrono::steady_clock::time_point> until = std::nullopt) {
    std::unique_lock lock(mutex_);
    const auto awake = [&] { return closed_ || woken_ || !items_.empty(); };
    if (until) ready_.wait_until(lock, *until, awake);
    else ready_.wait(lock, awake);
    woken_ = false;
    std::vector<T> taken;
    while (!items_.empty() && taken.size() < most) {
      taken.push_back(std::move(items_.front()));
      items_.pop_front();
    }
    return taken;
  }

  /// What is there now, without waiting.
  std::vector<T> take_ready(std::size_t most) { return take(most, std::chrono::steady_clock::time_point::min()); }

  /// Makes one waiting `take` return with nothing.
  void wake() {
    {
      std::lock_guard lock(mutex_);
      woken_ = true;
    }
    ready_.notify_all();
  }
  /// Later pushes are refused; items already in are still handed out.
  void close() {
    {
      std::lock_guard lock(mutex_);
      closed_ = true;
    }
    ready_.notify_all();
  }
  bool closed() const {
    std::lock_guard lock(mutex_);
    return closed_;
  }
  std::size_t size() const {
    std::lock_guard lock(mutex_);
    return items_.size();
  }

 private:
  const std::size_t limit_;
  mutable std::mutex mutex_;
  std::condition_variable ready_;
  std::deque<T> items_;
  bool closed_ = false;
  bool woken_ = false;
};

}  // namespace wf
