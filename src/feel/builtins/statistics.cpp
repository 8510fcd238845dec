// Counting, sums and statistics over lists or over the arguments themselves (DMN 1.5 §10.3.4.4).
#include "feel/builtins/registry.hpp"

#include <algorithm>

#include "feel/arithmetic.hpp"
#include "feel/compare.hpp"

namespace wf::feel {

namespace {

Value count(Call&, std::span<const Value> arguments) { return static_cast<std::int64_t>(arguments[0].as_list()->size()); }

/// The items of `sum(list)` or of `sum(a, b, …)`; nothing after noting that the list is null.
std::optional<List> items(Call& call, std::span<const Value> arguments) {
  if (arguments.size() == 1 && arguments[0].is_null()) {
    call.fail("WF-FEEL-108", "the list is null");
    return std::nullopt;
  }
  List list = arguments.size() == 1 && arguments[0].as_list() != nullptr ? *arguments[0].as_list() : List(arguments.begin(), arguments.end());
  if (!call.charge(static_cast<std::int64_t>(list.size()))) return std::nullopt;
  return list;
}

/// The same, every item a number; nothing for an empty list.
std::optional<std::vector<Decimal>> numbers(Call& call, std::span<const Value> arguments) {
  const auto list = items(call, arguments);
  if (!list || list->empty()) return std::nullopt;
  std::vector<Decimal> out;
  for (const Value& item : *list) {
    if (item.as_number() == nullptr) {
      call.fail("WF-FEEL-108", "every item must be a number, but one is " + std::string(item.is_null() ? "" : "a ") + std::string(kind_name(item.kind())));
      return std::nullopt;
    }
    out.push_back(*item.as_number());
  }
  return out;
}

Value extreme(Call& call, std::span<const Value> arguments, bool largest) {
  const auto list = items(call, arguments);
  if (!list || list->empty()) return {};
  const Value* best = &list->front();
  for (const Value& item : *list) {
    const auto compared = order(item, *best);
    if (!compared) return call.fail("WF-FEEL-101", "the items have no common order");
    if (largest ? *compared > 0 : *compared < 0) best = &item;
  }
  return *best;
}
Value min(Call& call, std::span<const Value> arguments) { return extreme(call, arguments, false); }
Value max(Call& call, std::span<const Value> arguments) { return extreme(call, arguments, true); }

Value number_or_fail(Call& call, const std::optional<Decimal>& number) {
  return number ? Value(*number) : call.fail("WF-FEEL-104", "the result is not defined or too large");
}

std::optional<Decimal> total(const std::vector<Decimal>& list) {
  std::optional<Decimal> out = Decimal(0);
  for (const Decimal& number : list) out = out ? out->add(number) : std::nullopt;
  return out;
}

/// Also adds durations of one kind.
Value sum(Call& call, std::span<const Value> arguments) {
  const auto list = items(call, arguments);
  if (!list || list->empty()) return {};
  Value out = list->front();
  const bool summable = out.kind() == Kind::number || out.kind() == Kind::days_duration || out.kind() == Kind::years_duration;
  for (std::size_t i = 0; i < list->size(); ++i) {
    if (!summable || (*list)[i].kind() != out.kind()) return call.fail("WF-FEEL-108", "sum(): every item must be a number");
    if (i > 0) out = calculate(Op::add, out, (*list)[i]);
  }
  return out;
}

Value product(Call& call, std::span<const Value> arguments) {
  const auto list = numbers(call, arguments);
  if (!list) return {};
  std::optional<Decimal> out = Decimal(1);
  for (const Decimal& number : *list) out = out ? out->multiply(number) : std::nullopt;
  return number_or_fail(call, out);
}

std::optional<Decimal> mean_of(const std::vector<Decimal>& list) {
  const auto sum = total(list);
  return sum ? sum->divide(Decimal(static_cast<std::int64_t>(list.size()))) : std::nullopt;
}

Value mean(Call& call, std::span<const Value> arguments) {
  const auto list = numbers(call, arguments);
  return list ? number_or_fail(call, mean_of(*list)) : Value();
}

Value median(Call& call, std::span<const Value> arguments) {
  auto list = numbers(call, arguments);
  if (!list) return {};
  std::sort(list->begin(), list->end());
  const std::size_t middle = list->size() / 2;
  if (list->size() % 2 == 1) return (*list)[middle];
  const auto sum = (*list)[middle - 1].add((*list)[middle]);
  return number_or_fail(call, sum ? sum->divide(Decimal(2)) : std::nullopt);
}

/// Of a sample: the sum of squares is divided by n - 1.
Value stddev(Call& call, std::span<const Value> arguments) {
  const auto list = numbers(call, arguments);
  if (!list || list->size() < 2) return {};
  const auto mean = mean_of(*list);
  std::optional<Decimal> squares = Decimal(0);
  for (const Decimal& number : *list) {
    const auto distance = mean ? number.subtract(*mean) : std::nullopt;
    const auto square = distance ? distance->multiply(*distance) : std::nullopt;
    squares = squares && square ? squares->add(*square) : std::nullopt;
  }
  const auto variance = squares ? squares->divide(Decimal(static_cast<std::int64_t>(list->size() - 1))) : std::nullopt;
  return number_or_fail(call, variance ? variance->square_root() : std::nullopt);
}

/// The most frequent numbers, ascending.
Value mode(Call& call, std::span<const Value> arguments) {
  const bool empty = arguments.size() == 1 && arguments[0].as_list() != nullptr && arguments[0].as_list()->empty();
  if (empty) return List{};
  auto list = numbers(call, arguments);
  if (!list) return {};
  std::sort(list->begin(), list->end());
  List out;
  std::size_t most = 0;
  for (std::size_t i = 0; i < list->size();) {
    std::size_t end = i;
    while (end < list->size() && (*list)[end] == (*list)[i]) ++end;
    if (end - i > most) out.clear(), most = end - i;
    if (end - i == most) out.emplace_back((*list)[i]);
    i = end;
  }
  return out;
}

constexpr Signature signatures[] = {
    {"count(list: list) -> number", count},
    {"min(list...: any) -> any", min},
    {"max(list...: any) -> any", max},
    {"sum(list...: any) -> any", sum},
    {"product(list...: any) -> number", product},
    {"mean(list...: any) -> number", mean},
    {"median(list...: any) -> number", median},
    {"stddev(list...: any) -> number", stddev},
    {"mode(list...: any) -> list of number", mode},
};

}  // namespace

std::span<const Signature> statistics_functions() { return signatures; }

}  // namespace wf::feel
