// A fixed window per slot.
#include "api/auth/failure_limiter.hpp"

namespace wf::api {

std::int64_t FailureLimiter::wait_seconds(std::string_view address, Instant now) {
  std::lock_guard lock(mutex_);
  const Slot& slot = slot_of(address);
  const std::int64_t left_ms = slot.since_ms + window_ms - now.ms;
  if (slot.failures < most_failures || left_ms <= 0) return 0;
  return left_ms / 1000 + 1;
}

void FailureLimiter::failed(std::string_view address, Instant now) {
  std::lock_guard lock(mutex_);
  Slot& slot = slot_of(address);
  if (now.ms - slot.since_ms >= window_ms) slot = {now.ms, 0};
  ++slot.failures;
}

}  // namespace wf::api
