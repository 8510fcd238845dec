// User and manual tasks: work for people. BPMN 2.0.2 §10.3.4. A manual task waits until a person says it is done.
#include "engine/elements/behaviour.hpp"
#include "engine/people.hpp"

namespace wf::engine {

Tried<void> activate_user_task(Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  auto locals = step.assignments(node.in, element, nullptr);
  if (!locals) return tl::unexpected(locals.error());
  auto assignment = assignment_for(step, element);
  if (!assignment) return tl::unexpected(assignment.error());
  auto timers = step.boundary_schedules(element);
  if (!timers) return tl::unexpected(timers.error());
  UserTaskCreated created;
  if (node.user_task && node.user_task->due) {
    auto due = step.due_date(*node.user_task->due, node.id, element.key);
    if (!due) return tl::unexpected(due.error());
    created.due = *due;
  }
  if (node.user_task) {
    auto priority = step.evaluate(node.user_task->priority, element.key);
    if (!priority) return tl::unexpected(priority.error());
    const auto* number = priority->as_number();
    created.priority = static_cast<std::int32_t>(number ? number->to_int64().value_or(0) : 0);
  }
  const LocalKey key = element.key;
  for (auto& local : *locals) local.scope = key;
  step.write(*locals);
  step.set_timers(key, *timers);
  created.key = step.fresh_key();
  created.element = key;
  created.assignee = std::move(assignment->assignee);
  created.people = std::move(assignment->people);
  created.groups = std::move(assignment->groups);
  created.excluded = std::move(assignment->excluded);
  step.emit(std::move(created));
  return {};
}

}  // namespace wf::engine
