// wait, end, the verbs that cannot run yet, and the events at a step (`meanwhile`, `instead`).
#include "base/text.hpp"
#include "formats/lower/periods.hpp"
#include "formats/lower/steps.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

using model::EventKind;
using model::FlowNode;
using model::NodeIndex;
using model::NodeKind;

namespace {

constexpr std::size_t max_error_code = 100;

bool is_error_code(std::string_view code) {
  if (code.empty() || code.size() > max_error_code) return false;
  return code.find_first_of(" \t\r\n\"'") == std::string_view::npos;
}

/// The code written behind `error`; empty for `any`, nothing after a fault.
std::optional<std::string> lower_error_code(const Fields& fields) {
  const auto code = fields.text("error");
  if (!code || is_error_code(*code)) return code;
  fields.error(fields.value_place("error"), "WF-LANG-043", "'" + code->substr(0, 40) + "' is no error code",
               "write one word, as in 'BOOKING-FAILED'");
  return std::nullopt;
}

void lower_trigger(Workbench& bench, const Fields& fields, const feel::Scope& scope, bool interrupts, FlowNode& node) {
  const bool has_after = fields.has("after"), has_error = fields.has("error");
  if (has_after == has_error) {
    if (has_after) {
      fields.error(fields.key_place("error"), "WF-LANG-023", "an event at a step is 'after' or 'error', not both");
    } else {
      // A trigger of the full language was reported as such already.
      const bool names_other = std::any_of(fields.node().entries.begin(), fields.node().entries.end(), [](const auto& entry) {
        return find_unbuilt(entry.key) != nullptr;
      });
      if (!names_other) {
        fields.error(fields.key_place("id"), "WF-LANG-023", "this event does not say what it waits for",
                     "write 'after: 3 working days' or 'error: CODE'");
      }
      bench.is_complete = false;
    }
  }
  if (has_error) {
    node.event = EventKind::error;
    const auto code = lower_error_code(fields);
    node.error = model::ErrorDefinition{code.value_or("") == "any" ? "" : code.value_or(""), {}};
    if (!interrupts) {
      fields.error(fields.key_place("error"), "WF-LANG-044", "an error always ends the step",
                   "put this event below 'instead'");
    }
    return;
  }
  node.event = EventKind::timer;
  node.timer = lower_period(bench, fields, "after", scope);
}

Exits lower_boundary(Workbench& bench, const Step& step, const Node& entry, NodeIndex activity, bool interrupts) {
  Fields bare = bench.fields(entry, PlaceOf::boundary, step.id);
  const auto name = entry.find("name");
  FlowNode node;
  node.id = claim_id(bench, bare, name != nullptr ? name->text : interrupts ? "late" : "slow", node.where);
  const std::string id = node.id;
  const auto where = node.where;
  Fields fields = bench.fields(entry, PlaceOf::boundary, id);
  fields.check_keys();
  node.kind = NodeKind::boundary_event;
  node.parent = step.parent;
  node.attached_to = activity;
  node.interrupting = interrupts;
  if (const auto text = fields.text("name")) node.name = *text;
  if (const auto text = fields.text("description")) node.documentation = *text;
  lower_trigger(bench, fields, step.scope, interrupts, node);
  const NodeIndex index = bench.builder.add(std::move(node));
  Exits exits = bench.graph.leave(index, where);
  if (const Node* steps = fields.list("steps")) exits = lower_steps(bench, *steps, step.parent, std::move(exits));
  exits = follow_next(bench, fields, std::move(exits));
  if (interrupts) return exits;
  end_here(bench, id, step.parent, where, exits);
  return {};
}

/// Branches of `race` and `inclusive`, and `steps` of others, are read so that their faults are found too.
Exits lower_inside(Workbench& bench, const Step& step, NodeIndex entry) {
  Exits exits;
  const Node* branches = step.fields.find("branches");
  if (branches == nullptr || branches->kind != Node::Kind::sequence) return bench.graph.leave(entry, step.where);
  for (const auto& branch : branches->items) {
    Exits inside = bench.graph.leave(entry, step.where);
    const Node* steps = branch.kind == Node::Kind::mapping ? branch.find("steps") : nullptr;
    if (steps != nullptr && steps->kind == Node::Kind::sequence) inside = lower_steps(bench, *steps, step.parent, std::move(inside));
    exits.insert(exits.end(), inside.begin(), inside.end());
  }
  return exits;
}

}  // namespace

