// The common part of all steps: verb, id, keys, order, continuation.
#include "formats/lower/steps.hpp"

#include "base/text.hpp"

namespace wf::formats {

using model::FlowNode;
using model::NodeIndex;
using model::NodeKind;

namespace {

/// "head-of-unit-decides" from "Head of unit decides", for the help of a missing id.
std::string slug(std::string_view text) {
  std::string out;
  for (const char c : lower_ascii(text)) {
    const bool keeps = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keeps) out += c;
    else if (!out.empty() && out.back() != '_') out += '_';
    if (out.size() >= 30) break;
  }
  while (!out.empty() && out.back() == '_') out.pop_back();
  return is_id(out) ? out : "a_name";
}

struct FoundVerb {
  const Verb* verb = nullptr;
  const Node::Entry* entry = nullptr;
};

std::string verb_names() {
  std::vector<std::string> names;
  for (const auto& verb : verbs()) {
    if (verb.built) names.emplace_back(verb.name);
  }
  return joined(names, ", ");
}

void report_no_verb(Workbench& bench, const Node& node, const std::string& id) {
  std::vector<std::string> names;
  for (const auto& verb : verbs()) names.emplace_back(verb.name);
  std::string help = "write one of: " + verb_names();
  model::SourceRef where = bench.place(node);
  for (const auto& entry : node.entries) {
    const auto hint = foreign_word(entry.key);
    const auto nearest = entry.key == "id" ? std::nullopt : nearest_name(entry.key, names);
    if (hint.empty() && !nearest) continue;
    where = bench.place(entry.key_span);
    help = !hint.empty() ? std::string(hint) : "did you mean '" + *nearest + "'?";
    break;
  }
  bench.faults.error(where, "WF-LANG-005", "this step does not say what to do: it has no verb", help, id);
}

/// The one verb of the step; none or two are reported.
FoundVerb find_step_verb(Workbench& bench, const Node& node, const std::string& id) {
  FoundVerb first, minor;
  for (const auto& entry : node.entries) {
    const Verb* verb = find_verb(entry.key);
    if (verb == nullptr) continue;
    if (!verb->primary) {
      if (minor.verb == nullptr) minor = {verb, &entry};
      continue;
    }
    if (first.verb == nullptr) {
      first = {verb, &entry};
      continue;
    }
    bench.faults.error(bench.place(entry.key_span), "WF-LANG-006",
                       "this step has two verbs, '" + std::string(first.verb->name) + "' and '" + entry.key + "'",
                       "make two steps of it, each beginning with '- id:'", id);
  }
  if (first.verb != nullptr) return first;
  if (minor.verb == nullptr) report_no_verb(bench, node, id);
  return minor;
}

Part lower_verb(Workbench& bench, Step& step) {
  if (!step.verb.built) return lower_unbuilt(bench, step);
  switch (step.verb.place) {
    case PlaceOf::task:
    case PlaceOf::approve:
    case PlaceOf::manual: return lower_person_step(bench, step);
    case PlaceOf::call: return lower_call(bench, step);
    case PlaceOf::set: return lower_set(bench, step);
    case PlaceOf::choose: return lower_choose(bench, step);
    case PlaceOf::parallel: return lower_parallel(bench, step);
    case PlaceOf::wait: return lower_wait(bench, step);
    case PlaceOf::subprocess: return lower_subprocess(bench, step);
    case PlaceOf::end: return lower_end(bench, step);
    case PlaceOf::gateway: return lower_gateway(bench, step);
    case PlaceOf::workflow:
    case PlaceOf::start:
    case PlaceOf::choose_case:
    case PlaceOf::branch:
    case PlaceOf::boundary:
    case PlaceOf::retry:
    case PlaceOf::http:
    case PlaceOf::arc:
    case PlaceOf::calendar:
    case PlaceOf::day_off: break;
  }
  return lower_unbuilt(bench, step);
}

/// Names given by `in:` are visible inside the step only.
feel::Scope scope_inside(Workbench& bench, const Node& node) {
  const Node* in = node.find("in");
  if (in == nullptr || in->kind != Node::Kind::mapping) return bench.names.scope();
  std::vector<feel::Type::Member> local;
  for (const auto& entry : in->entries) local.push_back({entry.key, feel::Type::any()});
  return bench.names.scope_with(std::move(local));
}

/// Exits of one step; `entries` are led into it.
Exits lower_step(Workbench& bench, const Node& node, NodeIndex parent, Exits entries) {
  if (node.kind != Node::Kind::mapping) {
    bench.faults.error(bench.place(node), "WF-LANG-003", "a step must be a mapping, not " + std::string(kind_in_words(node.kind)),
                       "begin it with '- id: NAME' and put its verb on the next line");
    bench.is_complete = false;
    return entries;
  }
  const Node* id_node = node.find("id");
  const std::string known_id = id_node != nullptr && id_node->kind == Node::Kind::string ? id_node->text : "";
  const FoundVerb found = find_step_verb(bench, node, known_id);
  if (found.verb == nullptr) bench.is_complete = false;
  static const Verb missing{"task", PlaceOf::task, true, true};
  const Verb& verb = found.verb != nullptr ? *found.verb : missing;
  Fields bare = bench.fields(node, verb.place, known_id);
  const bool has_name = found.entry != nullptr && found.entry->value.kind == Node::Kind::string;
  model::SourceRef where;
  const std::string id = claim_id(bench, bare, has_name ? found.entry->value.text : "", where);
  Step step{verb, id, {}, where, parent, bench.fields(node, verb.place, id), scope_inside(bench, node)};
  if (found.verb != nullptr && verb.built) {
    step.fields.check_keys();
    if (const auto name = step.fields.text(verb.name)) step.name = *name;
  }
  Part part = lower_verb(bench, step);
  bench.graph.enter(entries, part.entry);
  const Node* next = node.find("next");
  const bool has_arcs = verb.place == PlaceOf::gateway && next != nullptr && next->kind == Node::Kind::sequence;
  if (has_arcs) return {};
  return follow_next(bench, step.fields, std::move(part.exits));
}

}  // namespace

