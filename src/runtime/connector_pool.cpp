// Threads for blocking connector calls; started as calls arrive, so that an idle daemon has none.
#include "runtime/connector_pool.hpp"

#include <mutex>
#include <thread>

namespace wf::runtime {

struct ConnectorPool::Body {
  struct Work {
    connect::JobRequest request;
    AnswerJob answer;
    connect::Connector* connector;
  };
  std::vector<std::unique_ptr<connect::Connector>> connectors;
  ConnectorPoolLimits limits;
  BoundedQueue<Work> queue;
  std::mutex mutex;  // guards threads
  std::vector<std::thread> threads;
  std::atomic<std::size_t> idle{0};
  std::atomic<bool> closing{false};

  Body(std::vector<std::unique_ptr<connect::Connector>> c, ConnectorPoolLimits l) : connectors(std::move(c)), limits(l), queue(l.queue) {}

  connect::Connector* find(std::string_view type) const {
    for (const auto& connector : connectors) {
      if (connector->type() == type) return connector.get();
    }
    return nullptr;
  }

  void work() {
    for (;;) {
      idle.fetch_add(1);
      auto taken = queue.take(1);
      idle.fetch_sub(1);
      if (taken.empty()) return;  // closed
      if (closing) continue;      // stays owed in the store
      taken.front().answer(taken.front().connector->run(taken.front().request));
    }
  }

  void start_thread_if_needed() {
    std::lock_guard lock(mutex);
    if (idle >= queue.size() || threads.size() >= limits.threads || closing) return;
    threads.emplace_back([this] { work(); });
  }
};

ConnectorPool::ConnectorPool(std::vector<std::unique_ptr<connect::Connector>> connectors, ConnectorPoolLimits limits)
    : body_(std::make_unique<Body>(std::move(connectors), limits)) {}

ConnectorPool::~ConnectorPool() { close(); }

bool ConnectorPool::accepts(std::string_view job_type) const { return body_->find(job_type) != nullptr; }

bool ConnectorPool::start(connect::JobRequest request, AnswerJob answer) {
  auto* connector = body_->find(request.type);
  if (!connector || !body_->queue.push({std::move(request), std::move(answer), connector})) return false;
  body_->start_thread_if_needed();
  return true;
}

void ConnectorPool::close() {
  body_->closing = true;
  body_->queue.close();
  std::vector<std::thread> threads;
  {
    std::lock_guard lock(body_->mutex);
    threads.swap(body_->threads);
  }
  for (auto& thread : threads) thread.join();
}

}  // namespace wf::runtime
