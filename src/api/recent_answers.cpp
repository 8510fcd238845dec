// One entry per key: under way first, then with its answer.
#include "api/recent_answers.hpp"

#include <chrono>

#include "api/answer.hpp"

namespace wf::api {

/// An entry that is under way ends with this, whatever happens.
class RecentAnswers::Place {
 public:
  Place(RecentAnswers& answers, std::string id) : answers_(answers), id_(std::move(id)) {}
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;
  ~Place() {
    if (!kept_) answers_.forget(id_);
  }
  void kept() { kept_ = true; }

 private:
  RecentAnswers& answers_;
  std::string id_;
  bool kept_ = false;
};

RecentAnswers::Answer RecentAnswers::once(const Request& request, const std::function<Answer()>& work) {
  constexpr auto longest_wait = std::chrono::seconds(40);  // longer than any long poll
  {
    std::unique_lock lock(mutex_);
    const auto deadline = std::chrono::steady_clock::now() + longest_wait;
    while (true) {
      const auto found = kept_.find(request.id);
      if (found == kept_.end()) break;
      if (!found->second.under_way && found->second.until_ms <= request.now.ms) {
        bytes_ -= found->second.body.size();
        kept_.erase(found);
        break;
      }
      if (found->second.digest != request.digest) return problem("SAME-KEY", "This Idempotency-Key was used for another request. Use a new key for a new request.");
      if (!found->second.under_way) return json_response(found->second.body);
      if (answered_.wait_until(lock, deadline) == std::cv_status::timeout) return problem("CONFLICT", "This request is still under way.");
    }
    kept_[request.id] = {request.digest, {}, 0, true};
  }
  Place place(*this, request.id);
  auto answer = work();
  if (!answer) return answer;
  keep(request, answer->body);
  place.kept();
  return answer;
}

void RecentAnswers::keep(const Request& request, const std::string& body) {
  {
    const std::lock_guard lock(mutex_);
    kept_[request.id] = {request.digest, body, request.now.ms + request.kept_ms, false};
    order_.push_back(request.id);
    bytes_ += body.size();
    make_room();
  }
  answered_.notify_all();
}

void RecentAnswers::forget(const std::string& id) {
  {
    const std::lock_guard lock(mutex_);
    kept_.erase(id);
  }
  answered_.notify_all();
}

void RecentAnswers::make_room() {
  while (order_.size() > most_answers || bytes_ > most_bytes) {
    const auto found = kept_.find(order_.front());
    order_.pop_front();
    if (found == kept_.end() || found->second.under_way) continue;
    bytes_ -= found->second.body.size();
    kept_.erase(found);
  }
}

}  // namespace wf::api
