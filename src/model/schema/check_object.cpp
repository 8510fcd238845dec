// Objects. Core 2020-12 §10.2.2.4, §10.3.2 and §11.3, Validation §6.5.
#include <algorithm>

#include "base/text.hpp"
#include "model/schema/checker.hpp"

namespace wf::model::schema {

namespace {

using feel::Context;
using feel::Value;

std::string fields(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " field" : " fields");
}

Place member_place(const Place& object, std::string_view name) {
  return Place{&object, name};
}

std::string did_you_mean(const Node& schema, std::string_view name) {
  std::vector<std::string> known;
  for (const auto& property : schema.object.properties) known.push_back(property.first);
  const auto near = nearest_name(name, known);
  return near ? " (did you mean \"" + *near + "\"?)" : "";
}

}  // namespace

bool Checker::objects(const Visit& visit) {
  const Context* object = visit.value.as_context();
  if (!object) return true;
  bool ok = required(visit, *object);
  if (goes_on(ok)) ok = object_sizes(visit, *object) && ok;
  if (goes_on(ok)) ok = members(visit, *object) && ok;
  if (goes_on(ok)) ok = names(visit, *object) && ok;
  if (goes_on(ok)) ok = dependents(visit, *object) && ok;
  return ok;
}

bool Checker::object_sizes(const Visit& visit, const Context& object) {
  const ObjectRules& rules = visit.node.object;
  const auto size = static_cast<std::int64_t>(object.size());
  bool ok = true;
  if (rules.min_properties && size < *rules.min_properties) {
    ok = report(visit.place, "minProperties",
                subject_of(visit.place) + " must have at least " + fields(*rules.min_properties));
  }
  if (rules.max_properties && size > *rules.max_properties) {
    ok = report(visit.place, "maxProperties",
                subject_of(visit.place) + " must have at most " + fields(*rules.max_properties));
  }
  return ok;
}

bool Checker::required(const Visit& visit, const Context& object) {
  bool ok = true;
  for (const std::string& name : visit.node.object.required) {
    if (object.find(name)) continue;
    if (!collecting_) return false;
    ok = report(member_place(visit.place, name), "required",
                member_subject(visit.node, name) + " is required");
  }
  return ok;
}

bool Checker::members(const Visit& visit, const Context& object) {
  const ObjectRules& rules = visit.node.object;
  if (rules.properties.empty() && rules.pattern_properties.empty() && !rules.additional) return true;
  bool ok = true;
  std::size_t index = 0;
  for (const Context::Entry& entry : object.entries()) {
    if (!goes_on(ok)) break;
    bool matched = false;
    ok = member(visit, entry, matched) && ok;
    if (!matched && rules.additional && goes_on(ok)) {
      ok = extra_member(visit, *rules.additional, "additionalProperties", entry) && ok;
      matched = true;
    }
    if (matched && tracks_) visit.evaluated.mark(index);
    ++index;
  }
  return ok;
}

/// `properties` and `patternProperties`; `matched` tells whether any of them named the member.
bool Checker::member(const Visit& visit, const Context::Entry& entry, bool& matched) {
  const ObjectRules& rules = visit.node.object;
  bool ok = true;
  Place place = member_place(visit.place, entry.name);
  if (const auto found = rules.properties.find(entry.name); found != rules.properties.end()) {
    matched = true;
    ok = check(*found->second, entry.value, place);
  }
  for (const auto& [pattern, schema] : rules.pattern_properties) {
    if (!goes_on(ok) || !spend(1)) return false;
    if (!pattern->matches(entry.name)) continue;
    matched = true;
    ok = check(*schema, entry.value, place) && ok;
  }
  return ok;
}

bool Checker::extra_member(const Visit& visit, const Node& schema, std::string_view keyword,
                           const Context::Entry& entry) {
  Place place = member_place(visit.place, entry.name);
  if (schema.constant != false) return check(schema, entry.value, place);
  if (!collecting_) return false;
  return report(place, keyword,
                "\"" + entry.name + "\" is not a field here" + did_you_mean(visit.node, entry.name));
}

bool Checker::names(const Visit& visit, const Context& object) {
  const Node* schema = visit.node.object.property_names;
  if (!schema) return true;
  bool ok = true;
  for (const Context::Entry& entry : object.entries()) {
    if (!goes_on(ok)) break;
    Place place = member_place(visit.place, entry.name);
    place.is_name = true;
    ok = check(*schema, Value(entry.name), place) && ok;
  }
  return ok;
}

bool Checker::dependents(const Visit& visit, const Context& object) {
  bool ok = true;
  for (const auto& [name, needed] : visit.node.object.dependent_required) {
    if (!object.find(name)) continue;
    for (const std::string& other : needed) {
      if (object.find(other)) continue;
      if (!collecting_) return false;
      ok = report(member_place(visit.place, other), "dependentRequired",
                  member_subject(visit.node, other) + " is required when " +
                      member_subject(visit.node, name) + " is given");
    }
  }
  for (const auto& [name, schema] : visit.node.object.dependent_schemas) {
    if (!goes_on(ok)) break;
    if (object.find(name)) ok = check(*schema, visit.value, visit.place, &visit.evaluated) && ok;
  }
  return ok;
}

bool Checker::unevaluated_properties(const Visit& visit) {
  const Node* schema = visit.node.object.unevaluated;
  const Context* object = visit.value.as_context();
  if (!schema || !object) return true;
  bool ok = true;
  std::size_t index = 0;
  for (const Context::Entry& entry : object->entries()) {
    if (!goes_on(ok)) break;
    if (!visit.evaluated.marks[index]) {
      visit.evaluated.mark(index);
      ok = extra_member(visit, *schema, "unevaluatedProperties", entry) && ok;
    }
    ++index;
  }
  return ok;
}

}  // namespace wf::model::schema
