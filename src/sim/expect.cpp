// Comparing what happened with what a case expects.
#include "sim/expect.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wf::sim {

namespace {

using engine::Instance;

std::string listed(const std::vector<std::string>& names) { return names.empty() ? "none" : joined(names, ", "); }

/// Whether `actual` has what `expected` names: contexts on the expected members, everything else equal.
bool matches(const feel::Value& expected, const feel::Value& actual) {
  const auto* want = expected.as_context();
  const auto* have = actual.as_context();
  if (want && have) {
    return std::all_of(want->entries().begin(), want->entries().end(), [&](const auto& entry) {
      const auto* found = have->find(entry.name);
      return found ? matches(entry.value, *found) : entry.value.is_null();
    });
  }
  const auto* want_list = expected.as_list();
  const auto* have_list = actual.as_list();
  if (want_list && have_list) {
    return std::equal(want_list->begin(), want_list->end(), have_list->begin(), have_list->end(), matches);
  }
  // A YAML test writes dates as text.
  if (expected.as_string() && !actual.as_string() && !actual.is_null()) return *expected.as_string() == feel::to_display_text(actual);
  return expected == actual;
}

std::vector<std::string> visited_ids(const World& world) {
  std::vector<std::string> ids;
  for (const auto& recorded : world.recorded()) {
    if (const auto* active = std::get_if<engine::ElementActivated>(&recorded.event.body)) {
      if (active->node != model::process_node) ids.push_back(recorded.definition->node(active->node).id);
    }
  }
  return ids;
}

void check_visited(const Expectation& e, const World& world, std::vector<std::string>& out) {
  const auto ids = visited_ids(world);
  if (e.visited) {
    auto at = ids.begin();
    for (const auto& wanted : *e.visited) {
      at = std::find(at, ids.end(), wanted);
      if (at == ids.end()) {
        const bool somewhere = std::find(ids.begin(), ids.end(), wanted) != ids.end();
        out.push_back("expected to visit '" + wanted + "'" + (somewhere ? " at this place of the order" : "") + "; visited were: " + listed(ids));
        break;
      }
      ++at;
    }
  }
  if (!e.not_visited) return;
  for (const auto& unwanted : *e.not_visited) {
    if (std::find(ids.begin(), ids.end(), unwanted) != ids.end()) out.push_back("expected not to visit '" + unwanted + "', but it was visited");
  }
}

void check_jobs(const Expectation& e, const World& world, std::vector<std::string>& out) {
  std::map<std::string, std::int64_t> attempts;
  std::map<std::pair<engine::InstanceKey, engine::LocalKey>, std::string> element_of;  // element instance or job → step id
  for (const auto& r : world.recorded()) {
    if (const auto* active = std::get_if<engine::ElementActivated>(&r.event.body)) element_of[{r.instance, active->key}] = r.definition->node(active->node).id;
    else if (const auto* created = std::get_if<engine::JobCreated>(&r.event.body)) {
      const auto id = element_of[{r.instance, created->element}];
      element_of[{r.instance, created->key}] = id;
      ++attempts[id];
    } else if (const auto* released = std::get_if<engine::JobReleased>(&r.event.body)) {
      ++attempts[element_of[{r.instance, released->key}]];
    }
  }
  for (const auto& [step, count] : e.jobs) {
    if (attempts[step] != count) out.push_back("expected " + std::to_string(count) + " attempts of job '" + step + "', found " + std::to_string(attempts[step]));
  }
}

void check_values(const Expectation& e, const Instance* first, std::vector<std::string>& out) {
  for (const auto& [name, expected] : e.values) {
    const auto* root = first ? first->find_element(engine::root_key) : nullptr;
    const feel::Value* actual = root ? root->variables.find(name) : nullptr;
    if (actual ? matches(expected, *actual) : expected.is_null()) continue;
    out.push_back("expected " + name + " = " + feel::to_feel_text(expected) + ", found " + (actual ? feel::to_feel_text(*actual) : "no such variable"));
  }
}

void check_tasks(const Expectation& e, const World& world, std::vector<std::string>& out) {
  for (const auto& [step, person] : e.assigned) {
    std::string found = "no open task";
    for (const auto& [key, followed] : world.instances()) {
      for (const auto& [task_key, task] : followed.instance.tasks) {
        const auto* element = followed.instance.find_element(task.element);
        if (!element || followed.definition->node(element->node).id != step) continue;
        found = !task.assignee.empty() ? task.assignee : !task.people.empty() ? joined(task.people, ", ") : "group:" + joined(task.groups, ", group:");
      }
    }
    if (found != person) out.push_back("expected '" + step + "' to be given to " + person + ", found " + found);
  }
}

void check_incidents(const Expectation& e, const World& world, std::vector<std::string>& out) {
  std::vector<std::string> codes, texts;
  for (const auto& [key, followed] : world.instances()) {
    for (const auto& [incident_key, incident] : followed.instance.incidents) {
      codes.push_back(incident.code);
      texts.push_back(incident.code + " (" + incident.message + ")");
    }
  }
  // Unexpected incidents are a failure of every case that does not speak of them.
  auto wanted = e.incidents.value_or(std::vector<std::string>{});
  std::sort(wanted.begin(), wanted.end());
  std::sort(codes.begin(), codes.end());
  if (codes != wanted) out.push_back("expected incidents: " + listed(wanted) + "; found: " + listed(texts));
}

void check_clock(const Expectation& e, const World& world, std::vector<std::string>& out) {
  if (!e.clock) return;
  const std::string zone = world.instances().empty() ? "UTC" : world.instances().begin()->second.definition->time_zone;
  const std::string now = format_rfc3339(world.now(), zone);
  const auto moment = parse_moment(*e.clock, zone);
  const bool date_only = parse_date(*e.clock).has_value();
  if (date_only ? now.rfind(*e.clock, 0) != 0 : !moment || *moment != world.now()) out.push_back("expected the clock to show " + *e.clock + ", it shows " + now);
}

}  // namespace

