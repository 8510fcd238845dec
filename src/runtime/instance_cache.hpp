// InstanceCache: the active cases in memory, least recently used out first. Only the pumping thread uses it.
#pragma once
#include <list>
#include <memory>
#include <unordered_map>

#include "runtime/runtime.hpp"

namespace wf::runtime {

struct CachedInstance {
  engine::Instance instance;
  std::shared_ptr<const Deployed> deployed;
  std::size_t events_since_snapshot = 0;

  /// Whether the events since the last snapshot outweigh a new one, so that writing it costs O(1) per event in the
  /// long run and loading never reads more than a few times the size of the state.
  bool snapshot_is_worth_it() const;
};

class InstanceCache {
 public:
  explicit InstanceCache(std::size_t limit) : limit_(limit) {}
  CachedInstance* find(InstanceKey key);  ///< also marks it as used; null where it is not cached
  CachedInstance& put(CachedInstance entry);
  void drop(InstanceKey key);
  /// Drops the least recently used above the limit; pointers handed out before become invalid.
  void shrink();
  std::size_t size() const { return by_key_.size(); }

 private:
  using Order = std::list<CachedInstance>;
  std::size_t limit_;
  Order order_;  // most recently used first
  std::unordered_map<InstanceKey, Order::iterator> by_key_;
};

}  // namespace wf::runtime