Exits lower_steps(Workbench& bench, const Node& list, NodeIndex parent, Exits entries) {
  for (const auto& node : list.items) {
    if (++bench.steps > Workbench::max_steps) {
      if (bench.steps == Workbench::max_steps + 1) {
        bench.faults.error(bench.place(node), "WF-LANG-091",
                           "a workflow may have at most " + std::to_string(Workbench::max_steps) + " steps",
                           "move parts of it into workflows of their own");
      }
      bench.is_complete = false;
      return entries;
    }
    entries = lower_step(bench, node, parent, std::move(entries));
  }
  return entries;
}

std::string claim_id(Workbench& bench, const Fields& fields, std::string_view suggestion, model::SourceRef& where) {
  const Node* node = fields.find("id");
  const Node& whole = fields.node();
  const auto stand_in = [&] { return "at." + std::to_string(whole.span.begin); };  // ids of files have no dots
  if (node == nullptr) {
    where = bench.place(Span{whole.span.begin, whole.span.begin + 1});
    if (!whole.entries.empty()) where = bench.place(whole.entries.front().key_span);
    fields.error(where, "WF-LANG-007", "this step has no id", "begin it with '- id: " + slug(suggestion) + "'");
    return stand_in();
  }
  where = fields.value_place("id");
  const auto id = fields.text("id");
  if (!id) return stand_in();
  if (!is_id(*id)) {
    fields.error(where, "WF-LANG-008", "'" + *id + "' is no id",
                 "use letters, digits, '-' and '_', beginning with a letter, as in '" + slug(*id) + "'");
    return stand_in();
  }
  if (id->find("__") != std::string::npos || *id == bench.builder.definition().id) {
    fields.error(where, "WF-LANG-010", "'" + *id + "' cannot be an id here",
                 id->find("__") != std::string::npos ? "two underscores in a row are kept for the ids of arcs"
                                                     : "it is the id of the workflow itself");
    return stand_in();
  }
  model::SourceRef first;
  if (bench.graph.claim(*id, where, first)) return *id;
  const auto line = bench.faults.text(first.file).position(first.span.begin).line;
  fields.error(where, "WF-LANG-009", "the id '" + *id + "' is taken: it stands in line " + std::to_string(line),
               "give one of the two another id");
  return stand_in();
}

FlowNode node_of(const Step& step, NodeKind kind) {
  FlowNode node;
  node.id = step.id;
  node.name = step.name;
  node.kind = kind;
  node.parent = step.parent;
  node.where = step.where;
  if (step.verb.built) {
    if (const auto text = step.fields.text("description")) node.documentation = *text;
  }
  return node;
}

Exits follow_next(Workbench& bench, const Fields& fields, Exits exits) {
  const bool has_next = fields.has("next"), has_goto = fields.has("goto");
  if (has_next && has_goto) {
    fields.error(fields.key_place("goto"), "WF-LANG-042", "'next' and 'goto' mean the same: write one of them");
  }
  const std::string_view key = has_next ? "next" : "goto";
  const Node* node = fields.find(key);
  if (node == nullptr) return exits;
  if (node->kind == Node::Kind::sequence) {
    fields.error(bench.place(*node), "WF-LANG-003", "'" + std::string(key) + "' names one step here",
                 "several arcs leave a step of the kind 'gateway: exclusive' or 'gateway: parallel'");
    return {};
  }
  if (const auto target = fields.text(key)) bench.graph.go_to(exits, *target, bench.place(*node));
  return {};
}

void end_here(Workbench& bench, const std::string& stem, NodeIndex parent, model::SourceRef where, const Exits& exits) {
  if (exits.empty()) return;
  FlowNode end;
  end.id = stem + ".end";
  end.kind = NodeKind::end_event;
  end.parent = parent;
  end.where = where;
  bench.graph.enter(exits, bench.builder.add(std::move(end)));
}

}  // namespace wf::formats
