// Clock: the runtime's time, real or virtual. Both are product parts: the virtual one drives tests and simulation.
#pragma once
#include <atomic>

#include "base/time.hpp"

namespace wf::runtime {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual Instant now() const = 0;  ///< any thread
};

class SystemClock final : public Clock {
 public:
  Instant now() const override;
};

/// Stands still until it is set; never goes back.
class VirtualClock final : public Clock {
 public:
  explicit VirtualClock(Instant start) : ms_(start.ms) {}
  Instant now() const override { return {ms_.load()}; }
  void advance_to(Instant moment);

 private:
  std::atomic<std::int64_t> ms_;
};

}  // namespace wf::runtime
