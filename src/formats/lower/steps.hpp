// Steps: the list that a secretary writes, lowered to nodes and arcs. One function per verb, in the file of its family.
#pragma once
#include <string>

#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// One step while it is being lowered. `scope` sees its `in:` variables too.
struct Step {
  const Verb& verb;
  std::string id;
  std::string name;  ///< the value of the verb
  model::SourceRef where;
  model::NodeIndex parent = model::process_node;
  Fields fields;
  feel::Scope scope;
};

/// Where a part of the graph begins and how it goes on.
struct Part {
  model::NodeIndex entry = model::no_index;
  Exits exits;
};

/// Steps one after the other inside `parent`; `entries` lead to the first. Returns what leaves the last.
Exits lower_steps(Workbench& bench, const Node& list, model::NodeIndex parent, Exits entries);
/// Checks and claims the `id` of something that can hold a token; answers an id that is unique in any case.
std::string claim_id(Workbench& bench, const Fields& fields, std::string_view suggestion, model::SourceRef& where);
/// A node with the id, name and description of the step.
model::FlowNode node_of(const Step& step, model::NodeKind kind);
/// Follows `next` or `goto` of a mapping, if it has one; otherwise answers `exits` unchanged.
Exits follow_next(Workbench& bench, const Fields& fields, Exits exits);
/// Adds the implicit end `<stem>.end` for arcs that nothing continues.
void end_here(Workbench& bench, const std::string& stem, model::NodeIndex parent, model::SourceRef where, const Exits& exits);

// ── one per family ──
Part lower_person_step(Workbench& bench, Step& step);   ///< task, approve, manual
Part lower_call(Workbench& bench, Step& step);
Part lower_set(Workbench& bench, Step& step);
Part lower_choose(Workbench& bench, Step& step);
Part lower_parallel(Workbench& bench, Step& step);
Part lower_subprocess(Workbench& bench, Step& step);
Part lower_wait(Workbench& bench, Step& step);
Part lower_end(Workbench& bench, Step& step);
Part lower_gateway(Workbench& bench, Step& step);
/// A verb of the language that cannot run yet: reported, and a task stands in its place so that the rest can be judged.
Part lower_unbuilt(Workbench& bench, Step& step);

/// `meanwhile` and `instead` of the activity `node`. Adds the exits of the `instead` branches to `exits`.
void lower_boundaries(Workbench& bench, const Step& step, model::NodeIndex node, Exits& exits);

}  // namespace wf::formats
