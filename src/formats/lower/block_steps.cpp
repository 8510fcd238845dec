// choose, parallel, subprocess, gateway: the steps that branch and contain.
#include "formats/lower/steps.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::FlowNode;
using model::NodeIndex;
using model::NodeKind;

namespace {

void append(Exits& to, const Exits& from) { to.insert(to.end(), from.begin(), from.end()); }

/// The entries of `key`, which must be at least `least` mappings.
std::vector<const Node*> entries_of(Workbench& bench, const Step& step, std::string_view key, std::size_t least) {
  std::vector<const Node*> found;
  const std::string quoted = "'" + std::string(key) + "'";
  const std::string verb = "'" + std::string(step.verb.name) + "'";
  const Node* list = step.fields.list(key);
  if (list == nullptr) {
    bench.is_complete = false;
    if (!step.fields.has(key)) {
      step.fields.error(step.fields.key_place(step.verb.name), "WF-LANG-004", "a " + verb + " step needs " + quoted,
                        "write '" + std::string(key) + ":' and below it entries that begin with '- '");
    }
    return found;
  }
  for (const auto& item : list->items) {
    if (item.kind == Node::Kind::mapping) found.push_back(&item);
    else step.fields.wrong_type(item, "an entry of " + quoted, "a mapping");
  }
  if (list->items.size() < least) {
    step.fields.error(step.fields.key_place(key), "WF-LANG-016",
                      quoted + " needs at least " + (least == 1 ? "one entry" : "two entries"),
                      least == 1 ? "begin each with '- '" : "one alone is no choice: write its steps in a row");
  }
  return found;
}

/// `if` or `else` of a case or an arc of a gateway.
void lower_guard(Workbench& bench, const Step& step, const Fields& fields, bool& has_default, Arc& arc) {
  const Node* condition = fields.find("if");
  const Node* otherwise = fields.find("else");
  if (const auto label = fields.text("label")) arc.label = *label;
  if (condition != nullptr && otherwise != nullptr) {
    fields.error(fields.key_place("else"), "WF-LANG-014", "'if' and 'else' exclude each other", "make two entries of them");
  }
  if (condition != nullptr) {
    arc.condition = lower_condition(bench, *condition, "if", step.scope, step.id);
    return;
  }
  if (otherwise == nullptr) return;
  if (otherwise->kind == Node::Kind::string) arc.label = otherwise->text;
  else if (otherwise->kind != Node::Kind::null) {
    fields.wrong_type(*otherwise, "'else'", "a label or empty",
                      "write '- else: otherwise', and 'steps:' or 'goto:' on the next line below 'else'");
  }
  if (otherwise->kind == Node::Kind::string && fields.has("label")) {
    fields.error(fields.key_place("label"), "WF-LANG-014", "'else' carries the label already");
  }
  if (has_default) {
    fields.error(fields.key_place("else"), "WF-LANG-015", "there is a second 'else'", "only one can be what happens otherwise");
  }
  arc.is_default = !has_default;
  has_default = true;
}

Exits lower_case(Workbench& bench, const Step& step, const Node& entry, NodeIndex gateway, bool& has_default) {
  Fields fields = bench.fields(entry, PlaceOf::choose_case, step.id);
  fields.check_keys();
  if (!fields.has("if") && !fields.has("else")) {
    fields.error(bench.place(entry.entries.empty() ? entry.span : entry.entries.front().key_span), "WF-LANG-014",
                 "this case does not say when it is taken", "write 'if: condition' or 'else: label'");
  }
  Arc arc;
  arc.source = gateway;
  arc.where = fields.value_place(fields.has("if") ? "if" : "else");
  lower_guard(bench, step, fields, has_default, arc);
  Exits exits = {bench.graph.add(std::move(arc))};
  if (const Node* steps = fields.list("steps")) exits = lower_steps(bench, *steps, step.parent, std::move(exits));
  return follow_next(bench, fields, std::move(exits));
}

Exits lower_branch(Workbench& bench, const Step& step, const Node& entry, NodeIndex gateway) {
  Fields fields = bench.fields(entry, PlaceOf::branch, step.id);
  fields.check_keys();
  Arc arc;
  arc.source = gateway;
  arc.where = bench.place(entry.entries.empty() ? entry.span : entry.entries.front().key_span);
  if (const auto label = fields.text("label")) arc.label = *label;
  Exits exits = {bench.graph.add(std::move(arc))};
  const Node* steps = fields.list("steps");
  const bool is_empty = !fields.has("steps") || (steps != nullptr && steps->items.empty());
  if (is_empty && !fields.has("goto") && !fields.has("next")) {
    fields.error(bench.place(entry.entries.empty() ? entry.span : entry.entries.front().key_span), "WF-LANG-016",
                 "this branch has no steps", "write 'steps:' and below it at least one step");
  }
  if (steps != nullptr) exits = lower_steps(bench, *steps, step.parent, std::move(exits));
  return follow_next(bench, fields, std::move(exits));
}

/// A gateway without a name at which `arriving` come together; answers what leaves it.
Exits add_meeting(Workbench& bench, const Step& step, const std::string& id, NodeKind kind, const Exits& arriving) {
  FlowNode gateway;
  gateway.id = id;
  gateway.kind = kind;
  gateway.parent = step.parent;
  gateway.where = step.where;
  const NodeIndex index = bench.builder.add(std::move(gateway));
  bench.graph.enter(arriving, index);
  return bench.graph.leave(index, step.where);
}

/// An arc without a condition among arcs that have one is what happens otherwise.
void take_otherwise(Workbench& bench, const Step& step, const Node& entry, Arc& arc, bool& has_default) {
  arc.is_default = !has_default;
  if (has_default) {
    step.fields.error(bench.place(entry), "WF-LANG-015", "there is a second arc without a condition",
                      "only one can be what happens otherwise: give the others an 'if'");
  }
  has_default = true;
}

/// `next: [key, clean]`: an arc that is nothing but its target.
void lower_bare_arc(Workbench& bench, const Step& step, const Node& entry, NodeIndex gateway, bool is_choice, bool& has_default) {
  Arc arc;
  arc.source = gateway;
  arc.where = bench.place(entry);
  if (is_choice) take_otherwise(bench, step, entry, arc, has_default);
  bench.graph.go_to({bench.graph.add(std::move(arc))}, entry.text, bench.place(entry));
}

/// `is_choice`: an exclusive gateway with more than one arc.
void lower_arc(Workbench& bench, const Step& step, const Node& entry, NodeIndex gateway, NodeKind kind, bool is_choice, bool& has_default) {
  if (entry.kind == Node::Kind::string) return lower_bare_arc(bench, step, entry, gateway, is_choice, has_default);
  if (entry.kind != Node::Kind::mapping) {
    step.fields.wrong_type(entry, "an arc of a gateway", "a step or a mapping", "write it as in '- { to: STEP, if: condition }'");
    bench.is_complete = false;
    return;
  }
  Fields fields = bench.fields(entry, PlaceOf::arc, step.id);
  fields.check_keys();
  Arc arc;
  arc.source = gateway;
  arc.where = fields.value_place("to");
  const bool has_guard = fields.has("if") || fields.has("else");
  if (has_guard && kind != NodeKind::exclusive_gateway) {
    fields.error(fields.key_place(fields.has("if") ? "if" : "else"), "WF-LANG-014",
                 "a parallel gateway takes all its arcs: it has no conditions", "use 'gateway: exclusive' to choose");
  } else {
    lower_guard(bench, step, fields, has_default, arc);
  }
  if (is_choice && !has_guard) take_otherwise(bench, step, entry, arc, has_default);
  if (!fields.has("to")) {
    fields.error(bench.place(entry), "WF-LANG-004", "an arc needs 'to'", "write the id of the step it leads to");
  }
  const auto target = fields.text("to");
  if (!target) bench.is_complete = false;
  const Exits exit = {bench.graph.add(std::move(arc))};
  if (target) bench.graph.go_to(exit, *target, fields.value_place("to"));
}

NodeKind gateway_kind(Workbench& bench, const Step& step) {
  if (step.name == "parallel") return NodeKind::parallel_gateway;
  if (step.name == "exclusive" || step.name.empty()) return NodeKind::exclusive_gateway;
  const auto where = step.fields.value_place("gateway");
  const bool is_known = step.name == "inclusive" || step.name == "complex" || step.name == "event" || step.name == "event_based";
  if (is_known) {
    bench.is_complete = false;
    bench.faults.error(where, "WF-LANG-013", "'gateway: " + step.name + "' cannot run in this version",
                       "'exclusive' takes one arc, 'parallel' takes all", step.id);
  } else {
    bench.faults.error(where, "WF-LANG-019", "'" + step.name + "' is no kind of gateway",
                       bench.faults.suggestion(step.name, {"exclusive", "parallel"}, "write 'exclusive' or 'parallel'"), step.id);
  }
  return NodeKind::exclusive_gateway;
}

}  // namespace