CaseEnd end_of_case(const World& world) {
  CaseEnd end;
  bool first = true;
  for (const auto& [key, followed] : world.instances()) {
    const auto& instance = followed.instance;
    const auto& definition = *followed.definition;
    if (first) {
      end.state = engine::state_name(instance.state);
      if (instance.ended_at_node != model::no_index) end.ended_at = definition.node(instance.ended_at_node).id;
      if (const auto* root = instance.find_element(engine::root_key)) end.variables = root->variables;
    } else if (instance.is_live()) {
      end.state = "active";
    }
    first = false;
    end.timers += static_cast<std::int64_t>(instance.timers.size());
    for (const auto& [element_key, element] : instance.elements) {
      const auto& node = definition.node(element.node);
      if (model::is_scope(node.kind) || model::is_gateway(node.kind)) continue;
      end.waiting.push_back({node.id, std::string(model::element_type(node.kind))});
    }
  }
  if (first) end.state = "active";
  return end;
}

std::vector<std::string> unmet(const Expectation& e, const World& world) {
  std::vector<std::string> out;
  const CaseEnd end = end_of_case(world);
  const Instance* first = world.instances().empty() ? nullptr : &world.instances().begin()->second.instance;
  if (e.state && *e.state != end.state) out.push_back("expected the case to be " + *e.state + ", it is " + (first ? end.state : "not started"));
  if (e.ended_at && *e.ended_at != end.ended_at) out.push_back("expected it to end at '" + *e.ended_at + "', found " + (end.ended_at.empty() ? "no end" : "'" + end.ended_at + "'"));
  if (e.error && (!first || first->failure_code != *e.error)) out.push_back("expected the error " + *e.error + ", found " + (first && !first->failure_code.empty() ? first->failure_code : "none"));
  check_visited(e, world, out);
  if (e.waiting_at) {
    std::vector<std::string> waiting, wanted = *e.waiting_at;
    for (const auto& one : end.waiting) waiting.push_back(one.element);
    std::sort(waiting.begin(), waiting.end());
    std::sort(wanted.begin(), wanted.end());
    if (waiting != wanted) out.push_back("expected to wait at: " + listed(wanted) + "; waiting are: " + listed(waiting));
  }
  check_jobs(e, world, out);
  check_tasks(e, world, out);
  check_values(e, first, out);
  check_incidents(e, world, out);
  check_clock(e, world, out);
  if (e.timers && *e.timers != end.timers) out.push_back("expected " + std::to_string(*e.timers) + " timers, found " + std::to_string(end.timers));
  return out;
}

}  // namespace wf::sim
