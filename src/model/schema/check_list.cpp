// Lists. Core 2020-12 §10.3.1 and §11.2, Validation §6.4.
#include <algorithm>

#include "model/schema/checker.hpp"

namespace wf::model::schema {

namespace {

using feel::List;

std::string entries(std::int64_t count) {
  return std::to_string(count) + (count == 1 ? " entry" : " entries");
}

Place item_place(const Place& list, std::size_t index) {
  return Place{&list, {}, index, true};
}

}  // namespace

bool Checker::lists(const Visit& visit) {
  const List* list = visit.value.as_list();
  if (!list) return true;
  bool ok = list_sizes(visit, *list);
  if (goes_on(ok)) ok = items(visit, *list) && ok;
  if (goes_on(ok)) ok = contains(visit, *list) && ok;
  if (goes_on(ok)) ok = unique(visit, *list) && ok;
  return ok;
}

bool Checker::list_sizes(const Visit& visit, const List& list) {
  const ListRules& rules = visit.node.list;
  const auto size = std::ssize(list);
  const auto refuse = [&](std::string_view keyword, const std::string& what, std::int64_t bound) {
    return report(visit.place, keyword,
                  subject_of(visit.place) + what + entries(bound) + " (it has " + std::to_string(size) + ")");
  };
  bool ok = true;
  if (rules.min_items && size < *rules.min_items)
    ok = refuse("minItems", " must have at least ", *rules.min_items);
  if (rules.max_items && size > *rules.max_items)
    ok = refuse("maxItems", " must have at most ", *rules.max_items) && ok;
  return ok;
}

bool Checker::items(const Visit& visit, const List& list) {
  const ListRules& rules = visit.node.list;
  const std::size_t prefix = rules.prefix_items.size();
  bool ok = true;
  for (std::size_t i = 0; i < list.size() && goes_on(ok); ++i) {
    const Node* schema = i < prefix ? rules.prefix_items[i] : rules.items;
    if (!schema) break;
    if (tracks_) visit.evaluated.mark(i);
    Place place = item_place(visit.place, i);
    place.has_own_schema = i < prefix;
    if (i >= prefix && schema->constant == false) {
      ok = report(
          place, "items",
          subject_of(visit.place) + " must have at most " + entries(static_cast<std::int64_t>(prefix)));
      break;
    }
    ok = check(*schema, list[i], place) && ok;
  }
  return ok;
}

/// minContains 0 makes `contains` always true, but it still marks items.
bool Checker::contains(const Visit& visit, const List& list) {
  const ListRules& rules = visit.node.list;
  if (!rules.contains) return true;
  const std::int64_t least = rules.min_contains.value_or(1);
  std::int64_t found = 0;
  for (std::size_t i = 0; i < list.size() && !stopped_; ++i) {
    Place place = item_place(visit.place, i);
    Evaluated none;
    if (tracks_) none.start(list[i]);
    if (!probe(*rules.contains, {visit.node, list[i], place, none})) continue;
    ++found;
    if (tracks_) visit.evaluated.mark(i);
  }
  const auto refuse = [&](std::string_view keyword, const std::string& what, std::int64_t bound) {
    return report(visit.place, keyword,
                  subject_of(visit.place) + what + entries(bound) + " of the expected kind (it has " +
                      std::to_string(found) + ")");
  };
  if (found < least)
    return refuse(rules.min_contains ? "minContains" : "contains", " must have at least ", least);
  if (rules.max_contains && found > *rules.max_contains) {
    return refuse("maxContains", " must have at most ", *rules.max_contains);
  }
  return true;
}

bool Checker::unique(const Visit& visit, const List& list) {
  if (!visit.node.list.unique || list.size() < 2) return true;
  if (!spend(std::ssize(list))) return false;
  std::vector<std::pair<std::size_t, std::size_t>> order;  // hash, index
  order.reserve(list.size());
  for (std::size_t i = 0; i < list.size(); ++i) order.emplace_back(hash_of(list[i]), i);
  std::sort(order.begin(), order.end());
  for (std::size_t i = 0; i < order.size(); ++i) {
    for (std::size_t k = i + 1; k < order.size() && order[k].first == order[i].first; ++k) {
      if (!spend(1)) return false;
      if (!(list[order[i].second] == list[order[k].second])) continue;
      return report(visit.place, "uniqueItems",
                    subject_of(visit.place) + " must not have the same entry twice (entries " +
                        std::to_string(order[i].second + 1) + " and " + std::to_string(order[k].second + 1) +
                        ")");
    }
  }
  return true;
}

bool Checker::unevaluated_items(const Visit& visit) {
  const Node* schema = visit.node.list.unevaluated;
  const List* list = visit.value.as_list();
  if (!schema || !list) return true;
  bool ok = true;
  for (std::size_t i = 0; i < list->size() && goes_on(ok); ++i) {
    if (visit.evaluated.marks[i]) continue;
    visit.evaluated.mark(i);
    Place place = item_place(visit.place, i);
    ok = check(*schema, (*list)[i], place) && ok;
  }
  return ok;
}

}  // namespace wf::model::schema
