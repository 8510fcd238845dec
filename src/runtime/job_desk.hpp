// JobDesk: hands jobs to outside workers under leases, with long poll. Leases live in memory: after a crash a job is
// simply handed out again (at least once, same idempotency key). docs/adr/0006.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/runtime.hpp"

namespace wf::runtime {

struct Lease {
  store::JobRow job;
  std::string worker;
  Instant until;
  std::string idempotency_key;
};

/// Thread-safe.
class JobDesk final : public Observer {
 public:
  /// Job types that `dispatcher` carries out itself are never handed to workers: both would do the same work.
  JobDesk(store::Store& store, Clock& clock, const Dispatcher* dispatcher = nullptr);
  ~JobDesk() override;
  /// Up to `most` ready jobs of `types` that nobody holds, leased for `lease_ms`. Waits up to `wait_ms` for the first.
  Result<std::vector<Lease>> fetch(const std::vector<std::string>& types, const std::string& worker, std::size_t most,
                                   std::int64_t lease_ms, std::int64_t wait_ms);
  /// Whether `worker` holds the job now. A worker whose lease ran out must not answer any more.
  bool holds(const EntityKey& job, const std::string& worker);
  bool extend(const EntityKey& job, const std::string& worker, std::int64_t lease_ms);
  void release(const EntityKey& job);
  void committed(InstanceKey instance, const model::ProcessDefinition& definition, std::span<const engine::Event> events) override;
  void close();  ///< ends all waiting

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace wf::runtime
