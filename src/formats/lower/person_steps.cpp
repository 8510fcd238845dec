// task, approve, manual: what people do.
#include "formats/lower/forms.hpp"
#include "formats/lower/people.hpp"
#include "formats/lower/periods.hpp"
#include "formats/lower/steps.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::NodeKind;

namespace {

NodeKind kind_of(const Step& step) {
  return step.verb.place == PlaceOf::manual ? NodeKind::manual_task : NodeKind::user_task;
}

/// What `out:` sees: the fields of the form, and `outcome` of an approval.
feel::Scope result_scope(Workbench& bench, const Step& step, const FormShape* shape) {
  std::vector<feel::Type::Member> result;
  bool is_open = false;
  if (shape != nullptr) {
    if (shape->type.form() == feel::Type::Form::context) result = shape->type.members();
    is_open = shape->type.is_any() || shape->type.open();
  }
  const bool has_outcome = std::any_of(result.begin(), result.end(), [](const auto& one) { return one.name == "outcome"; });
  if (step.verb.place == PlaceOf::approve && !has_outcome) {
    result.push_back({"outcome", feel::Type::scalar(feel::Kind::string)});
  }
  return bench.names.scope_with(std::move(result), is_open);
}

void lower_not_by(Workbench& bench, const Step& step, model::UserTaskDefinition& task) {
  const Node* node = step.fields.find("not_by");
  if (node == nullptr) return;
  if (node->kind != Node::Kind::sequence) {
    task.not_by.push_back(lower_people(bench, *node, "not_by", step.scope, step.id));
    return;
  }
  for (const auto& item : node->items) task.not_by.push_back(lower_people(bench, item, "not_by", step.scope, step.id));
}

void lower_priority(Workbench& bench, const Step& step, model::UserTaskDefinition& task) {
  const Node* node = step.fields.find("priority");
  if (node == nullptr) return;
  if (!formula_offset(*node) && !step.fields.count("priority", 0, 100)) return;
  task.priority = lower_value(bench, *node, step.scope, step.id);
}

}  // namespace

Part lower_person_step(Workbench& bench, Step& step) {
  model::FlowNode node = node_of(step, kind_of(step));
  model::UserTaskDefinition task;
  const FormShape* shape = nullptr;
  if (step.verb.place != PlaceOf::manual) {
    shape = lower_form(bench, step.fields, "form", task.form);
    if (const auto into = step.fields.text("into")) {
      if (check_target(bench, *into, step.fields.value_place("into"), step.id)) node.into = *into;
    }
  }
  if (step.verb.place == PlaceOf::approve) {
    task.approval = true;
    if (shape != nullptr) task.outcomes = shape->outcomes;
  }
  if (const Node* by = step.fields.find("by")) task.by = lower_people(bench, *by, "by", step.scope, step.id);
  lower_not_by(bench, step, task);
  task.due = lower_due(bench, step.fields, step.scope);
  lower_priority(bench, step, task);
  node.in = lower_assignments(bench, step.fields, "in", bench.names.scope());
  if (step.fields.has("out")) node.out = lower_assignments(bench, step.fields, "out", result_scope(bench, step, shape));
  node.user_task = std::move(task);
  Part part;
  part.entry = bench.builder.add(std::move(node));
  part.exits = bench.graph.leave(part.entry, step.where);
  lower_boundaries(bench, step, part.entry, part.exits);
  return part;
}

}  // namespace wf::formats
