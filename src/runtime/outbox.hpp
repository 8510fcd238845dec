// Outbox: gets owed effects carried out. What a dispatcher has no room for waits in the store and is offered again
// when an answer has come, and everything is offered again after a restart. Only the pumping thread uses it.
#pragma once
#include <functional>
#include <set>

#include "runtime/runtime.hpp"

namespace wf::runtime {

class Outbox {
 public:
  using Submit = std::function<void(OnInstance, engine::Actor)>;
  Outbox(store::Store& store, store::Reader& reader, Dispatcher* dispatcher, Submit submit, std::size_t page);

  bool accepts(const engine::Effect& effect) const;
  /// Right after the commit that owes it.
  void offer(InstanceKey instance, const std::string& workflow, const std::string& element, const engine::RunJob& effect);
  /// The job was answered or cancelled.
  void settled(const EntityKey& job) { in_flight_.erase(job); }
  /// Offers stored entries as long as there is room. Returns how many were started.
  Result<std::size_t> refill();
  bool has_backlog() const { return backlog_; }

 private:
  bool start(const EntityKey& key, const std::string& workflow, const std::string& element, const engine::RunJob& effect);

  store::Store& store_;
  store::Reader& reader_;
  Dispatcher* dispatcher_;
  Submit submit_;
  std::size_t page_;
  std::set<EntityKey> in_flight_;
  bool backlog_ = true;  // after a start the store may owe effects
};

/// The command that a connector's answer means, or nothing for left_open.
std::optional<engine::Command> command_for(engine::LocalKey job, const connect::JobAnswer& answer);

}  // namespace wf::runtime
