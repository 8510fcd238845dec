// List functions (DMN 1.5 §10.3.4.4). Counting and statistics are in statistics.cpp.
#include "feel/builtins/registry.hpp"

#include <algorithm>

#include "feel/compare.hpp"
#include "feel/function.hpp"

namespace wf::feel {

namespace {

std::int64_t work(const List& list) { return static_cast<std::int64_t>(list.size()); }

/// Whether two items count as the same: equal, or both null.
bool same(const Value& a, const Value& b) { return equal(a, b) == true; }

bool holds(Call& call, const List& list, const Value& item) {
  call.charge(work(list));
  return std::any_of(list.begin(), list.end(), [&](const Value& other) { return same(other, item); });
}

Value list_contains(Call& call, std::span<const Value> arguments) { return holds(call, *arguments[0].as_list(), arguments[1]); }

/// A position from 1, or from the end if negative, as an offset; nothing outside of 0 ≤ offset < limit.
std::optional<std::size_t> offset(const Value& position, std::size_t size, std::size_t limit) {
  const auto whole = position.as_number()->to_int64();
  const auto signed_size = static_cast<std::int64_t>(size);
  if (!whole || *whole == 0 || *whole < -signed_size) return std::nullopt;
  const std::int64_t at = *whole > 0 ? *whole - 1 : signed_size + *whole;
  return at < static_cast<std::int64_t>(limit) ? std::optional(static_cast<std::size_t>(at)) : std::nullopt;
}

Value outside(Call& call, const Value& position, const List& list) {
  return call.fail("WF-FEEL-106", "there is no position " + position.as_number()->to_string() + " in a list of " + std::to_string(list.size()));
}

Value sublist(Call& call, std::span<const Value> arguments) {
  const List& list = *arguments[0].as_list();
  const auto from = offset(arguments[1], list.size(), list.size());
  if (!from) return outside(call, arguments[1], list);
  std::size_t count = list.size() - *from;
  if (arguments.size() > 2 && !arguments[2].is_null()) {
    const auto length = arguments[2].as_number()->to_int64();
    if (!length || *length < 0 || static_cast<std::size_t>(*length) > count) return outside(call, arguments[2], list);
    count = static_cast<std::size_t>(*length);
  }
  const auto begin = list.begin() + static_cast<std::ptrdiff_t>(*from);
  return List(begin, begin + static_cast<std::ptrdiff_t>(count));
}

Value append(Call&, std::span<const Value> arguments) {
  List out = *arguments[0].as_list();
  out.insert(out.end(), arguments.begin() + 1, arguments.end());
  return out;
}

Value concatenate(Call& call, std::span<const Value> arguments) {
  List out;
  for (const Value& list : arguments) {
    if (!call.charge(work(*list.as_list()))) return {};
    out.insert(out.end(), list.as_list()->begin(), list.as_list()->end());
  }
  return out;
}

Value insert_before(Call& call, std::span<const Value> arguments) {
  List out = *arguments[0].as_list();
  const auto at = offset(arguments[1], out.size(), out.size());
  if (!at) return outside(call, arguments[1], out);
  out.insert(out.begin() + static_cast<std::ptrdiff_t>(*at), arguments[2]);
  return out;
}

Value remove(Call& call, std::span<const Value> arguments) {
  List out = *arguments[0].as_list();
  const auto at = offset(arguments[1], out.size(), out.size());
  if (!at) return outside(call, arguments[1], out);
  out.erase(out.begin() + static_cast<std::ptrdiff_t>(*at));
  return out;
}

Value reverse(Call&, std::span<const Value> arguments) {
  const List& list = *arguments[0].as_list();
  return List(list.rbegin(), list.rend());
}

Value index_of(Call& call, std::span<const Value> arguments) {
  const List& list = *arguments[0].as_list();
  call.charge(work(list));
  List found;
  for (std::size_t i = 0; i < list.size(); ++i) {
    if (same(list[i], arguments[1])) found.emplace_back(static_cast<std::int64_t>(i + 1));
  }
  return found;
}

void add_distinct(Call& call, const List& items, List& out) {
  for (const Value& item : items) {
    if (!call.charge(1)) return;
    if (!holds(call, out, item)) out.push_back(item);
  }
}

Value union_of(Call& call, std::span<const Value> arguments) {
  List out;
  for (const Value& list : arguments) add_distinct(call, *list.as_list(), out);
  return out;
}

Value distinct_values(Call& call, std::span<const Value> arguments) {
  List out;
  add_distinct(call, *arguments[0].as_list(), out);
  return out;
}

void flatten_into(Call& call, const List& items, List& out) {
  for (const Value& item : items) {
    if (!call.charge(1, sizeof(Value))) return;
    if (item.as_list() != nullptr) flatten_into(call, *item.as_list(), out);  // values are at most 500 deep
    else out.push_back(item);
  }
}

Value flatten(Call& call, std::span<const Value> arguments) {
  List out;
  flatten_into(call, *arguments[0].as_list(), out);
  return out;
}

/// sort(list, precedes): merge sort by hand, because a user's function need not be an order, and may stop early.
Value sort(Call& call, std::span<const Value> arguments) {
  List items = *arguments[0].as_list();
  const bool by_function = arguments.size() > 1 && !arguments[1].is_null();
  List merged(items.size());
  for (std::size_t width = 1; width < items.size(); width *= 2) {
    for (std::size_t begin = 0; begin < items.size(); begin += 2 * width) {
      const std::size_t middle = std::min(begin + width, items.size()), end = std::min(begin + 2 * width, items.size());
      std::size_t left = begin, right = middle;
      for (std::size_t out = begin; out < end; ++out) {
        bool take_right = left == middle;
        if (left < middle && right < end) {
          if (!call.charge(1)) return {};
          const Value pair[] = {items[right], items[left]};
          const auto before = order(pair[0], pair[1]);
          if (!by_function && !before) return call.fail("WF-FEEL-101", "sort(): the items have no common order");
          take_right = by_function ? call.invoke(arguments[1], pair).is_true() : *before < 0;
        }
        merged[out] = std::move(items[take_right ? right++ : left++]);
      }
    }
    items.swap(merged);
  }
  return items;
}

/// list replace(list, position or match(item, newItem), newItem)
Value list_replace(Call& call, std::span<const Value> arguments) {
  List out = *arguments[0].as_list();
  if (arguments[1].as_number() != nullptr) {
    const auto at = offset(arguments[1], out.size(), out.size());
    if (!at) return outside(call, arguments[1], out);
    out[*at] = arguments[2];
    return out;
  }
  for (Value& item : out) {
    const Value pair[] = {item, arguments[2]};
    if (!call.charge(1)) return {};
    const Value answer = call.invoke(arguments[1], pair);
    if (answer.as_boolean() == nullptr) return call.fail("WF-FEEL-108", "list replace(): the function must answer true or false");
    if (answer.is_true()) item = arguments[2];
  }
  return out;
}

constexpr Signature signatures[] = {
    {"list contains(list: list, element: any) -> boolean", list_contains},
    {"sublist(list: list, start position: number, length?: number) -> list", sublist},
    {"append(list: list, item...: any) -> list", append},
    {"concatenate(list...: list) -> list", concatenate},
    {"insert before(list: list, position: number, newItem: any) -> list", insert_before},
    {"remove(list: list, position: number) -> list", remove},
    {"reverse(list: list) -> list", reverse},
    {"index of(list: list, match: any) -> list of number", index_of},
    {"union(list...: list) -> list", union_of},
    {"distinct values(list: list) -> list", distinct_values},
    {"flatten(list: list) -> list", flatten},
    {"sort(list: list, precedes?: function) -> list", sort},
    {"list replace(list: list, position: number, newItem: any) -> list", list_replace},
    {"list replace(list: list, match: function, newItem: any) -> list", list_replace},
};

}  // namespace

std::span<const Signature> list_functions() { return signatures; }

}  // namespace wf::feel
