// One overload per event that says something of its own.
#include "api/views/sentence.hpp"

#include "feel/value.hpp"

namespace wf::api {

namespace {

std::string because(const std::string& reason) { return reason.empty() ? "." : ": " + reason; }

struct Teller {
  const engine::Event& event;
  std::string step;  // in quotes
  std::string who;
  std::string job;
  bool is_scope = false, is_end = false, is_activity = false, has_name = false;

  std::string operator()(const engine::ProcessStarted&) const { return who + " started the case."; }
  std::string operator()(const engine::ProcessCompleted&) const { return "The case is completed."; }
  std::string operator()(const engine::ProcessTerminated& e) const {
    return e.reason.empty() ? "The case was ended early by its workflow." : who + " cancelled the case: " + e.reason;
  }
  std::string operator()(const engine::ProcessFailed& e) const { return "The case failed with " + e.code + because(e.message); }
  std::string operator()(const engine::ElementActivated&) const { return is_scope ? step + " began." : ""; }
  std::string operator()(const engine::ElementCompleted&) const {
    if (is_end && has_name) return "The end " + step + " was reached.";
    return is_scope ? step + " is done." : "";
  }
  std::string operator()(const engine::ElementTerminated&) const { return is_activity ? step + " was stopped." : ""; }
  std::string operator()(const engine::FlowTaken&) const { return has_name ? "The way " + step + " was taken." : ""; }
  std::string operator()(const engine::VariableSet& e) const { return "'" + e.name + "' is now " + feel::to_feel_text(e.value) + "."; }
  std::string operator()(const engine::JobCreated&) const { return step + " called " + job + "."; }
  std::string operator()(const engine::JobCompleted&) const { return step + " got its answer from " + job + "."; }
  std::string operator()(const engine::JobFailed& e) const {
    const std::string failed = step + " failed" + (e.code.empty() ? "" : " with " + e.code) + because(e.message);
    return e.retry_at ? failed + " It is tried again at " + format_rfc3339(*e.retry_at) + "." : failed;
  }
  std::string operator()(const engine::JobReleased&) const { return step + " is tried again."; }
  std::string operator()(const engine::JobCancelled&) const { return "The call of " + step + " was withdrawn."; }
  std::string operator()(const engine::UserTaskCreated& e) const {
    if (!e.assignee.empty()) return step + " waits for " + e.assignee + ".";
    std::string candidates;
    for (const auto& person : e.people) candidates += (candidates.empty() ? "" : ", ") + person;
    for (const auto& group : e.groups) candidates += (candidates.empty() ? "group " : ", group ") + group;
    return candidates.empty() ? step + " waits for somebody." : step + " waits for " + (e.people.size() + e.groups.size() > 1 ? "one of " : "") + candidates + ".";
  }
  std::string operator()(const engine::UserTaskAssigned& e) const {
    if (e.assignee.empty()) return who + " gave back " + step + ".";
    return e.assignee == event.by ? who + " took on " + step + "." : who + " handed " + step + " to " + e.assignee + ".";
  }
  std::string operator()(const engine::UserTaskCompleted&) const { return who + " completed " + step + "."; }
  std::string operator()(const engine::UserTaskCancelled&) const { return step + " is no longer needed."; }
  std::string operator()(const engine::TimerScheduled& e) const { return step + " waits until " + format_rfc3339(e.due) + "."; }
  std::string operator()(const engine::TimerFired&) const { return "The time of " + step + " has come."; }
  std::string operator()(const engine::TimerCancelled&) const { return "The waiting time of " + step + " was withdrawn."; }
  std::string operator()(const engine::ErrorThrown& e) const { return step + " reported the error " + e.code + because(e.message); }
  std::string operator()(const engine::IncidentRaised& e) const { return step + " is stuck (" + e.code + ")" + because(e.message); }
  std::string operator()(const engine::IncidentResolved&) const { return "The incident at " + step + " was resolved."; }
};

}  // namespace

std::string sentence(const engine::Event& event, const codec::EventPlace& place) {
  const std::string_view name = place.name.empty() ? place.element : place.name;
  const auto type = place.element_type;
  const bool is_scope = type == "subProcess", is_activity = is_scope || type.ends_with("Task");
  const Teller teller{event, "'" + std::string(name) + "'", event.by.empty() ? "Somebody" : event.by, "'" + std::string(place.job_type) + "'",
                      is_scope, type == "endEvent", is_activity, !place.name.empty()};
  return std::visit(teller, event.body);
}

}  // namespace wf::api
