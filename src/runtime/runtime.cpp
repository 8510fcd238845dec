// The pump: one group commit after the other.
//
//   inbox ─┐                       ┌─> answers
//          ├─ batch ─> commit ─────┼─> observers
//   timers ┘     (one transaction) └─> effects (outbox → dispatcher → inbox)
//
// Everything here runs on the pumping thread, except submit, call and the lookups.
#include "runtime/runtime.hpp"

#include <future>
#include <set>

#include "base/assert.hpp"
#include "runtime/administer.hpp"
#include "runtime/body.hpp"
#include "runtime/definitions.hpp"
#include "runtime/instance_cache.hpp"
#include "runtime/outbox.hpp"
#include "runtime/remembered.hpp"
#include "runtime/step.hpp"

namespace wf::runtime {

Result<std::unique_ptr<Runtime>> Runtime::open(RuntimePorts ports, RuntimeLimits limits) {
  WF_ASSERT(ports.store && ports.clock);
  auto body = std::make_unique<Body>(std::move(ports), limits);
  if (auto read = body->read_store(); !read) return tl::unexpected(read.error());
  return std::unique_ptr<Runtime>(new Runtime(std::move(body)));
}

Runtime::Runtime(std::unique_ptr<Body> body) : body_(std::move(body)) {}
Runtime::~Runtime() = default;

void Runtime::submit(Submission submission) {
  if (body_->stopping || body_->has_failed) {
    submission.done(tl::unexpected(refused("UNAVAILABLE", "The server is shutting down. Try again in a moment.")));
    return;
  }
  auto done = submission.done;
  if (!body_->inbox.push(std::move(submission))) {
    const bool closed = body_->inbox.closed();
    done(tl::unexpected(closed ? refused("UNAVAILABLE", "The server is shutting down. Try again in a moment.")
                               : refused("BUSY", "The server has too much work waiting. Try again in a moment.")));
  }
}

Answer Runtime::call(Submission submission) {
  std::promise<Answer> promise;
  auto answer = promise.get_future();
  submission.done = [&promise](Answer a) { promise.set_value(std::move(a)); };
  submit(std::move(submission));
  return answer.get();
}

std::shared_ptr<const Directory> Runtime::directory() const { return body_->directory.load(); }
Result<std::shared_ptr<const Deployed>> Runtime::deployed(std::int64_t key) { return body_->definitions.find(key); }
Result<std::shared_ptr<const Deployed>> Runtime::newest(std::string_view workflow) { return body_->definitions.newest(workflow); }
std::size_t Runtime::queue_length() const { return body_->inbox.size(); }
const Figures& Runtime::figures() const { return body_->figures; }
bool Runtime::failed() const { return body_->has_failed; }
std::optional<Instant> Runtime::next_due() { return body_->next_due; }

std::size_t Runtime::pump(std::optional<std::chrono::steady_clock::time_point> wait_until) {
  Body& body = *body_;
  const bool due = body.next_due && *body.next_due <= body.ports.clock->now();
  auto work = due || !wait_until ? body.inbox.take_ready(body.limits.batch) : body.inbox.take(body.limits.batch, wait_until);
  body.add_due_timers(work);
  if (!work.empty()) body.carry_out(std::move(work));
  if (body.outbox->has_backlog()) body.refill_outbox();
  return body.last_batch;
}

void Runtime::run() {
  using namespace std::chrono;
  constexpr auto longest_sleep = seconds(30);  // a changed system clock is noticed at the latest then
  constexpr auto idle_before_maintenance = seconds(2);
  Body& body = *body_;
  auto maintain_at = steady_clock::now() + idle_before_maintenance;
  while (!body.has_failed) {
    if (body.stopping && body.inbox.size() == 0) break;
    const auto start = steady_clock::now();
    auto until = start + longest_sleep;
    if (body.next_due) until = std::min(until, start + milliseconds(std::max<std::int64_t>(0, body.next_due->ms - body.ports.clock->now().ms)));
    if (body.needs_maintenance) until = std::min(until, maintain_at);
    pump(until);
    if (body.needs_maintenance && steady_clock::now() >= maintain_at) {
      body.maintain();
      maintain_at = steady_clock::now() + idle_before_maintenance;
    }
  }
  body.inbox.close();
  for (auto& left : body.inbox.take_ready(body.limits.queue)) {
    left.done(tl::unexpected(refused("UNAVAILABLE", "The server is shutting down. Try again in a moment.")));
  }
}

void Runtime::stop() {
  body_->stopping = true;
  body_->inbox.wake();
}

}  // namespace wf::runtime
