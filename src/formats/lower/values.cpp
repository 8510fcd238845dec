// Compiling the values and expressions of a file, with findings placed under the exact part of the expression.
#include "formats/lower/values.hpp"

#include "base/text.hpp"

namespace wf::formats {

using model::Formula;
using model::ValueTree;

namespace {

/// The place in the file of `span` within the part of the scalar's text that begins at `offset`.
Span place_in_scalar(const Node& node, std::size_t offset, Span span) {
  if (!node.maps_one_to_one) return node.span;
  const auto base = node.content_begin + static_cast<std::uint32_t>(offset);
  return {base + span.begin, base + span.end};
}

Formula finish(Workbench& bench, const Node& node, std::size_t offset, feel::Compiled compiled,
               const std::string& element) {
  Formula formula;
  formula.text = node.text.substr(offset);
  formula.where = bench.place(
      place_in_scalar(node, offset, {0, static_cast<std::uint32_t>(node.text.size() - offset)}));
  for (auto& problem : compiled.problems) {
    const auto where = bench.place(place_in_scalar(node, offset, problem.span));
    if (problem.is_error) bench.faults.error(where, problem.code, problem.message, problem.help, element);
    else bench.faults.warning(where, problem.code, problem.message, problem.help, element);
  }
  formula.compiled = std::move(compiled.expression);
  return formula;
}

/// "days + 1" without '=' in front: an expression over known variables that would stay a text.
bool looks_like_formula(const Node& node, const feel::Scope& scope) {
  constexpr std::size_t longest = 200;
  if (node.kind != Node::Kind::string || node.quoted || node.text.size() > longest) return false;
  if (node.text.find_first_of("+*/(=<>.") == std::string::npos && node.text.find(" - ") == std::string::npos) return false;
  feel::Scope closed = scope;
  closed.open = false;
  const auto compiled = feel::compile_expression(node.text, closed);
  return compiled.expression && compiled.problems.empty() && !compiled.expression->reads().empty();
}

ValueTree constant_tree(Workbench& bench, const Node& node, const feel::Scope& scope, const std::string& element) {
  ValueTree tree;
  tree.constant = to_value(node);
  tree.where = bench.place(node);
  if (looks_like_formula(node, scope)) {
    bench.faults.warning(tree.where, "WF-LANG-025", "this is the text \"" + node.text + "\", not its value",
                         "write '= " + node.text + "' for the value, or quote the text", element);
    return tree;
  }
  const bool could_be_meant = node.kind == Node::Kind::string && !node.quoted && bench.names.is_declared(node.text);
  if (could_be_meant) {
    bench.faults.warning(tree.where, "WF-LANG-025", "this is the text \"" + node.text + "\", not the variable '" + node.text + "'",
                         "write '= " + node.text + "' for the variable, or quote the text", element);
  }
  return tree;
}

}  // namespace

std::optional<std::size_t> formula_offset(const Node& node) {
  if (node.kind != Node::Kind::string) return std::nullopt;
  const auto first = node.text.find_first_not_of(" \t\r\n");
  if (first == std::string::npos || node.text[first] != '=') return std::nullopt;
  const auto begin = node.text.find_first_not_of(" \t\r\n", first + 1);
  return begin == std::string::npos ? node.text.size() : begin;
}

Formula lower_formula(Workbench& bench, const Node& node, std::size_t offset, const feel::Scope& scope,
                      const std::string& element) {
  return finish(bench, node, offset, feel::compile_expression(std::string_view(node.text).substr(offset), scope), element);
}

ValueTree lower_value(Workbench& bench, const Node& node, const feel::Scope& scope, const std::string& element) {
  ValueTree tree;
  tree.where = bench.place(node);
  if (node.kind == Node::Kind::sequence) {
    tree.form = ValueTree::Form::list;
    for (const auto& item : node.items) tree.items.push_back(lower_value(bench, item, scope, element));
    return tree;
  }
  if (node.kind == Node::Kind::mapping) {
    tree.form = ValueTree::Form::map;
    for (const auto& entry : node.entries) {
      tree.members.emplace_back(entry.key, lower_value(bench, entry.value, scope, element));
    }
    return tree;
  }
  if (const auto offset = formula_offset(node)) {
    tree.form = ValueTree::Form::formula;
    tree.formula = lower_formula(bench, node, *offset, scope, element);
    return tree;
  }
  if (node.kind == Node::Kind::string && node.text.find("{{") != std::string::npos) {
    tree.form = ValueTree::Form::formula;
    tree.formula = finish(bench, node, 0, feel::compile_template(node.text, scope), element);
    return tree;
  }
  return constant_tree(bench, node, scope, element);
}

std::optional<Formula> lower_condition(Workbench& bench, const Node& node, std::string_view key,
                                       const feel::Scope& scope, const std::string& element) {
  const std::string quoted = "'" + std::string(key) + "'";
  if (node.kind == Node::Kind::boolean) {
    // `if: true` is FEEL too; its text is the literal.
    Formula formula;
    formula.text = node.boolean ? "true" : "false";
    formula.where = bench.place(node);
    formula.compiled = feel::compile_expression(formula.text, scope).expression;
    return formula;
  }
  if (node.kind != Node::Kind::string || trimmed(node.text).empty()) {
    bench.faults.error(bench.place(node), "WF-LANG-003",
                       quoted + " must be an expression, not " + std::string(kind_in_words(node.kind)),
                       "write a condition, as in 'amount > 200'", element);
    return std::nullopt;
  }
  if (formula_offset(node)) {
    bench.faults.error(bench.place(node), "WF-LANG-024", quoted + " is always an expression: leave out the '='", {}, element);
    return std::nullopt;
  }
  Formula formula = lower_formula(bench, node, 0, scope, element);
  if (!formula.compiled) return formula;
  const feel::Type& type = formula.compiled->type();
  const bool is_boolean = type.is_any() || (type.form() == feel::Type::Form::scalar &&
                                            (type.kind() == feel::Kind::boolean || type.kind() == feel::Kind::null));
  if (!is_boolean) {
    bench.faults.error(formula.where, "WF-LANG-045", "a condition must be true or false; this is a " + type.name(),
                       "compare it with something, as in '" + formula.text.substr(0, 40) + " = …'", element);
  }
  return formula;
}

bool check_target(Workbench& bench, const std::string& name, model::SourceRef where, const std::string& element) {
  if (!is_variable_name(name)) {
    const auto dot = name.find('.');
    const bool names_part = dot != std::string::npos && bench.names.is_declared(name.substr(0, dot));
    bench.faults.error(where, "WF-LANG-026", "'" + name + "' is no name for a variable",
                       names_part ? "write the whole variable: '" + name.substr(0, dot) + ": = context put(" + name.substr(0, dot) + ", \"" + name.substr(dot + 1) + "\", …)'"
                                  : "use letters, digits and '_', beginning with a letter, and no word of the expression language",
                       element);
    return false;
  }
  if (bench.names.is_protected(name)) {
    bench.faults.error(where, "WF-LANG-027", "'" + name + "' cannot be written: it is a role or a name of the system",
                       "choose another name", element);
    return false;
  }
  return true;
}

std::vector<model::Assignment> lower_assignments(Workbench& bench, const Fields& fields, std::string_view key,
                                                 const feel::Scope& scope) {
  std::vector<model::Assignment> made;
  const Node* mapping = fields.mapping(key);
  if (mapping == nullptr) return made;
  for (const auto& entry : mapping->entries) {
    const auto where = bench.place(entry.key_span);
    check_target(bench, entry.key, where, fields.element());
    made.push_back({entry.key, lower_value(bench, entry.value, scope, fields.element()), where});
  }
  return made;
}

}  // namespace wf::formats
