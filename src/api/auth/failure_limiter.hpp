// FailureLimiter: slows down whoever tries tokens. Counts refused sign-ins per address in a table of fixed size.
#pragma once
#include <array>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace wf::api {

/// Any thread. Memory is fixed: addresses that share a slot share its count, which only ever refuses more.
class FailureLimiter {
 public:
  static constexpr std::int64_t window_ms = 60'000;
  static constexpr std::uint32_t most_failures = 60;  ///< per address and window

  /// Seconds to wait, 0 where the address may try.
  std::int64_t wait_seconds(std::string_view address, Instant now);
  void failed(std::string_view address, Instant now);

 private:
  struct Slot {
    std::int64_t since_ms = 0;
    std::uint32_t failures = 0;
  };
  static constexpr std::size_t slot_count = 4096;
  Slot& slot_of(std::string_view address) { return slots_[std::hash<std::string_view>{}(address) % slot_count]; }

  std::mutex mutex_;
  std::array<Slot, slot_count> slots_{};
};

}  // namespace wf::api
