// Boolean functions: not, is, all, any (DMN 1.5 §10.3.4.2, §10.3.4.4, §10.3.4.8).
#include "feel/builtins/registry.hpp"

#include "feel/compare.hpp"
#include "feel/temporal.hpp"

namespace wf::feel {

namespace {

Value negation(Call&, std::span<const Value> arguments) {
  const bool* truth = arguments[0].as_boolean();
  return truth != nullptr ? Value(!*truth) : Value();
}

/// is(a, b): the same kind and the same value, zones included.
Value is(Call&, std::span<const Value> arguments) {
  const Value &a = arguments[0], &b = arguments[1];
  if (a.kind() != b.kind()) return false;
  if (a.as_time() != nullptr) {
    const bool zones = has_zone(a.as_time()->zone) == has_zone(b.as_time()->zone) && offset_of(*a.as_time()) == offset_of(*b.as_time());
    return zones && a.as_time()->of_day == b.as_time()->of_day;
  }
  if (a.as_date_time() != nullptr) {
    const DateTime &x = *a.as_date_time(), &y = *b.as_date_time();
    return has_zone(x.zone) == has_zone(y.zone) && offset_of(x) == offset_of(y) && x.date == y.date && x.time == y.time;
  }
  return equal(a, b) == true;
}

/// The items of `all(list)` or of `all(a, b, …)`.
const List& items(std::span<const Value> arguments, List& spread) {
  if (arguments.size() == 1 && arguments[0].as_list() != nullptr) return *arguments[0].as_list();
  spread.assign(arguments.begin(), arguments.end());
  return spread;
}

Value connect(Call& call, std::span<const Value> arguments, bool decisive) {
  if (arguments.size() == 1 && arguments[0].is_null()) return call.fail("WF-FEEL-108", "the list is null");
  List spread;
  bool unknown = false;
  for (const Value& item : items(arguments, spread)) {
    if (item.as_boolean() == nullptr) unknown = true;
    else if (*item.as_boolean() == decisive) return decisive;
  }
  if (unknown) return call.fail("WF-FEEL-108", "the list has items that are neither true nor false");
  return !decisive;
}

Value all(Call& call, std::span<const Value> arguments) { return connect(call, arguments, false); }
Value any(Call& call, std::span<const Value> arguments) { return connect(call, arguments, true); }

constexpr Signature signatures[] = {
    {"not(negand: any) -> boolean", negation},
    {"is(value1: any, value2: any) -> boolean", is},
    {"all(list...: any) -> boolean", all},
    {"any(list...: any) -> boolean", any},
};

}  // namespace

std::span<const Signature> boolean_functions() { return signatures; }

}  // namespace wf::feel