Part lower_choose(Workbench& bench, Step& step) {
  Part part;
  part.entry = bench.builder.add(node_of(step, NodeKind::exclusive_gateway));
  bool has_default = false;
  for (const Node* entry : entries_of(bench, step, "cases", 1)) {
    append(part.exits, lower_case(bench, step, *entry, part.entry, has_default));
  }
  return part;
}

Part lower_parallel(Workbench& bench, Step& step) {
  Part part;
  part.entry = bench.builder.add(node_of(step, NodeKind::parallel_gateway));
  bench.graph.only_splits(part.entry);
  Exits arriving;
  std::size_t number = 0;
  for (const Node* entry : entries_of(bench, step, "branches", 2)) {
    ++number;
    Exits exits = lower_branch(bench, step, *entry, part.entry);
    // The join waits for one token a branch, so the ways on which a branch may end meet before it.
    if (exits.size() > 1) exits = add_meeting(bench, step, step.id + ".merge_" + std::to_string(number), NodeKind::exclusive_gateway, exits);
    append(arriving, exits);
  }
  if (!arriving.empty()) part.exits = add_meeting(bench, step, step.id + ".join", NodeKind::parallel_gateway, arriving);
  return part;
}

Part lower_subprocess(Workbench& bench, Step& step) {
  FlowNode node = node_of(step, NodeKind::sub_process);
  node.in = lower_assignments(bench, step.fields, "in", bench.names.scope());
  node.out = lower_assignments(bench, step.fields, "out", step.scope);
  Part part;
  part.entry = bench.builder.add(std::move(node));
  FlowNode start;
  start.id = step.id + ".start";
  start.kind = NodeKind::start_event;
  start.parent = part.entry;
  start.where = step.where;
  const NodeIndex start_index = bench.builder.add(std::move(start));
  Exits inside = bench.graph.leave(start_index, step.where);
  const Node* steps = step.fields.list("steps");
  const bool is_empty = !step.fields.has("steps") || (steps != nullptr && steps->items.empty());
  if (is_empty) {
    step.fields.error(step.fields.key_place("subprocess"), "WF-LANG-004", "a 'subprocess' step needs 'steps'",
                      "write 'steps:' and below it at least one step");
  }
  if (steps != nullptr) inside = lower_steps(bench, *steps, part.entry, std::move(inside));
  end_here(bench, step.id, part.entry, step.where, inside);
  part.exits = bench.graph.leave(part.entry, step.where);
  lower_boundaries(bench, step, part.entry, part.exits);
  return part;
}

Part lower_gateway(Workbench& bench, Step& step) {
  const NodeKind kind = gateway_kind(bench, step);
  FlowNode node = node_of(step, kind);
  node.name.clear();
  if (const auto name = step.fields.text("name")) node.name = *name;
  Part part;
  part.entry = bench.builder.add(std::move(node));
  const Node* next = step.fields.find("next");
  if (next == nullptr || next->kind != Node::Kind::sequence) {
    part.exits = bench.graph.leave(part.entry, step.where);
    return part;
  }
  bool has_default = false;
  for (const auto& entry : next->items) {
    const bool is_choice = kind == NodeKind::exclusive_gateway && next->items.size() > 1;
    lower_arc(bench, step, entry, part.entry, kind, is_choice, has_default);
  }
  return part;
}

}  // namespace wf::formats
