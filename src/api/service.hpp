// Service: what the resources work with, put together by the composition root. Not a place for state of requests.
#pragma once
#include <atomic>
#include <cstdint>
#include <string>

#include "api/readers.hpp"
#include "api/recent_answers.hpp"
#include "runtime/job_desk.hpp"
#include "runtime/runtime.hpp"

namespace wf::api {

/// Counts of answered requests, for /metrics. Written and read by any thread.
struct Traffic {
  static constexpr std::size_t route_limit = 64;
  /// [route][status class 1…5]; the last route is "no such route".
  std::array<std::array<std::atomic<std::uint64_t>, 6>, route_limit> requests{};
};

/// All pointers outlive every request.
struct Service {
  runtime::Runtime* runtime = nullptr;
  runtime::Clock* clock = nullptr;
  runtime::JobDesk* desk = nullptr;
  ReaderPool* readers = nullptr;
  std::string version;
  std::atomic<bool> draining{false};
  Traffic traffic;
  RecentAnswers recent;
};

}  // namespace wf::api
