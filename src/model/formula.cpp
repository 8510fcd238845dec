// Evaluation of value trees. The depth of a tree is bounded by the reader that made it.
#include "model/formula.hpp"

namespace wf::model {

namespace {

void append(std::vector<feel::Problem>& to, std::vector<feel::Problem> from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

feel::Value evaluate_into(const ValueTree& tree, const feel::Environment& environment,
                          std::vector<feel::Problem>& messages) {
  switch (tree.form) {
    case ValueTree::Form::constant: return tree.constant;
    case ValueTree::Form::formula: {
      if (!tree.formula.compiled) return {};
      auto evaluation = feel::evaluate(*tree.formula.compiled, environment);
      append(messages, std::move(evaluation.messages));
      return std::move(evaluation.value);
    }
    case ValueTree::Form::list: {
      feel::List list;
      list.reserve(tree.items.size());
      for (const auto& item : tree.items) list.push_back(evaluate_into(item, environment, messages));
      return list;
    }
    case ValueTree::Form::map: {
      feel::Context context;
      for (const auto& [name, member] : tree.members) context.set(name, evaluate_into(member, environment, messages));
      return context;
    }
  }
  return {};
}

}  // namespace

ValueTree::ValueTree() = default;

feel::Evaluation evaluate(const ValueTree& tree, const feel::Environment& environment) {
  feel::Evaluation evaluation;
  evaluation.value = evaluate_into(tree, environment, evaluation.messages);
  return evaluation;
}

}  // namespace wf::model
