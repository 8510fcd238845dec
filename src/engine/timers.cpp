// Timers: from a definition to moments. BPMN 2.0.2 §10.5.5 (TimerEventDefinition); ISO 8601 repetition R[n]/duration.
#include <charconv>

#include "engine/elements/behaviour.hpp"
#include "engine/step.hpp"

namespace wf::engine {

namespace {

constexpr std::int32_t endless = -1;

struct Cycle {
  std::int32_t times = endless;
  model::Period period;
};

/// "R3/PT10M", "R/P1D"; also a plain duration, which repeats without end.
std::optional<Cycle> parse_cycle(std::string_view text) {
  Cycle cycle;
  if (!text.empty() && text.front() == 'R') {
    const auto slash = text.find('/');
    if (slash == std::string_view::npos) return std::nullopt;
    const auto count = text.substr(1, slash - 1);
    if (!count.empty()) {
      const auto [end, error] = std::from_chars(count.data(), count.data() + count.size(), cycle.times);
      if (error != std::errc() || end != count.data() + count.size() || cycle.times < 0) return std::nullopt;
    }
    text.remove_prefix(slash + 1);
  }
  const auto period = model::parse_period(text);
  if (!period || *period == model::Period{}) return std::nullopt;  // of no length: it would fire for ever at one moment
  cycle.period = *period;
  return cycle;
}

std::optional<Instant> moment_of(const feel::Value& value, const std::string& zone) {
  if (const auto* date = value.as_date()) return instant_of_local(*date, {}, zone);
  if (const auto* at = value.as_date_time()) {
    if (at->zone.form == feel::Zone::Form::none) return instant_of_local(at->date, at->time, zone);
    if (at->zone.form == feel::Zone::Form::named) return instant_of_local(at->date, at->time, at->zone.name);
    return Instant{instant_of_local(at->date, at->time, "UTC").ms - 1000LL * at->zone.offset_seconds};
  }
  return value.as_string() ? parse_moment(*value.as_string(), zone) : std::nullopt;
}

}  // namespace

Tried<Step::Schedule> Step::schedule(NodeIndex index, LocalKey element) const {
  const auto& node = definition_.node(index);
  return scheduled(*node.timer, node.id, index, element);
}

Tried<Instant> Step::due_date(const model::TimerDefinition& due, const std::string& id, LocalKey element) const {
  auto schedule = scheduled(due, id, model::no_index, element);
  if (!schedule) return tl::unexpected(schedule.error());
  return schedule->due;
}

Tried<Step::Schedule> Step::scheduled(const model::TimerDefinition& timer, const std::string& id, NodeIndex index, LocalKey element) const {
  const auto* calendar = definition_.calendar ? &*definition_.calendar : nullptr;
  const auto after = [&](const model::Period& period) { return model::add(context_.now, period, definition_.time_zone, calendar); };
  if (timer.constant && timer.form == model::TimerDefinition::Form::duration) return Schedule{index, after(*timer.constant)};
  auto value = evaluate(timer.value, element);
  if (!value) return tl::unexpected(value.error());
  const auto wrong = [&](const char* wanted) {
    return trouble("TIMER-FAILED", "The timer of '" + id + "' gives " + to_feel_text(*value) + ", which is not " + wanted + ".");
  };
  switch (timer.form) {
    case model::TimerDefinition::Form::date: {
      const auto moment = moment_of(*value, definition_.time_zone);
      if (!moment) return wrong("a date or a moment");
      return Schedule{index, *moment};
    }
    case model::TimerDefinition::Form::duration: {
      const auto period = model::period_of(*value);
      if (!period) return wrong("a duration");
      return Schedule{index, after(*period)};
    }
    case model::TimerDefinition::Form::cycle: {
      const auto cycle = parse_cycle(value->text());
      if (!cycle || cycle->times == 0) return wrong("a repetition such as R3/PT10M");
      return Schedule{index, after(cycle->period), cycle->times == endless ? endless : cycle->times - 1};
    }
  }
  return wrong("a timer");
}

Tried<std::vector<Step::Schedule>> Step::boundary_schedules(const ElementInstance& element) const {
  std::vector<Schedule> schedules;
  for (const auto index : node_of(element).boundary_events) {
    if (definition_.node(index).event != model::EventKind::timer) continue;
    auto one = schedule(index, element.key);
    if (!one) return tl::unexpected(one.error());
    schedules.push_back(*one);
  }
  return schedules;
}

void Step::set_timers(LocalKey element, const std::vector<Schedule>& schedules) {
  for (const auto& one : schedules) emit(TimerScheduled{fresh_key(), element, one.node, no_key, one.due, one.repeats_left, 0});
}

std::optional<Instant> Step::next_repeat(const Timer& timer) const {
  if (timer.repeats_left == 0) return std::nullopt;
  const auto& node = definition_.node(timer.node);
  auto value = evaluate(node.timer->value, timer.element);
  const auto cycle = value ? parse_cycle(value->text()) : std::nullopt;
  if (!cycle) return std::nullopt;
  const auto* calendar = definition_.calendar ? &*definition_.calendar : nullptr;
  // From the moment it was due, so that a late firing does not shift the following ones.
  return model::add(timer.due, cycle->period, definition_.time_zone, calendar);
}

}  // namespace wf::engine
