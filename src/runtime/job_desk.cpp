// Leases and long poll over the job rows of the store.
#include "runtime/job_desk.hpp"

#include <condition_variable>
#include <map>
#include <mutex>

namespace wf::runtime {

struct JobDesk::Body {
  struct Held {
    std::string worker, type;
    Instant until;
  };
  store::Store& store;
  Clock& clock;
  const Dispatcher* dispatcher;
  std::mutex mutex;
  std::condition_variable changed;
  std::unique_ptr<store::Reader> reader;
  std::map<EntityKey, Held> held;
  std::uint64_t generation = 0;  // counts arrivals of ready jobs
  bool closed = false;

  void drop_expired() {
    const Instant now = clock.now();
    std::erase_if(held, [&](const auto& entry) { return entry.second.until <= now; });
  }

  Result<std::vector<Lease>> lease_ready(const std::vector<std::string>& types, const std::string& worker, std::size_t most, std::int64_t lease_ms) {
    drop_expired();
    if (!reader) {
      auto opened = store.open_reader();
      if (!opened) return tl::unexpected(opened.error());
      reader = std::move(*opened);
    }
    std::vector<Lease> leases;
    const Instant until{clock.now().ms + lease_ms};
    constexpr std::size_t page_limit = 200;
    for (const auto& type : types) {
      if (dispatcher && dispatcher->accepts(type)) continue;
      store::JobFilter filter{type, engine::JobState::ready, 0, true};
      store::Page page{page_limit, {}};
      do {
        auto rows = reader->jobs(filter, page);
        if (!rows) return tl::unexpected(rows.error());
        for (auto& job : rows->rows) {
          if (leases.size() >= most) return leases;
          if (held.contains(job.key)) continue;
          held[job.key] = {worker, job.type, until};
          auto key = engine::idempotency_key(job.key.instance, job.key.local);
          leases.push_back({std::move(job), worker, until, std::move(key)});
        }
        page.after = rows->next;
      } while (!page.after.empty() && leases.size() < most);
    }
    return leases;
  }

  /// Milliseconds until a held job of these types may be free again; `otherwise` where none is held.
  std::int64_t next_expiry_ms(const std::vector<std::string>& types, std::int64_t otherwise) const {
    std::int64_t least = otherwise;
    for (const auto& [key, lease] : held) {
      const bool wanted = std::find(types.begin(), types.end(), lease.type) != types.end();
      if (wanted) least = std::min(least, std::max<std::int64_t>(1, lease.until.ms - clock.now().ms));
    }
    return least;
  }
};

JobDesk::JobDesk(store::Store& store, Clock& clock, const Dispatcher* dispatcher) : body_(new Body{store, clock, dispatcher, {}, {}, nullptr, {}, 0, false}) {}
JobDesk::~JobDesk() = default;

Result<std::vector<Lease>> JobDesk::fetch(const std::vector<std::string>& types, const std::string& worker, std::size_t most,
                                          std::int64_t lease_ms, std::int64_t wait_ms) {
  const auto deadline = std::chrono::steady_clock::now() + std::chrono::milliseconds(wait_ms);
  std::unique_lock lock(body_->mutex);
  for (;;) {
    const std::uint64_t seen = body_->generation;
    auto leases = body_->lease_ready(types, worker, most, lease_ms);
    const auto now = std::chrono::steady_clock::now();
    if (!leases || !leases->empty() || body_->closed || now >= deadline) return leases;
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - now).count();
    const auto until = std::min(deadline, now + std::chrono::milliseconds(body_->next_expiry_ms(types, left)));
    body_->changed.wait_until(lock, until, [&] { return body_->generation != seen || body_->closed; });
  }
}

bool JobDesk::holds(const EntityKey& job, const std::string& worker) {
  std::lock_guard lock(body_->mutex);
  const auto found = body_->held.find(job);
  return found != body_->held.end() && found->second.worker == worker && found->second.until > body_->clock.now();
}

bool JobDesk::extend(const EntityKey& job, const std::string& worker, std::int64_t lease_ms) {
  std::lock_guard lock(body_->mutex);
  const auto found = body_->held.find(job);
  const Instant now = body_->clock.now();
  if (found == body_->held.end() || found->second.worker != worker || found->second.until <= now) return false;
  found->second.until = {now.ms + lease_ms};
  return true;
}

void JobDesk::release(const EntityKey& job) {
  std::lock_guard lock(body_->mutex);
  if (body_->held.erase(job) == 0) return;
  ++body_->generation;
  body_->changed.notify_all();
}

void JobDesk::committed(InstanceKey instance, const model::ProcessDefinition&, std::span<const engine::Event> events) {
  bool arrived = false;
  std::vector<EntityKey> over;
  for (const auto& event : events) {
    if (std::holds_alternative<engine::JobCreated>(event.body) || std::holds_alternative<engine::JobReleased>(event.body)) arrived = true;
    else if (const auto* completed = std::get_if<engine::JobCompleted>(&event.body)) over.push_back({instance, completed->key});
    else if (const auto* failed = std::get_if<engine::JobFailed>(&event.body)) over.push_back({instance, failed->key});
    else if (const auto* cancelled = std::get_if<engine::JobCancelled>(&event.body)) over.push_back({instance, cancelled->key});
  }
  if (!arrived && over.empty()) return;
  std::lock_guard lock(body_->mutex);
  for (const auto& key : over) body_->held.erase(key);
  if (!arrived) return;
  ++body_->generation;
  body_->changed.notify_all();
}

void JobDesk::close() {
  std::lock_guard lock(body_->mutex);
  body_->closed = true;
  body_->changed.notify_all();
}

}  // namespace wf::runtime
