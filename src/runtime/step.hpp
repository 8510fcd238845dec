// Step: one submission on its way through a group commit: what it changes, what it is answered, what it owes.
#pragma once
#include <memory>
#include <vector>

#include "runtime/instance_cache.hpp"
#include "runtime/runtime.hpp"

namespace wf::runtime {

struct Step {
  store::Commit commit;                       ///< empty (no events, no rows) where nothing changed
  bool writes = false;
  Answer answer = Reply{};
  std::function<void(Answer)> done;
  std::shared_ptr<const Deployed> deployed;   ///< of instance steps
  std::vector<engine::Effect> effects;
  bool ended = false;                         ///< the instance is over: out of the cache after the commit
  bool directory_changed = false;
};

inline engine::Rejection refused(std::string code, std::string text) { return {std::move(code), std::move(text), {}}; }

}  // namespace wf::runtime
