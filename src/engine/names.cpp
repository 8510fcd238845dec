// Names of events, commands and states as they stand in logs, traces and the API. Never renamed.
#include <array>

#include "engine/advance.hpp"

namespace wf::engine {

std::string_view event_name(const Event& event) {
  constexpr std::array<std::string_view, std::variant_size_v<EventBody::Variant>> names = {
      "ProcessStarted",   "ProcessCompleted", "ProcessTerminated", "ProcessFailed",    "ElementActivated",  "ElementCompleted",
      "ElementTerminated", "FlowTaken",       "VariableSet",       "JobCreated",       "JobCompleted",      "JobFailed",
      "JobReleased",      "JobCancelled",     "UserTaskCreated",   "UserTaskAssigned", "UserTaskCompleted", "UserTaskCancelled",
      "TimerScheduled",   "TimerFired",       "TimerCancelled",    "ErrorThrown",      "IncidentRaised",    "IncidentResolved"};
  return names[event.body.index()];
}

std::string_view command_name(const Command& command) {
  constexpr std::array<std::string_view, std::variant_size_v<Command::Body>> names = {
      "StartInstance", "ClaimTask",     "ReleaseTask", "AssignTask",      "CompleteTask",  "CompleteJob",   "FailJob",
      "ThrowJobError", "FireTimer",     "ResolveIncident", "RetryInstance", "CancelInstance", "SetVariables"};
  return names[command.body.index()];
}

std::string_view state_name(InstanceState state) {
  switch (state) {
    case InstanceState::created: return "created";
    case InstanceState::active: return "active";
    case InstanceState::completed: return "completed";
    case InstanceState::terminated: return "terminated";
    case InstanceState::failed: return "failed";
  }
  return "created";
}

}  // namespace wf::engine
