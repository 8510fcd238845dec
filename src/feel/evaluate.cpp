// The evaluator's core: budget, dispatch, variables, calls of closures. Operators, lists and paths are in
// evaluate_operators.cpp, evaluate_lists.cpp and evaluate_calls.cpp.
#include "feel/compare.hpp"
#include "feel/evaluator.hpp"

namespace wf::feel {

namespace {

constexpr std::int32_t deepest_evaluation = 1500;  // nested evals; each takes at most a few KiB of stack
constexpr std::size_t most_messages = 20;
constexpr std::size_t inline_slots = 16;

}  // namespace

Evaluator::Evaluator(const Program& program, const Environment& environment)
    : program_(&program), environment_(environment), variables_(program.variables.size(), nullptr),
      steps_left_(environment.budget.steps), bytes_left_(environment.budget.bytes) {}

Evaluation Evaluator::run(NodeIndex root) {
  std::array<Value, inline_slots> few;
  std::vector<Value> many;
  frame_.slots = few.data();
  if (program_->frame_size > inline_slots) {
    many.resize(program_->frame_size);
    frame_.slots = many.data();
  }
  Evaluation result;
  result.value = eval(root);
  if (aborted_) result.value = Value();
  result.messages = std::move(messages_);
  return result;
}

bool Evaluator::charge(std::int64_t steps, std::int64_t bytes) {
  steps_left_ -= steps;
  bytes_left_ -= bytes;
  if (aborted_) return false;
  if (steps_left_ < 0) out_of_budget("it takes more than " + std::to_string(environment_.budget.steps) + " steps");
  else if (bytes_left_ < 0) out_of_budget("it needs more than " + std::to_string(environment_.budget.bytes) + " bytes");
  return !aborted_;
}

Value Evaluator::out_of_budget(std::string_view what) {
  if (aborted_) return {};
  aborted_ = true;
  messages_.push_back({"WF-FEEL-900", "the evaluation was stopped: " + std::string(what),
                       "split the expression up or let it work on less", at_, true});
  return {};
}

Value Evaluator::fail(std::string_view code, std::string message) {
  if (messages_.size() < most_messages && !aborted_) messages_.push_back({std::string(code), std::move(message), "", at_, true});
  return {};
}

Value Evaluator::bounded(Value value) {
  std::int64_t bytes = 0;
  if (const std::string* text = value.as_string()) bytes = static_cast<std::int64_t>(text->size());
  else if (const List* list = value.as_list()) bytes = static_cast<std::int64_t>(list->size() * sizeof(Value));
  else if (const Context* context = value.as_context()) bytes = static_cast<std::int64_t>(context->size() * sizeof(Context::Entry));
  if (!charge(0, bytes)) return {};
  if (value.depth() > deepest_value) return out_of_budget("values nest deeper than " + std::to_string(deepest_value) + " levels");
  return value;
}

const Value* Evaluator::lookup(const Node& n) {
  if (n.op == Op::constant) return &program_->constants[n.a];
  if (n.op == Op::local) return &frame_.slots[n.a];
  if (n.op == Op::captured) return &frame_.closure->captures[n.a];
  if (n.op == Op::tested) return environment_.tested;
  const Value*& known = variables_[n.a];
  if (known == nullptr && environment_.variables != nullptr) known = environment_.variables->find(program_->variables[n.a]);
  return known;
}

Value Evaluator::eval(NodeIndex index) {
  const Node& n = node(index);
  if (n.op <= Op::tested) {
    const Value* found = lookup(n);
    return found != nullptr ? *found : eval_variable(n);
  }
  if (--steps_left_ < 0) charge(0);
  if (aborted_) return {};
  if (depth_ >= deepest_evaluation) return out_of_budget("calls nest too deeply");
  ++depth_;
  Value value = eval_node(n);
  --depth_;
  return value;
}

const Value& Evaluator::eval_ref(NodeIndex index, Value& temporary) {
  const Node& n = node(index);
  if (n.op <= Op::tested) {
    if (const Value* found = lookup(n)) return *found;
  }
  temporary = eval(index);
  return temporary;
}

Value Evaluator::eval_variable(const Node& n) {
  at_ = n.span;
  if (n.op == Op::tested) return fail("WF-FEEL-102", "there is no tested value that '?' could mean");
  return fail("WF-FEEL-102", "there is no variable '" + program_->variables[n.a] + "'");
}

Value Evaluator::eval_node(const Node& n) {
  switch (n.op) {
    case Op::constant: case Op::variable: case Op::local: case Op::captured: case Op::tested: return {};  // done by eval
    case Op::member: return eval_member(n);
    case Op::implicit_member: return eval_implicit_member(n);
    case Op::negate: case Op::add: case Op::subtract: case Op::multiply: case Op::divide: case Op::power:
      return eval_arithmetic(n);
    case Op::equal: case Op::not_equal: case Op::less: case Op::less_equal: case Op::greater: case Op::greater_equal:
      return eval_comparison(n);
    case Op::all_of: case Op::any_of: return eval_connective(n);
    case Op::between: return eval_between(n);
    case Op::range: return eval_range(n);
    case Op::list: return eval_list(n);
    case Op::context: return eval_context(n);
    case Op::branch: return eval_branch(n);
    case Op::loop: case Op::some: case Op::every: return eval_loop(n);
    case Op::filter: return eval_filter(n);
    case Op::closure: return eval_closure(n);
    case Op::call_builtin: return eval_builtin(n);
    case Op::call_host: return eval_host(n);
    case Op::call_value: return eval_call(n);
    case Op::instance_of: {
      Value temporary;
      return is_instance(eval_ref(n.a, temporary), program_->types[n.b]);
    }
    case Op::is_in: return eval_in(n);
    case Op::test_value: return eval_test(n);
    case Op::negated_test: {
      const Value value = eval(n.a);
      return value.as_boolean() != nullptr ? Value(!*value.as_boolean()) : Value();
    }
    case Op::joined: return eval_joined(n);
  }
  return {};
}

Value Evaluator::eval_branch(const Node& n) {
  Value temporary;
  const Value& condition = eval_ref(n.a, temporary);
  if (condition.is_true()) return eval(n.b);
  if (condition.as_boolean() == nullptr && !condition.is_null()) {
    at_ = node(n.a).span;
    fail("WF-FEEL-103", "the condition of 'if' is a " + std::string(kind_name(condition.kind())) + ", not true or false");
  }
  return eval(n.c);
}

Value Evaluator::eval_joined(const Node& n) {
  std::string out;
  for (const NodeIndex part : list_of(n)) {
    Value temporary;
    const Value& value = eval_ref(part, temporary);
    if (!value.is_null()) out += to_display_text(value);
    if (!charge(1, static_cast<std::int64_t>(out.size()))) return {};
  }
  return out;
}

Evaluation evaluate(const Expression& expression, const Environment& environment) {
  return Evaluator(expression.program(), environment).run(expression.program().root);
}

}  // namespace wf::feel
