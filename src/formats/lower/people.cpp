// Resolving people and groups at validation as far as the file knows them.
#include "formats/lower/people.hpp"

#include "base/text.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::ValueTree;

namespace {

bool is_person_or_group(std::string_view text) {
  for (const std::string_view kind : {"group:", "person:"}) {
    if (text.starts_with(kind)) return !trimmed(text.substr(kind.size())).empty() && text.find(' ') == text.npos;
  }
  return false;
}

/// How to say what was probably meant by a text that names no role.
std::string who_help(std::string_view text, bool defines_role) {
  const std::string quoted(text.substr(0, 60));
  if (text.starts_with("manager of ") && text.find('(') == text.npos) return "write it as in '= manager of(starter)'";
  if (text.find('(') != text.npos) return "an expression begins with '=': write '= " + quoted + "'";
  if (text.find(' ') != text.npos) return "write group:NAME, person:ID or '= expression'";
  const std::string either = "write 'group:" + quoted + "' or 'person:" + quoted + "'";
  return defines_role ? either + ", or '= expression'" : either + ", or add '" + quoted + "' to the roles at the top";
}

ValueTree named_role(Workbench& bench, const Node& node, std::string_view key, const feel::Scope& scope,
                     const std::string& element) {
  const auto role = bench.roles.find(node.text);
  if (role != bench.roles.end()) return role->second;
  ValueTree tree;
  tree.where = bench.place(node);
  if (node.text == "starter") {
    tree.form = ValueTree::Form::formula;
    tree.formula = lower_formula(bench, node, 0, scope, element);
    return tree;
  }
  std::vector<std::string> names;
  for (const auto& [name, value] : bench.roles) names.push_back(name);
  const bool defines_role = key == "roles";
  const std::string message = "'" + node.text.substr(0, 60) + (defines_role ? "' does not say who is meant" : "' is no role of this workflow");
  const std::string help = who_help(node.text, defines_role);
  bench.faults.error(tree.where, "WF-LANG-029", message, defines_role ? help : bench.faults.suggestion(node.text, names, help), element);
  return tree;
}

}  // namespace

ValueTree lower_people(Workbench& bench, const Node& node, std::string_view key, const feel::Scope& scope,
                       const std::string& element) {
  ValueTree tree;
  tree.where = bench.place(node);
  if (node.kind == Node::Kind::sequence && key != "roles") {
    tree.form = ValueTree::Form::list;
    for (const auto& item : node.items) tree.items.push_back(lower_people(bench, item, key, scope, element));
    return tree;
  }
  if (node.kind != Node::Kind::string || trimmed(node.text).empty()) {
    bench.faults.error(tree.where, "WF-LANG-003",
                       "'" + std::string(key) + "' must name a person, a group or a role, not " + std::string(kind_in_words(node.kind)),
                       "write a role's name, group:NAME, person:NAME or '= expression'", element);
    return tree;
  }
  if (const auto offset = formula_offset(node)) {
    tree.form = ValueTree::Form::formula;
    tree.formula = lower_formula(bench, node, *offset, scope, element);
    return tree;
  }
  if (is_person_or_group(node.text)) {
    tree.constant = feel::Value(node.text);
    return tree;
  }
  return named_role(bench, node, key, scope, element);
}

void lower_roles(Workbench& bench, const Fields& workflow) {
  const Node* roles = workflow.mapping("roles");
  if (roles == nullptr) return;
  const auto scope = bench.names.scope();
  for (const auto& entry : roles->entries) {
    const auto where = bench.place(entry.key_span);
    if (!is_id(entry.key)) {
      bench.faults.error(where, "WF-LANG-008", "'" + entry.key + "' is no name for a role",
                         "use letters, digits, '-' and '_', beginning with a letter");
      continue;
    }
    if (bench.names.is_declared(entry.key) && bench.roles.count(entry.key) == 0) {
      bench.faults.error(where, "WF-LANG-028", "'" + entry.key + "' is also a variable or a name of the system",
                         "give the role another name");
      continue;
    }
    ValueTree value = lower_people(bench, entry.value, "roles", scope, {});
    const bool is_typed = value.form == ValueTree::Form::formula && value.formula.compiled;
    if (is_variable_name(entry.key)) {
      bench.names.declare(entry.key, is_typed ? value.formula.compiled->type() : feel::Type::any());
      bench.names.protect(entry.key);
    }
    bench.builder.definition().roles.push_back({entry.key, value});
    bench.roles.emplace(entry.key, std::move(value));
  }
}

}  // namespace wf::formats
