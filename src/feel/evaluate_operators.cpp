// Operators: arithmetic, comparison, three-valued connectives, between, in, unary tests (DMN 1.5 §10.3.2.13).
#include "feel/arithmetic.hpp"
#include "feel/compare.hpp"
#include "feel/evaluator.hpp"

namespace wf::feel {

namespace {

std::string kind_text(const Value& value) { return std::string(kind_name(value.kind())); }

Value truth(const std::optional<bool>& value) { return value ? Value(*value) : Value(); }

std::optional<bool> ordered(Op op, const Value& a, const Value& b) {
  if (op == Op::equal || op == Op::not_equal) {
    const auto same = equal(a, b);
    return same ? std::optional<bool>(*same == (op == Op::equal)) : std::nullopt;
  }
  const auto found = order(a, b);
  if (!found) return std::nullopt;
  if (op == Op::less) return *found < 0;
  if (op == Op::less_equal) return *found <= 0;
  if (op == Op::greater) return *found > 0;
  return *found >= 0;
}

/// The boolean of a value; nothing for anything else.
std::optional<bool> as_truth(const Value& value) {
  return value.as_boolean() != nullptr ? std::optional<bool>(*value.as_boolean()) : std::nullopt;
}

}  // namespace

Value Evaluator::eval_arithmetic(const Node& n) {
  Value left_temporary, right_temporary;
  const Value& a = eval_ref(n.a, left_temporary);
  if (n.op == Op::negate) {
    Value value = negated(a);
    if (!value.is_null() || aborted_) return value;
    at_ = n.span;
    return fail("WF-FEEL-101", "a " + kind_text(a) + " has no negative");
  }
  const Value& b = eval_ref(n.b, right_temporary);
  Value value = calculate(n.op, a, b);
  if (value.kind() == Kind::string) return bounded(std::move(value));
  if (!value.is_null() || aborted_) return value;
  at_ = n.span;
  if (result_kind(n.op, a.kind(), b.kind()) == Kind::null) return fail("WF-FEEL-101", unfit_text(n.op, kind_text(a), kind_text(b)));
  const bool by_zero = n.op == Op::divide && b.as_number() != nullptr && b.as_number()->is_zero();
  if (by_zero) return fail("WF-FEEL-104", "a number cannot be divided by zero");
  return fail("WF-FEEL-104", "the result is not defined or too large");
}

Value Evaluator::eval_comparison(const Node& n) {
  Value left_temporary, right_temporary;
  const Value& a = eval_ref(n.a, left_temporary);
  const Value& b = eval_ref(n.b, right_temporary);
  const auto answer = ordered(n.op, a, b);
  if (answer || aborted_) return truth(answer);
  at_ = n.span;
  return fail("WF-FEEL-101", "a " + kind_text(a) + " cannot be compared with a " + kind_text(b));
}

Value Evaluator::eval_connective(const Node& n) {
  const bool decisive = n.op == Op::any_of;  // one such value decides
  bool unknown = false;
  for (const NodeIndex index : list_of(n)) {
    Value temporary;
    const auto value = as_truth(eval_ref(index, temporary));
    if (value == decisive) return decisive;
    unknown = unknown || !value;
  }
  return unknown ? Value() : Value(!decisive);
}

Value Evaluator::eval_between(const Node& n) {
  Value value_temporary, low_temporary, high_temporary;
  const Value& value = eval_ref(n.a, value_temporary);
  const Value& low = eval_ref(n.b, low_temporary);
  const Value& high = eval_ref(n.c, high_temporary);
  const auto above = ordered(Op::greater_equal, value, low), below = ordered(Op::less_equal, value, high);
  if (above == false || below == false) return false;
  if (above && below) return true;
  if (aborted_) return {};
  at_ = n.span;
  return fail("WF-FEEL-101", "a " + kind_text(value) + " cannot be compared with a " +
                                 kind_text(above ? high : low));
}

Value Evaluator::eval_range(const Node& n) {
  Range range;
  if (n.a != no_node) range.low = eval(n.a);
  if (n.b != no_node) range.high = eval(n.b);
  range.low_closed = (n.flags & 1) != 0;
  range.high_closed = (n.flags & 2) != 0;
  const bool both = range.low && range.high && !range.low->is_null() && !range.high->is_null();
  const auto fits = both ? order(*range.low, *range.high) : std::optional(std::partial_ordering::equivalent);
  const bool same = both && *range.low == *range.high;  // (= x) of any kind
  if (fits || same || aborted_) return range;
  at_ = n.span;
  return fail("WF-FEEL-101", "a range from a " + kind_text(*range.low) + " to a " + kind_text(*range.high) + " has no order");
}

Value Evaluator::eval_in(const Node& n) {
  frame_.slots[n.c] = eval(n.a);
  return eval(n.b);
}

namespace {

/// Whether one value satisfies what a unary test means by another: equal, in the range, in the list (§10.3.2.8).
std::optional<bool> satisfies(const Value& tested, const Value& test) {
  if (const Range* range = test.as_range()) {
    if (tested.as_range() == nullptr) return contains(*range, tested);
    return equal(tested, test);
  }
  if (const List* list = test.as_list()) {
    if (tested.as_list() != nullptr && equal(tested, test) == true) return true;
    bool unknown = false;
    for (const Value& item : *list) {
      const auto one = item.as_range() != nullptr && tested.as_range() == nullptr ? contains(*item.as_range(), tested)
                                                                                  : equal(tested, item);
      if (one == true) return true;
      unknown = unknown || !one;
    }
    return false;
  }
  return equal(tested, test);
}

}  // namespace

Value Evaluator::eval_test(const Node& n) {
  Value test_temporary, tested_temporary;
  const Value& test = eval_ref(n.a, test_temporary);
  if ((n.flags & 1) != 0 && (test.as_boolean() != nullptr || test.is_null())) return test;
  const Value& tested = eval_ref(n.b, tested_temporary);
  if (aborted_) return {};
  if (const List* list = test.as_list()) charge(static_cast<std::int64_t>(list->size()));
  if (test.as_boolean() != nullptr && tested.as_boolean() == nullptr && !tested.is_null()) return test;
  return truth(satisfies(tested, test));
}

}  // namespace wf::feel
