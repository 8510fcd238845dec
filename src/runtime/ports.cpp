// The two clocks.
#include "runtime/ports.hpp"

#include <chrono>

#include "base/assert.hpp"

namespace wf::runtime {

Instant SystemClock::now() const {
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
}

void VirtualClock::advance_to(Instant moment) {
  WF_ASSERT(moment.ms >= ms_.load());
  ms_.store(moment.ms);
}

}  // namespace wf::runtime