Part lower_wait(Workbench& bench, Step& step) {
  FlowNode node = node_of(step, NodeKind::intermediate_catch_event);
  node.event = EventKind::timer;
  const bool has_after = step.fields.has("after"), has_until = step.fields.has("until");
  const bool names_other = std::any_of(step.fields.node().entries.begin(), step.fields.node().entries.end(),
                                       [](const auto& entry) { return find_unbuilt(entry.key) != nullptr; });
  if (has_after == has_until && !names_other) {
    step.fields.error(step.fields.key_place(has_after ? "until" : "wait"), "WF-LANG-022",
                      has_after ? "a wait ends 'after' a period or waits 'until' a moment, not both"
                                : "this wait does not say how long",
                      "write 'after: 2 weeks' or 'until: 2026-03-31'");
  }
  node.timer = has_until ? lower_moment(bench, step.fields, "until", step.scope)
                         : lower_period(bench, step.fields, "after", step.scope);
  Part part;
  part.entry = bench.builder.add(std::move(node));
  part.exits = bench.graph.leave(part.entry, step.where);
  return part;
}

Part lower_end(Workbench& bench, Step& step) {
  FlowNode node = node_of(step, NodeKind::end_event);
  const bool stops = step.fields.flag("stop_everything").value_or(false);
  if (stops) node.event = EventKind::terminate;
  if (step.fields.has("error")) {
    node.event = EventKind::error;
    auto code = lower_error_code(step.fields);
    if (code && *code == "any") {
      step.fields.error(step.fields.value_place("error"), "WF-LANG-043", "'any' can be caught, not thrown",
                        "write the code of the error, as in 'BOOKING-FAILED'");
    }
    node.error = model::ErrorDefinition{code.value_or(""), {}};
    node.error->message.constant = feel::Value(step.name);
    node.error->message.where = step.where;
    if (stops) {
      step.fields.error(step.fields.key_place("stop_everything"), "WF-LANG-023",
                        "an end throws an 'error' or stops everything, not both");
    }
  }
  for (const std::string_view key : {"next", "goto"}) {
    if (step.fields.has(key)) bench.is_complete = false;  // reported as no key of `end`
  }
  Part part;
  part.entry = bench.builder.add(std::move(node));
  return part;
}

Part lower_unbuilt(Workbench& bench, Step& step) {
  const std::string word(step.verb.name);
  const Unbuilt* unbuilt = find_unbuilt(word);
  bench.faults.error(step.fields.key_place(word), "WF-LANG-013", "'" + word + "' cannot run in this version",
                     unbuilt != nullptr ? std::string(unbuilt->instead) : "", step.id);
  bench.is_complete = false;
  FlowNode node = node_of(step, NodeKind::task);
  Part part;
  part.entry = bench.builder.add(std::move(node));
  part.exits = lower_inside(bench, step, part.entry);
  if (step.verb.place != PlaceOf::parallel) lower_boundaries(bench, step, part.entry, part.exits);
  return part;
}

void lower_boundaries(Workbench& bench, const Step& step, NodeIndex activity, Exits& exits) {
  for (const std::string_view key : {"meanwhile", "instead"}) {
    const Node* list = step.fields.list(key);
    if (list == nullptr) continue;
    for (const auto& entry : list->items) {
      if (entry.kind != Node::Kind::mapping) {
        step.fields.wrong_type(entry, "an entry of '" + std::string(key) + "'", "a mapping");
        continue;
      }
      const Exits more = lower_boundary(bench, step, entry, activity, key == "instead");
      exits.insert(exits.end(), more.begin(), more.end());
    }
  }
}

}  // namespace wf::formats
