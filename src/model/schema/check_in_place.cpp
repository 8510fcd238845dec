// Applicators that look at the same value: references, allOf, anyOf, oneOf, not, if. Core 2020-12 §8.2.3 and
// §10.2.
#include <algorithm>

#include "model/schema/checker.hpp"

namespace wf::model::schema {

namespace {

constexpr std::size_t most_shown_choices = 12;

/// "A, B, C" where each branch allows just one value; nothing otherwise.
std::string fixed_choices(std::span<const Node* const> branches) {
  if (branches.size() > most_shown_choices) return {};
  std::string out;
  for (const Node* branch : branches) {
    if (!branch->exactly) return {};
    if (!out.empty()) out += ", ";
    out += branch->title.empty() ? value_for_people(*branch->exactly) : branch->title;
  }
  return out;
}

}  // namespace

/// Core §8.2.3.2: the outermost resource of the dynamic scope that has such an anchor.
const Node& Checker::dynamic_target(const Node& node) const {
  if (node.dynamic_name.empty()) return *node.dynamic_ref;
  for (const Resource* resource : scope_) {
    const auto found = resource->dynamic_anchors.find(node.dynamic_name);
    if (found != resource->dynamic_anchors.end()) return *found->second;
  }
  return *node.dynamic_ref;
}

bool Checker::references(const Visit& visit) {
  bool ok = true;
  if (visit.node.ref) ok = check(*visit.node.ref, visit.value, visit.place, &visit.evaluated);
  if (visit.node.dynamic_ref && goes_on(ok)) {
    ok = check(dynamic_target(visit.node), visit.value, visit.place, &visit.evaluated) && ok;
  }
  return ok;
}

bool Checker::all_of(const Visit& visit) {
  bool ok = true;
  for (const Node* branch : visit.node.all_of) {
    if (!goes_on(ok)) break;
    ok = check(*branch, visit.value, visit.place, &visit.evaluated) && ok;
  }
  return ok;
}

bool Checker::any_of(const Visit& visit) {
  const auto& branches = visit.node.any_of;
  if (branches.empty()) return true;
  bool any = false;
  for (const Node* branch : branches) {
    any = probe(*branch, visit) || any;
    if (any && !tracks_) return true;  // otherwise all branches that fit give marks
  }
  return any || report_choice(visit, "anyOf", branches);
}

bool Checker::one_of(const Visit& visit) {
  const auto& branches = visit.node.one_of;
  if (branches.empty()) return true;
  std::size_t fitting = 0;
  for (const Node* branch : branches) {
    if (probe(*branch, visit)) ++fitting;
  }
  if (fitting == 1) return true;
  if (fitting == 0) return report_choice(visit, "oneOf", branches);
  return report(visit.place, "oneOf",
                subject_of(visit.place) + " must fit exactly one of its allowed forms, but fits " +
                    std::to_string(fitting));
}

/// With one branch left whose type fits, its own complaints say more than "none fits"; with none, the types
/// do.
bool Checker::report_choice(const Visit& visit, std::string_view keyword,
                            std::span<const Node* const> branches) {
  if (!collecting_ || stopped_) return false;
  const std::string subject = subject_of(visit.place);
  const std::string choices = fixed_choices(branches);
  if (!choices.empty()) return report(visit.place, keyword, subject + " must be one of: " + choices);
  const Node* only = nullptr;
  std::size_t fitting = 0;
  TypeSet types = 0;
  for (const Node* branch : branches) {
    if (branch->constant || !branch->types)
      return report(visit.place, keyword, subject + " fits none of its allowed forms");
    types = static_cast<TypeSet>(types | *branch->types);
    if ((*branch->types & types_of(visit.value)) == 0) continue;
    only = branch;
    ++fitting;
  }
  if (fitting == 0) {
    return report(
        visit.place, keyword,
        subject + " must be " + type_choice(types) + ", not " + std::string(kind_for_people(visit.value)));
  }
  if (fitting == 1) return check(*only, visit.value, visit.place) && false;
  return report(visit.place, keyword, subject + " fits none of its allowed forms");
}

bool Checker::negation(const Visit& visit) {
  if (!visit.node.not_this) return true;
  Evaluated dropped = visit.evaluated;
  if (!probe(*visit.node.not_this, {visit.node, visit.value, visit.place, dropped})) return !stopped_;
  const Node& refused = *visit.node.not_this;
  if (refused.exactly) {
    return report(visit.place, "not",
                  subject_of(visit.place) + " must not be " + value_for_people(*refused.exactly));
  }
  return report(visit.place, "not", subject_of(visit.place) + " has a form that is not allowed");
}

bool Checker::condition(const Visit& visit) {
  if (!visit.node.if_this) return true;
  const bool holds = probe(*visit.node.if_this, visit);
  const Node* branch = holds ? visit.node.then_that : visit.node.else_that;
  return !branch || check(*branch, visit.value, visit.place, &visit.evaluated);
}

}  // namespace wf::model::schema
