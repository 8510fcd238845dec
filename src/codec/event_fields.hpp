// The fields of each event as they stand in the log. Frozen once released: names stay, fields may be added; anything
// else is a new version of that event and a rule in upcast.cpp.
#pragma once
#include <array>
#include <string_view>

#include "codec/fields.hpp"
#include "engine/event.hpp"

namespace wf::codec {

/// In the order of EventBody::Variant.
inline constexpr std::array<std::string_view, 24> event_types = {
    "ProcessStarted",   "ProcessCompleted",  "ProcessTerminated", "ProcessFailed",    "ElementActivated", "ElementCompleted",
    "ElementTerminated", "FlowTaken",        "VariableSet",       "JobCreated",       "JobCompleted",     "JobFailed",
    "JobReleased",      "JobCancelled",      "UserTaskCreated",   "UserTaskAssigned", "UserTaskCompleted", "UserTaskCancelled",
    "TimerScheduled",   "TimerFired",        "TimerCancelled",    "ErrorThrown",      "IncidentRaised",   "IncidentResolved"};
static_assert(event_types.size() == std::variant_size_v<engine::EventBody::Variant>);

template <class V>
void describe(V& v, Described<V, engine::ProcessStarted>& e) {
  v.text("workflow", e.workflow);
  v.number("definition", e.definition);
  v.node("start", e.start);
  v.text("businessKey", e.business_key);
}
template <class V>
void describe(V& v, Described<V, engine::ProcessCompleted>& e) { v.node("endedAt", e.ended_at); }
template <class V>
void describe(V& v, Described<V, engine::ProcessTerminated>& e) {
  v.node("endedAt", e.ended_at);
  v.text("reason", e.reason);
}
template <class V>
void describe(V& v, Described<V, engine::ProcessFailed>& e) {
  v.node("endedAt", e.ended_at);
  v.text("code", e.code);
  v.text("message", e.message);
}
template <class V>
void describe(V& v, Described<V, engine::ElementActivated>& e) {
  v.key("key", e.key);
  v.key("scope", e.scope);
  v.node("node", e.node);
  v.flow("via", e.via);
}
template <class V>
void describe(V& v, Described<V, engine::ElementCompleted>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::ElementTerminated>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::FlowTaken>& e) {
  v.key("scope", e.scope);
  v.flow("flow", e.flow);
}
template <class V>
void describe(V& v, Described<V, engine::VariableSet>& e) {
  v.key("scope", e.scope);
  v.text("name", e.name);
  v.value("value", e.value);
}
template <class V>
void describe(V& v, Described<V, engine::JobCreated>& e) {
  v.key("key", e.key);
  v.key("element", e.element);
  v.text("jobType", e.type);
  v.value("input", e.input);
  v.number("attemptsLeft", e.attempts_left);
  v.number("timeoutMs", e.timeout_ms);
}
template <class V>
void describe(V& v, Described<V, engine::JobCompleted>& e) {
  v.key("key", e.key);
  v.value("output", e.output);
}
template <class V>
void describe(V& v, Described<V, engine::JobFailed>& e) {
  v.key("key", e.key);
  v.text("code", e.code);
  v.text("message", e.message);
  v.number("attemptsLeft", e.attempts_left);
  v.moment("retryAt", e.retry_at);
}
template <class V>
void describe(V& v, Described<V, engine::JobReleased>& e) {
  v.key("key", e.key);
  v.number("attemptsLeft", e.attempts_left);
}
template <class V>
void describe(V& v, Described<V, engine::JobCancelled>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::UserTaskCreated>& e) {
  v.key("key", e.key);
  v.key("element", e.element);
  v.text("assignee", e.assignee);
  v.texts("people", e.people);
  v.texts("groups", e.groups);
  v.texts("excluded", e.excluded);
  v.moment("due", e.due);
  v.number("priority", e.priority);
}
template <class V>
void describe(V& v, Described<V, engine::UserTaskAssigned>& e) {
  v.key("key", e.key);
  v.text("assignee", e.assignee);
}
template <class V>
void describe(V& v, Described<V, engine::UserTaskCompleted>& e) {
  v.key("key", e.key);
  v.value("data", e.data);
}
template <class V>
void describe(V& v, Described<V, engine::UserTaskCancelled>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::TimerScheduled>& e) {
  v.key("key", e.key);
  v.key("element", e.element);
  v.node("node", e.node);
  v.key("job", e.job);
  v.moment("due", e.due);
  v.number("repeatsLeft", e.repeats_left);
  v.number("periodMs", e.period_ms);
}
template <class V>
void describe(V& v, Described<V, engine::TimerFired>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::TimerCancelled>& e) { v.key("key", e.key); }
template <class V>
void describe(V& v, Described<V, engine::ErrorThrown>& e) {
  v.key("element", e.element);
  v.text("code", e.code);
  v.text("message", e.message);
  v.node("caughtBy", e.caught_by);
}
template <class V>
void describe(V& v, Described<V, engine::IncidentRaised>& e) {
  v.key("key", e.key);
  v.key("element", e.element);
  v.key("job", e.job);
  v.text("code", e.code);
  v.text("message", e.message);
}
template <class V>
void describe(V& v, Described<V, engine::IncidentResolved>& e) { v.key("key", e.key); }

}  // namespace wf::codec
