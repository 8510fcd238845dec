// Range functions: how points and ranges lie to each other (DMN 1.5 §10.3.4.9, table 78). A point is a range of one.
#include "feel/builtins/registry.hpp"

#include "feel/compare.hpp"
#include "feel/expression.hpp"

namespace wf::feel {

namespace {

/// Both arguments as ranges with two ends of one order; nothing if they are not.
struct Pair {
  Range a, b;
};

Range as_range(const Value& value) {
  if (value.as_range() != nullptr) return *value.as_range();
  return {value, value, true, true};
}

bool comparable(const Range& range, const Value& with) {
  return range.low && range.high && order(*range.low, with) && order(*range.high, with);
}

std::optional<Pair> pair_of(Call& call, std::span<const Value> arguments) {
  Pair pair{as_range(arguments[0]), as_range(arguments[1])};
  if (pair.a.low && comparable(pair.a, *pair.a.low) && comparable(pair.b, *pair.a.low)) return pair;
  call.fail("WF-FEEL-101", "the arguments have no common order, or a range without an end");
  return std::nullopt;
}

/// -1, 0, 1 of two ends that are comparable.
int compare(const std::optional<Value>& a, const std::optional<Value>& b) {
  const auto found = order(*a, *b).value_or(std::partial_ordering::equivalent);
  return found < 0 ? -1 : found > 0 ? 1 : 0;
}

/// Where a start lies: an open start at the same point is later.
int compare_low(const Range& a, const Range& b) {
  const int ends = compare(a.low, b.low);
  return ends != 0 ? ends : static_cast<int>(!a.low_closed) - static_cast<int>(!b.low_closed);
}
int compare_high(const Range& a, const Range& b) {
  const int ends = compare(a.high, b.high);
  return ends != 0 ? ends : static_cast<int>(a.high_closed) - static_cast<int>(b.high_closed);
}

bool before(const Range& a, const Range& b) {
  const int ends = compare(a.high, b.low);
  return ends < 0 || (ends == 0 && (!a.high_closed || !b.low_closed));
}
bool meets(const Range& a, const Range& b) { return a.high_closed && b.low_closed && compare(a.high, b.low) == 0; }
bool overlaps(const Range& a, const Range& b) { return !before(a, b) && !before(b, a); }
bool overlaps_before(const Range& a, const Range& b) {
  return compare_low(a, b) < 0 && compare_high(a, b) < 0 && !before(a, b);
}
bool finishes(const Range& a, const Range& b) { return compare_high(a, b) == 0 && compare_low(a, b) >= 0; }
bool starts(const Range& a, const Range& b) { return compare_low(a, b) == 0 && compare_high(a, b) <= 0; }
bool includes(const Range& a, const Range& b) { return compare_low(a, b) <= 0 && compare_high(a, b) >= 0; }
bool coincides(const Range& a, const Range& b) { return compare_low(a, b) == 0 && compare_high(a, b) == 0; }

template <bool (*relation)(const Range&, const Range&)>
Value forward(Call& call, std::span<const Value> arguments) {
  const auto pair = pair_of(call, arguments);
  return pair ? Value(relation(pair->a, pair->b)) : Value();
}
template <bool (*relation)(const Range&, const Range&)>
Value backward(Call& call, std::span<const Value> arguments) {
  const auto pair = pair_of(call, arguments);
  return pair ? Value(relation(pair->b, pair->a)) : Value();
}

/// range("[1..5]"): the ends are literals.
Value range_of_text(Call& call, std::span<const Value> arguments);

constexpr Signature signatures[] = {
    {"before(a: any, b: any) -> boolean", forward<before>},
    {"after(a: any, b: any) -> boolean", backward<before>},
    {"meets(range1: range, range2: range) -> boolean", forward<meets>},
    {"met by(range1: range, range2: range) -> boolean", backward<meets>},
    {"overlaps(range1: range, range2: range) -> boolean", forward<overlaps>},
    {"overlaps before(range1: range, range2: range) -> boolean", forward<overlaps_before>},
    {"overlaps after(range1: range, range2: range) -> boolean", backward<overlaps_before>},
    {"finishes(a: any, range: range) -> boolean", forward<finishes>},
    {"finished by(range: range, b: any) -> boolean", backward<finishes>},
    {"includes(range: range, b: any) -> boolean", forward<includes>},
    {"during(a: any, range: range) -> boolean", backward<includes>},
    {"starts(a: any, range: range) -> boolean", forward<starts>},
    {"started by(range: range, b: any) -> boolean", backward<starts>},
    {"coincides(a: any, b: any) -> boolean", forward<coincides>},
    {"range(from: string) -> range", range_of_text},
};

Value range_of_text(Call& call, std::span<const Value> arguments) {
  const std::string_view text = arguments[0].text();
  const auto compiled = compile_expression(text, Scope{});
  const bool literal = compiled.expression && compiled.expression->type() == Type::scalar(Kind::range);
  if (literal) {
    Evaluation made = evaluate(*compiled.expression, Environment{});
    if (made.value.as_range() != nullptr && made.messages.empty()) return std::move(made.value);
  }
  return call.fail("WF-FEEL-110", "range() cannot read \"" + std::string(text.substr(0, 60)) + "\"");
}

}  // namespace

std::span<const Signature> range_functions() { return signatures; }

}  // namespace wf::feel
