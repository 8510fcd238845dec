// Evaluator: walks a compiled program once, within a budget. One per evaluation, one thread. Private to feel.
// Recursion is bounded twice: the compiler bounds the nesting of one program, the evaluator the sum over calls.
#pragma once
#include <array>
#include <functional>
#include <memory>
#include <vector>

#include "feel/builtins/registry.hpp"
#include "feel/expression.hpp"
#include "feel/function.hpp"
#include "feel/program.hpp"

namespace wf::feel {

/// Deepest value that an evaluation may build; walks over values recurse this far.
inline constexpr int deepest_value = 500;

class Evaluator final : public Call {
 public:
  Evaluator(const Program& program, const Environment& environment);
  /// The value of the node `root` and the messages on the way to it.
  Evaluation run(NodeIndex root);

  Instant now() const override { return environment_.now; }
  std::string_view zone() const override { return environment_.zone; }
  bool charge(std::int64_t steps, std::int64_t bytes = 0) override;
  Value fail(std::string_view code, std::string message) override;
  Value invoke(const Value& function, std::span<const Value> arguments) override;

 private:
  /// The values of one activation: slots of the program or of a closure's call.
  struct Frame {
    Value* slots = nullptr;
    const Function::Closure* closure = nullptr;
  };
  struct Iterator;

  const Node& node(NodeIndex index) const { return program_->nodes[index]; }
  std::span<const std::uint32_t> list_of(const Node& n) const { return {program_->lists.data() + n.a, n.b}; }

  Value eval(NodeIndex index);
  /// As eval, but without a copy where the value already lies somewhere; `temporary` holds it otherwise.
  const Value& eval_ref(NodeIndex index, Value& temporary);
  const Value* lookup(const Node& n);

  Value eval_node(const Node& n);
  Value eval_variable(const Node& n);
  Value eval_arithmetic(const Node& n);
  Value eval_comparison(const Node& n);
  Value eval_connective(const Node& n);
  Value eval_between(const Node& n);
  Value eval_range(const Node& n);
  Value eval_list(const Node& n);
  Value eval_context(const Node& n);
  Value eval_branch(const Node& n);
  Value eval_loop(const Node& n);
  Value eval_filter(const Node& n);
  Value eval_member(const Node& n);
  Value eval_implicit_member(const Node& n);
  Value eval_closure(const Node& n);
  Value eval_builtin(const Node& n);
  Value eval_host(const Node& n);
  Value eval_call(const Node& n);
  Value eval_in(const Node& n);
  Value eval_test(const Node& n);
  Value eval_joined(const Node& n);

  Value member_of(const Value& object, std::string_view name, int depth);
  Value pick(const List& list, const Decimal& index);
  bool iterate(std::vector<Iterator>& iterators, std::size_t at, NodeIndex body, const std::function<bool(Value)>& each);
  bool iterate_numbers(std::vector<Iterator>& iterators, std::size_t at, NodeIndex body, const Value& from, const Value& to,
                       const std::function<bool(Value)>& each);
  Value call_builtin(const Builtin& builtin, std::vector<Value>& arguments, std::span<const NodeIndex> indexes);
  Value call_closure(const Function& function, std::span<const Value> arguments);
  Value bounded(Value value);  ///< charges its size and refuses values nested too deeply
  Value out_of_budget(std::string_view what);

  const Program* program_;
  const Environment& environment_;
  Frame frame_;
  std::vector<const Value*> variables_;  // found so far; null pointer: not looked up yet
  std::vector<Problem> messages_;
  Span at_;  // of the node whose failure is reported
  std::int64_t steps_left_;
  std::int64_t bytes_left_;
  std::int32_t depth_ = 0;    // nested evals over all calls
  std::int32_t calls_ = 0;    // nested calls of closures
  bool aborted_ = false;
};

/// Whether a value is of a type, for `instance of` (§10.3.2.13, table 48).
bool is_instance(const Value& value, const Type& type);

}  // namespace wf::feel
