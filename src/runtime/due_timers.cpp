// Due timers become commands. A timer that is refused (its case cannot be loaded any more, say) rests for a while, so
// that neither it keeps the engine busy for ever nor many of them hold up the timers of healthy cases.
#include <algorithm>

#include "runtime/body.hpp"

namespace wf::runtime {

namespace {

constexpr std::int64_t rest_ms = 60'000;  // a person may repair the cause meanwhile; one more try a minute costs nothing

}  // namespace

void Runtime::Body::add_due_timers(std::vector<Submission>& work) {
  const Instant now = ports.clock->now();
  if (!next_due || *next_due > now) return;
  std::erase_if(resting_timers, [&](const auto& timer) { return timer.second <= now; });
  auto due = ports.store->timers_due(now, limits.timers_at_once + resting_timers.size());
  if (!due) return fatal(due.error());
  const engine::Actor actor{"timer", {}, true};
  for (const auto& timer : *due) {
    if (resting_timers.contains(timer.key)) continue;
    OnInstance fire{timer.key.instance, {engine::FireTimer{timer.key.local}}, std::nullopt};
    work.push_back({std::move(fire), actor, {}, [this, key = timer.key, now](const Answer& answer) {
                      if (answer) return;
                      resting_timers[key] = {now.ms + rest_ms};
                      // Its case moved on within the same batch: nothing to tell anybody.
                      if (answer.error().code == "CONFLICT" || answer.error().code == "NOT-FOUND") return;
                      if (ports.log) ports.log->warning("a timer did not fire", {{"timer", to_text(key)}, {"code", answer.error().code}, {"text", answer.error().text}});
                    }});
    figures.timers_fired.fetch_add(1, std::memory_order_relaxed);
  }
  find_next_due();
}

/// The earliest timer that does not rest, else the end of the first rest.
void Runtime::Body::find_next_due() {
  if (resting_timers.empty()) {
    auto next = ports.store->next_due();
    if (!next) return fatal(next.error());
    next_due = *next;
    return;
  }
  const auto ends_first = [](const auto& a, const auto& b) { return a.second < b.second; };
  const Instant horizon = std::min_element(resting_timers.begin(), resting_timers.end(), ends_first)->second;
  auto rows = ports.store->timers_due(horizon, resting_timers.size() + 1);
  if (!rows) return fatal(rows.error());
  const auto awake = std::find_if(rows->begin(), rows->end(), [&](const auto& row) { return !resting_timers.contains(row.key); });
  next_due = awake == rows->end() ? horizon : awake->due;
}

}  // namespace wf::runtime
