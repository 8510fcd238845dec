// The runtime's state and the steps of one pump. Private to the room.
#pragma once
#include <atomic>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/administer.hpp"
#include "runtime/definitions.hpp"
#include "runtime/instance_cache.hpp"
#include "runtime/outbox.hpp"
#include "runtime/runtime.hpp"
#include "runtime/step.hpp"

namespace wf::runtime {

struct Runtime::Body {
  Body(RuntimePorts ports, RuntimeLimits limits);

  Result<void> read_store();
  void add_due_timers(std::vector<Submission>& work);  // due_timers.cpp, as find_next_due
  /// advance each, commit once, then answer, tell and dispatch.
  void carry_out(std::vector<Submission> work);
  void refill_outbox();
  void maintain();

  RuntimePorts ports;
  RuntimeLimits limits;
  BoundedQueue<Submission> inbox;
  Definitions definitions;
  std::atomic<std::shared_ptr<const Directory>> directory;
  Figures figures;
  std::atomic<bool> stopping{false};
  std::atomic<bool> has_failed{false};

  // the pumping thread's own
  InstanceCache cache;
  AdministrationState administration;
  std::unique_ptr<store::Reader> reader;
  std::unique_ptr<Outbox> outbox;
  InstanceKey last_instance = 0;
  std::optional<Instant> next_due;
  std::map<EntityKey, Instant> resting_timers;  // refused to fire; until when they are left alone
  std::size_t last_batch = 0;
  bool needs_maintenance = false;

 private:
  struct Batch;
  void take(Submission& submission, Batch& batch);
  Step start(const Start& start, const engine::Actor& actor);
  Step on_instance(const OnInstance& work, const engine::Actor& actor);
  Step advance(CachedInstance& cached, const engine::Command& command, const engine::Actor& actor, std::uint64_t seq_before);
  Result<CachedInstance*> load(InstanceKey key);
  bool commit(Batch& batch);
  void after_commit(Batch& batch);
  void rebuild_directory();
  void find_next_due();
  void note_timers(const Step& step, bool& fired);
  void fatal(const Error& error);
};

}  // namespace wf::runtime
