// RecentAnswers: answers of requests whose effect lives in memory only (leases), so that a repeated Idempotency-Key is
// answered like the first time. Not for commands, whose replies are stored with what they did (submit.hpp).
#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "api/http/message.hpp"
#include "base/time.hpp"
#include "codec/problem.hpp"

namespace wf::api {

/// Any thread. The oldest answers are forgotten beyond the bounds; their repetition is a new request then.
class RecentAnswers {
 public:
  static constexpr std::size_t most_answers = 4096;
  static constexpr std::size_t most_bytes = 32U * 1024 * 1024;

  using Answer = tl::expected<http::Response, codec::Problem>;
  struct Request {
    std::string id;      ///< who, where and which key
    std::string digest;  ///< what is asked
    Instant now;
    std::int64_t kept_ms = 0;
  };
  /// The kept answer, or what `work` answers, which is kept unless it is a problem. While the same request is under way
  /// on another thread, waits for its answer. Errors: SAME-KEY (another digest), CONFLICT (waited too long).
  Answer once(const Request& request, const std::function<Answer()>& work);

 private:
  struct Kept {
    std::string digest, body;
    std::int64_t until_ms = 0;
    bool under_way = true;
  };
  class Place;

  void keep(const Request& request, const std::string& body);
  void forget(const std::string& id);
  void make_room();

  std::mutex mutex_;
  std::condition_variable answered_;
  std::map<std::string, Kept, std::less<>> kept_;
  std::deque<std::string> order_;  // of answered ones, oldest first; may name forgotten ones
  std::size_t bytes_ = 0;
};

}  // namespace wf::api
