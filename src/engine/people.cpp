// Resolving `by` and `not_by`, and checking who acts.
#include "engine/people.hpp"

#include <algorithm>

#include "engine/elements/behaviour.hpp"

namespace wf::engine {

namespace {

constexpr std::string_view group_prefix = "group:";
constexpr std::string_view person_prefix = "person:";

bool contains(const std::vector<std::string>& list, std::string_view item) { return std::find(list.begin(), list.end(), item) != list.end(); }

void add(std::vector<std::string>& list, std::string_view item) {
  if (!item.empty() && !contains(list, item)) list.emplace_back(item);
}

void collect(const feel::Value& value, Candidates& out) {
  if (const auto* list = value.as_list()) {
    for (const auto& item : *list) collect(item, out);
  } else if (value.as_context()) {
    add(out.people, value.member("id").text());
  } else if (const auto text = value.text(); text.substr(0, group_prefix.size()) == group_prefix) {
    add(out.groups, text.substr(group_prefix.size()));
  } else if (text.substr(0, person_prefix.size()) == person_prefix) {
    add(out.people, text.substr(person_prefix.size()));
  } else {
    add(out.people, text);
  }
}

Tried<Candidates> resolved(const Step& step, const model::ValueTree& tree, LocalKey element) {
  auto value = step.evaluate(tree, element);
  if (!value) return tl::unexpected(value.error());
  return candidates_of(*value);
}

}  // namespace

Candidates candidates_of(const feel::Value& value) {
  Candidates out;
  collect(value, out);
  return out;
}

Tried<Assignment> assignment_for(const Step& step, const ElementInstance& element) {
  const auto& node = step.node_of(element);
  const model::UserTaskDefinition none{};
  const auto& task = node.user_task ? *node.user_task : none;
  Assignment result;
  for (const auto& tree : task.not_by) {
    auto excluded = resolved(step, tree, element.key);
    if (!excluded) return tl::unexpected(excluded.error());
    for (const auto& person : excluded->people) add(result.excluded, person);
    for (const auto& group : excluded->groups) add(result.excluded, std::string(group_prefix) + group);
  }
  Candidates candidates;
  if (task.by.is_missing()) {
    candidates.people = {step.instance().started_by};
  } else {
    auto found = resolved(step, task.by, element.key);
    if (!found) return tl::unexpected(found.error());
    candidates = std::move(*found);
  }
  const bool names_somebody = !candidates.people.empty() || !candidates.groups.empty();
  std::erase_if(candidates.people, [&](const auto& person) { return contains(result.excluded, person); });
  std::erase_if(candidates.groups, [&](const auto& group) { return contains(result.excluded, std::string(group_prefix) + group); });
  if (candidates.people.empty() && candidates.groups.empty()) {
    const std::string why = names_somebody ? "everybody named under 'by' is excluded by 'not_by'" : "the rule under 'by' names nobody";
    return trouble("NOBODY-ASSIGNED", "Nobody can do '" + (node.name.empty() ? node.id : node.name) + "': " + why + ". Correct the people or the data, then try again.");
  }
  const bool one_person = candidates.people.size() == 1 && candidates.groups.empty();
  if (one_person) result.assignee = candidates.people.front();
  else result.people = std::move(candidates.people), result.groups = std::move(candidates.groups);
  return result;
}

std::optional<Rejection> refusal_for(const UserTask& task, const Actor& actor) {
  if (actor.system) return std::nullopt;
  const auto in_excluded_group = [&](const std::string& group) { return contains(task.excluded, std::string(group_prefix) + group); };
  if (contains(task.excluded, actor.id) || std::any_of(actor.groups.begin(), actor.groups.end(), in_excluded_group)) {
    return Rejection{"FORBIDDEN", "You may not decide this task yourself: it must be done by somebody else.", {}};
  }
  if (!task.assignee.empty()) {
    if (task.assignee == actor.id) return std::nullopt;
    return Rejection{"FORBIDDEN", "This task is with " + task.assignee + ".", {}};
  }
  const bool candidate = contains(task.people, actor.id) || std::any_of(actor.groups.begin(), actor.groups.end(), [&](const auto& group) { return contains(task.groups, group); });
  if (candidate) return std::nullopt;
  return Rejection{"FORBIDDEN", "This task is not offered to you.", {}};
}

}  // namespace wf::engine
