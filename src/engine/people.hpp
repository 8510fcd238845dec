// People of a task: who may do it, who must not. Pure; persons are ids, groups are names.
#pragma once
#include <string>
#include <vector>

#include "engine/step.hpp"

namespace wf::engine {

struct Candidates {
  std::vector<std::string> people, groups;
};
/// "group:x", "person:x", a bare person id, a person context (its `id`), or a list of these; null gives nobody.
Candidates candidates_of(const feel::Value& value);

struct Assignment {
  std::string assignee;
  std::vector<std::string> people, groups, excluded;
};
/// Trouble NOBODY-ASSIGNED where `by` leaves nobody once the excluded are left out. A task without `by` is the starter's.
Tried<Assignment> assignment_for(const Step& step, const ElementInstance& element);

/// Whether the actor may work on the task; otherwise the refusal.
std::optional<Rejection> refusal_for(const UserTask& task, const Actor& actor);

}  // namespace wf::engine
