// The frame of a check: budget, dynamic scope, evaluated marks, collecting of problems.
#include "model/schema/checker.hpp"

#include <array>

namespace wf::model::schema {

using feel::Value;

void Evaluated::start(const Value& value) {
  if (const auto* list = value.as_list()) marks.resize(list->size());
  if (const auto* object = value.as_context()) marks.resize(object->size());
}

void Evaluated::merge(const Evaluated& other) {
  for (std::size_t i = 0; i < other.marks.size(); ++i) {
    if (other.marks[i]) marks[i] = true;
  }
}

std::vector<FieldProblem> Checker::run(const Node& root, const Value& value) {
  Place place;
  check(root, value, place);
  return std::move(problems_);
}

bool Checker::spend(std::int64_t steps) {
  steps_ += steps;
  if (steps_ <= most_steps && depth_ <= most_check_depth) return true;
  if (!stopped_)
    problems_.push_back({"", "budget", "The value is too large or its schema too complicated to check"});
  stopped_ = true;
  return false;
}

bool Checker::report(const Place& place, std::string_view keyword, std::string message) {
  if (!collecting_ || stopped_) return false;
  problems_.push_back({pointer_of(place), std::string(keyword), std::move(message)});
  if (problems_.size() >= most_) stopped_ = true;
  return false;
}

bool Checker::check(const Node& node, const Value& value, Place& place, Evaluated* out) {
  ++depth_;
  const Node* const titled = place.titled;
  const bool enters = scope_.empty() || scope_.back() != node.resource;
  if (enters) scope_.push_back(node.resource);
  if (!titled && !node.title.empty()) place.titled = &node;

  bool ok = !stopped_ && spend(1);
  if (ok && node.constant) {
    ok = *node.constant || report(place, "false", subject_of(place) + " is not allowed");
  } else if (ok) {
    Evaluated own;
    if (tracks_) own.start(value);
    ok = check_parts({node, value, place, own});
    // When problems are collected a failure is final; marks then only keep members already complained about
    // quiet.
    if ((ok || collecting_) && out) out->merge(own);
  }

  if (enters) scope_.pop_back();
  place.titled = titled;
  --depth_;
  return ok && !stopped_;
}

bool Checker::check_parts(const Visit& visit) {
  // After a wrong type everything else would only repeat it.
  if (!type(visit)) return false;
  static constexpr std::array<Part, 11> parts = {
      &Checker::references, &Checker::all_of,    &Checker::any_of, &Checker::one_of,
      &Checker::negation,   &Checker::condition, &Checker::values, &Checker::numbers,
      &Checker::strings,    &Checker::lists,     &Checker::objects};
  bool ok = true;
  for (const Part part : parts) {
    if (!goes_on(ok)) break;
    ok = (this->*part)(visit) && ok;
  }
  // Core §11: the unevaluated keywords look at what all the others have left.
  if (goes_on(ok)) ok = unevaluated_items(visit) && ok;
  if (goes_on(ok)) ok = unevaluated_properties(visit) && ok;
  return ok;
}

bool Checker::probe(const Node& node, const Visit& visit) {
  const bool collecting = collecting_;
  collecting_ = false;
  const bool ok = check(node, visit.value, visit.place, tracks_ ? &visit.evaluated : nullptr);
  collecting_ = collecting;
  return ok;
}

}  // namespace wf::model::schema
