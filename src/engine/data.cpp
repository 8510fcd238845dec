// Data: computing values and writing variables.
#include <algorithm>

#include "engine/declared_value.hpp"
#include "engine/elements/behaviour.hpp"
#include "engine/step.hpp"

namespace wf::engine {

namespace {

Trouble failed_expression(const std::string& text, const std::vector<feel::Problem>& messages) {
  return {"EXPRESSION-FAILED", "The expression '" + text + "' cannot be computed: " + messages.front().message};
}

/// A function has no stored form: the state would not be the fold of the stored events any more.
bool holds_function(const feel::Value& value) {
  if (value.as_function()) return true;
  if (const auto* list = value.as_list()) return std::any_of(list->begin(), list->end(), holds_function);
  if (const auto* context = value.as_context()) {
    return std::any_of(context->entries().begin(), context->entries().end(), [](const auto& entry) { return holds_function(entry.value); });
  }
  const auto* range = value.as_range();
  return range && ((range->low && holds_function(*range->low)) || (range->high && holds_function(*range->high)));
}

std::string text_of(const model::ValueTree& tree) {
  if (tree.form == model::ValueTree::Form::formula) return tree.formula.text;
  for (const auto& item : tree.items) {
    if (item.form == model::ValueTree::Form::formula) return item.formula.text;
  }
  for (const auto& [name, member] : tree.members) {
    if (member.form == model::ValueTree::Form::formula) return member.formula.text;
  }
  return "";
}

}  // namespace

Tried<feel::Value> Step::evaluate(const model::ValueTree& tree, LocalKey element, const feel::Value* over) const {
  if (tree.form == model::ValueTree::Form::constant) return tree.constant;
  const ElementVariables variables(definition_, instance_, context_, element, over);
  auto evaluation = model::evaluate(tree, variables.environment());
  // FEEL answers null where it fails; a null that somebody computed on purpose has no message.
  const bool is_one_formula = tree.form == model::ValueTree::Form::formula;
  if (!evaluation.messages.empty() && (evaluation.value.is_null() || !is_one_formula)) return tl::unexpected(failed_expression(text_of(tree), evaluation.messages));
  if (holds_function(evaluation.value)) return trouble("EXPRESSION-FAILED", "The expression '" + text_of(tree) + "' gives a function, which cannot be kept as data.");
  return std::move(evaluation.value);
}

Tried<bool> Step::holds(const model::Formula& condition, LocalKey element, const feel::Value* over) const {
  const ElementVariables variables(definition_, instance_, context_, element, over);
  auto evaluation = feel::evaluate(*condition.compiled, variables.environment());
  if (const auto* value = evaluation.value.as_boolean()) return *value;
  if (!evaluation.messages.empty()) return tl::unexpected(failed_expression(condition.text, evaluation.messages));
  if (evaluation.value.is_null()) return false;
  return trouble("EXPRESSION-FAILED", "The condition '" + condition.text + "' gives " + to_feel_text(evaluation.value) + " instead of true or false.");
}

LocalKey Step::scope_for(const ElementInstance& element, std::string_view name) const {
  for (const auto* scope = find(element.scope); scope; scope = find(scope->scope)) {
    if (scope->variables.find(name)) return scope->key;
  }
  return root_key;
}

Tried<std::vector<Step::Write>> Step::assignments(const std::vector<model::Assignment>& list, const ElementInstance& element, const feel::Value* over) const {
  std::vector<Write> writes;
  feel::Value seen = over && over->as_context() ? *over : feel::Value();
  for (const auto& assignment : list) {
    // A later assignment sees what an earlier one of the same list computed.
    auto value = evaluate(assignment.value, element.key, seen.is_null() ? nullptr : &seen);
    if (!value) return tl::unexpected(value.error());
    *value = as_declared(definition_, assignment.target, std::move(*value));
    feel::Context next = seen.as_context() ? *seen.as_context() : feel::Context();
    next.set(assignment.target, *value);
    seen = std::move(next);
    writes.push_back({scope_for(element, assignment.target), assignment.target, std::move(*value)});
  }
  return writes;
}

Tried<std::vector<Step::Write>> Step::outputs(const ElementInstance& element) const {
  const auto& node = node_of(element);
  std::vector<Write> writes;
  if (!node.into.empty() && element.has_result) writes.push_back({scope_for(element, node.into), node.into, element.result});
  if (node.writes_result && element.result.as_context()) {
    for (const auto& entry : element.result.as_context()->entries()) writes.push_back({scope_for(element, entry.name), entry.name, entry.value});
  }
  if (node.kind == model::NodeKind::script_task) {
    auto set = assignments(node.assignments, element, nullptr);
    if (!set) return set;
    writes = std::move(*set);
  }
  auto assigned = assignments(node.out, element, element.has_result ? &element.result : nullptr);
  if (!assigned) return assigned;
  writes.insert(writes.end(), std::make_move_iterator(assigned->begin()), std::make_move_iterator(assigned->end()));
  return writes;
}

void Step::write(const std::vector<Write>& writes) {
  for (const auto& one : writes) {
    const auto* scope = find(one.scope);
    const auto* present = scope ? scope->variables.find(one.name) : nullptr;
    auto value = as_declared(definition_, one.name, one.value);
    if (!present || !(*present == value)) emit(VariableSet{one.scope, one.name, std::move(value)});
  }
}

}  // namespace wf::engine
