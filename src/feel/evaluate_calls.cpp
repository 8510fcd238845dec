// Calls: built-ins, host functions and closures, positional and by name (DMN 1.5 §10.3.2.13.4).
#include <algorithm>

#include "feel/evaluator.hpp"

namespace wf::feel {

namespace {

constexpr std::size_t inline_arguments = 24;

/// Arguments in the order of a closure's parameters; false when a name is unknown.
bool reordered(std::vector<Value>& arguments, const std::vector<std::string>& names, const std::vector<std::string>& parameters) {
  std::vector<Value> ordered(parameters.size());
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const auto found = std::find(parameters.begin(), parameters.end(), names[i]);
    if (found == parameters.end()) return false;
    ordered[static_cast<std::size_t>(found - parameters.begin())] = std::move(arguments[i]);
  }
  arguments = std::move(ordered);
  return true;
}

std::vector<std::string> parameter_names(const Function& function) {
  if (function.builtin() == nullptr) return function.parameters();
  std::vector<std::string> names;
  for (const Parameter& parameter : function.builtin()->parameters) names.push_back(parameter.name);
  return names;
}

std::string kinds_text(Kinds kinds) {
  std::string text;
  for (unsigned i = 0; i <= static_cast<unsigned>(Kind::function); ++i) {
    if ((kinds & (1u << i)) == 0) continue;
    if (!text.empty()) text += " or ";
    text += kind_name(static_cast<Kind>(i));
  }
  return text;
}

}  // namespace

Value Evaluator::eval_closure(const Node& n) {
  const Prototype& prototype = program_->prototypes[n.a];
  Function::Closure closure;
  closure.program = program_->shared_from_this();
  closure.entry = prototype.body;
  closure.frame_size = prototype.frame_size;
  for (const Prototype::Capture& capture : prototype.captures) {
    Node source;
    source.a = capture.index;
    source.span = n.span;
    switch (capture.from) {
      case Prototype::Capture::From::local: source.op = Op::local; break;
      case Prototype::Capture::From::captured: source.op = Op::captured; break;
      case Prototype::Capture::From::variable: source.op = Op::variable; break;
      case Prototype::Capture::From::tested: source.op = Op::tested; break;
    }
    const Value* found = lookup(source);
    closure.captures.push_back(found != nullptr ? *found : Value());
  }
  if (!charge(1, static_cast<std::int64_t>(closure.captures.size() * sizeof(Value)))) return {};
  return bounded(std::make_shared<const Function>(std::move(closure), prototype.parameters));
}

Value Evaluator::call_builtin(const Builtin& builtin, std::vector<Value>& arguments, std::span<const NodeIndex> indexes) {
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const Parameter& parameter = builtin.parameter(i);
    const bool absent = !indexes.empty() && indexes[i] == no_node;  // null for the function, and no finding
    if (absent || (parameter.kinds & kinds_of(arguments[i].kind())) != 0) continue;
    auto value = coerced(arguments[i], parameter.kinds);
    if (!value) {
      const std::string is = (arguments[i].is_null() ? "" : "a ") + std::string(kind_name(arguments[i].kind()));
      return fail("WF-FEEL-108", builtin.name + "(): '" + parameter.name + "' must be a " + kinds_text(parameter.kinds) + ", but is " + is);
    }
    arguments[i] = std::move(*value);
  }
  return bounded(builtin.function(*this, arguments));
}

Value Evaluator::eval_builtin(const Node& n) {
  const auto indexes = list_of(n);
  std::vector<Value> arguments;
  arguments.reserve(n.b);
  for (const NodeIndex index : indexes) arguments.push_back(index == no_node ? Value() : eval(index));
  if (aborted_) return {};
  at_ = n.span;
  return call_builtin(*program_->builtins[n.c], arguments, indexes);
}

Value Evaluator::eval_host(const Node& n) {
  const std::string& name = program_->names[n.c];
  const HostFunction* host = nullptr;
  if (n.flags < environment_.functions.size() && environment_.functions[n.flags].name == name) {
    host = &environment_.functions[n.flags];
  } else {
    for (const HostFunction& candidate : environment_.functions) {
      if (candidate.name == name) host = &candidate;
    }
  }
  std::vector<Value> arguments;
  for (const NodeIndex index : list_of(n)) arguments.push_back(index == no_node ? Value() : eval(index));
  if (aborted_) return {};
  at_ = n.span;
  if (host == nullptr || !host->call) return fail("WF-FEEL-109", "the function '" + name + "' is not available here");
  try {
    return bounded(host->call(arguments));
  } catch (const std::exception& e) {
    return fail("WF-FEEL-109", "the function '" + name + "' failed: " + e.what());
  }
}

Value Evaluator::eval_call(const Node& n) {
  const auto indexes = list_of(n);
  const Value function = eval(indexes[0]);
  std::vector<Value> arguments;
  for (const NodeIndex index : indexes.subspan(1)) arguments.push_back(eval(index));
  if (aborted_) return {};
  at_ = n.span;
  if (function.as_function() == nullptr) {
    return fail("WF-FEEL-109", "a " + std::string(kind_name(function.kind())) + " cannot be called as a function");
  }
  if (n.c != no_node && !reordered(arguments, program_->argument_names[n.c], parameter_names(*function.as_function()))) {
    return fail("WF-FEEL-108", "the function has no parameter of that name");
  }
  return invoke(function, arguments);
}

Value Evaluator::invoke(const Value& callee, std::span<const Value> arguments) {
  const Function* function = callee.as_function();
  if (function == nullptr || aborted_) return {};
  if (const Builtin* builtin = function->builtin()) {
    if (arguments.size() < builtin->least() || arguments.size() > builtin->most()) {
      return fail("WF-FEEL-108", builtin->name + "() does not take " + std::to_string(arguments.size()) + " arguments");
    }
    std::vector<Value> given(arguments.begin(), arguments.end());
    Value result = call_builtin(*builtin, given, {});
    return result;
  }
  return call_closure(*function, arguments);
}

Value Evaluator::call_closure(const Function& function, std::span<const Value> arguments) {
  const Function::Closure& closure = *function.closure();
  if (arguments.size() != function.parameters().size()) {
    return fail("WF-FEEL-108", "the function takes " + std::to_string(function.parameters().size()) + " arguments, not " +
                                   std::to_string(arguments.size()));
  }
  if (calls_ >= environment_.budget.depth) return out_of_budget("more than " + std::to_string(environment_.budget.depth) + " nested calls");
  const auto keep = closure.program;  // the callee may be dropped while it runs
  std::array<Value, inline_arguments> few;
  std::vector<Value> many;
  Value* slots = few.data();
  if (closure.frame_size > inline_arguments) {
    many.resize(closure.frame_size);
    slots = many.data();
  }
  std::copy(arguments.begin(), arguments.end(), slots);
  const Frame outer = std::exchange(frame_, Frame{slots, &closure});
  const Program* outer_program = std::exchange(program_, keep.get());
  ++calls_;
  Value result = eval(closure.entry);
  --calls_;
  program_ = outer_program;
  frame_ = outer;
  return result;
}

}  // namespace wf::feel
