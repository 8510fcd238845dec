// Claim, release, assign and complete a user task.
#include <algorithm>

#include "base/text.hpp"
#include "engine/commands/handlers.hpp"
#include "engine/form_check.hpp"
#include "engine/people.hpp"

namespace wf::engine {

namespace {

struct Found {
  const UserTask* task = nullptr;
  Refusal refusal;
};

Found find_task(const Step& step, LocalKey key) {
  const auto& tasks = step.instance().tasks;
  const auto found = tasks.find(key);
  if (found != tasks.end()) return {&found->second, std::nullopt};
  const std::string name = to_text(EntityKey{step.instance().key, key});
  if (key <= step.instance().last_key) return {nullptr, rejection("CONFLICT", "Task " + name + " is not open any more.")};
  return {nullptr, rejection("NOT-FOUND", "There is no task " + name + ".")};
}

/// Outcomes that an approval may have.
std::vector<std::string> outcomes_of(const model::UserTaskDefinition& task) {
  return task.outcomes.empty() ? std::vector<std::string>{"approve", "reject"} : task.outcomes;
}

Refusal check_outcome(const model::FlowNode& node, const feel::Value& data) {
  if (!node.user_task || !node.user_task->approval) return std::nullopt;
  const auto allowed = outcomes_of(*node.user_task);
  const auto given = data.member("outcome").text();
  if (std::find(allowed.begin(), allowed.end(), given) != allowed.end()) return std::nullopt;
  Rejection refusal{"INVALID", "An approval needs an outcome.", {}};
  refusal.fields.push_back({"/outcome", "must be one of: " + joined(allowed, ", ")});
  return refusal;
}

/// The form sees the data without the outcome, unless it has a field of that name itself.
Refusal check_data(const Step& step, const model::FlowNode& node, const feel::Value& data) {
  if (!data.as_context()) return rejection("INVALID", "The data must be an object with a value for each field.");
  if (auto refusal = check_outcome(node, data)) return refusal;
  if (!node.user_task || node.user_task->form.empty()) return std::nullopt;
  feel::Context fields = *data.as_context();
  if (node.user_task->approval && !form_has_field(step.definition(), node.user_task->form, "outcome")) fields.remove("outcome");
  return check_form(step.definition(), node.user_task->form, feel::Value(std::move(fields)));
}

}  // namespace

Refusal handle(Step& step, const ClaimTask& command) {
  const auto found = find_task(step, command.task);
  if (!found.task) return found.refusal;
  if (step.context().actor.system && step.context().actor.id.empty()) return rejection("INVALID", "Only a person can take a task.");
  if (auto refusal = refusal_for(*found.task, step.context().actor)) return refusal;
  if (found.task->assignee != step.context().actor.id) step.emit(UserTaskAssigned{command.task, step.context().actor.id});
  return std::nullopt;
}

Refusal handle(Step& step, const ReleaseTask& command) {
  const auto found = find_task(step, command.task);
  if (!found.task) return found.refusal;
  if (auto refusal = refusal_for(*found.task, step.context().actor)) return refusal;
  if (found.task->assignee.empty()) return std::nullopt;
  if (found.task->people.empty() && found.task->groups.empty()) return rejection("CONFLICT", "This task was given to one person only; there is nobody else to leave it to.");
  step.emit(UserTaskAssigned{command.task, ""});
  return std::nullopt;
}

Refusal handle(Step& step, const AssignTask& command) {
  const auto found = find_task(step, command.task);
  if (!found.task) return found.refusal;
  if (auto refusal = unless_system(step)) return refusal;
  if (command.assignee.empty()) return rejection("INVALID", "Say who is to have the task.");
  const auto& excluded = found.task->excluded;
  if (std::find(excluded.begin(), excluded.end(), command.assignee) != excluded.end()) {
    return rejection("FORBIDDEN", command.assignee + " must not decide this task: it must be done by somebody else.");
  }
  if (found.task->assignee != command.assignee) step.emit(UserTaskAssigned{command.task, command.assignee});
  return std::nullopt;
}

Refusal handle(Step& step, const CompleteTask& command) {
  const auto found = find_task(step, command.task);
  if (!found.task) return found.refusal;
  const auto& actor = step.context().actor;
  if (auto refusal = refusal_for(*found.task, actor)) return refusal;
  const auto* element = step.find(found.task->element);
  const auto& node = step.node_of(*element);
  const feel::Value data = command.data.is_null() ? feel::Value(feel::Context{}) : command.data;
  if (auto refusal = check_data(step, node, data)) return refusal;
  const LocalKey key = element->key;
  if (found.task->assignee.empty() && !actor.system) step.emit(UserTaskAssigned{command.task, actor.id});
  step.emit(UserTaskCompleted{command.task, data});
  step.complete(key);
  return std::nullopt;
}

}  // namespace wf::engine
