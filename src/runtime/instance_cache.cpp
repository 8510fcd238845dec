// Least-recently-used bookkeeping of active cases.
#include "runtime/instance_cache.hpp"

namespace wf::runtime {

bool CachedInstance::snapshot_is_worth_it() const {
  constexpr std::size_t least_events = 100;  // replaying fewer is faster than reading a snapshot
  const std::size_t weight = instance.elements.size() + instance.jobs.size() + instance.tasks.size() + instance.timers.size();
  return events_since_snapshot >= least_events + 4 * weight;
}

CachedInstance* InstanceCache::find(InstanceKey key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return nullptr;
  order_.splice(order_.begin(), order_, found->second);
  return &*found->second;
}

CachedInstance& InstanceCache::put(CachedInstance entry) {
  const InstanceKey key = entry.instance.key;
  order_.push_front(std::move(entry));
  by_key_[key] = order_.begin();
  return order_.front();
}

void InstanceCache::drop(InstanceKey key) {
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return;
  order_.erase(found->second);
  by_key_.erase(found);
}

void InstanceCache::shrink() {
  while (order_.size() > limit_) {
    by_key_.erase(order_.back().instance.key);
    order_.pop_back();
  }
}

}  // namespace wf::runtime
