// Equality and order by kind. Depth is bounded because values are (Value::depth).
#include "feel/compare.hpp"

#include "feel/temporal.hpp"

namespace wf::feel {

namespace {

constexpr int deepest = 1000;  // the evaluator builds no deeper values

std::optional<bool> equal_at(const Value& a, const Value& b, int depth);

std::optional<bool> equal_lists(const List& a, const List& b, int depth) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (std::size_t i = 0; i < a.size(); ++i) {
    const auto same = equal_at(a[i], b[i], depth + 1);
    if (same == false) return false;
    unknown = unknown || !same;
  }
  return unknown ? std::nullopt : std::optional<bool>(true);
}

std::optional<bool> equal_contexts(const Context& a, const Context& b, int depth) {
  if (a.size() != b.size()) return false;
  bool unknown = false;
  for (const Context::Entry& entry : a.entries()) {
    const Value* other = b.find(entry.name);
    if (other == nullptr) return false;
    const auto same = equal_at(entry.value, *other, depth + 1);
    if (same == false) return false;
    unknown = unknown || !same;
  }
  return unknown ? std::nullopt : std::optional<bool>(true);
}

std::optional<bool> equal_ends(const std::optional<Value>& a, const std::optional<Value>& b, int depth) {
  if (a.has_value() != b.has_value()) return false;
  return a ? equal_at(*a, *b, depth + 1) : true;
}

std::optional<bool> equal_ranges(const Range& a, const Range& b, int depth) {
  if (a.low_closed != b.low_closed || a.high_closed != b.high_closed) return false;
  const auto low = equal_ends(a.low, b.low, depth);
  if (low != true) return low;
  return equal_ends(a.high, b.high, depth);
}

std::optional<bool> equal_at(const Value& a, const Value& b, int depth) {
  if (a.is_null() || b.is_null()) return a.is_null() && b.is_null();
  if (a.kind() != b.kind() || depth > deepest) return std::nullopt;
  switch (a.kind()) {
    case Kind::list: return equal_lists(*a.as_list(), *b.as_list(), depth);
    case Kind::context: return equal_contexts(*a.as_context(), *b.as_context(), depth);
    case Kind::range: return equal_ranges(*a.as_range(), *b.as_range(), depth);
    case Kind::function: return std::nullopt;
    case Kind::time:
      if (has_zone(a.as_time()->zone) != has_zone(b.as_time()->zone)) return false;
      return utc_seconds(*a.as_time()) == utc_seconds(*b.as_time());
    case Kind::date_time:
      if (has_zone(a.as_date_time()->zone) != has_zone(b.as_date_time()->zone)) return false;
      return utc_seconds(*a.as_date_time()) == utc_seconds(*b.as_date_time());
    case Kind::null: case Kind::boolean: case Kind::number: case Kind::string: case Kind::date:
    case Kind::days_duration: case Kind::years_duration: return a == b;
  }
  return std::nullopt;
}

}  // namespace

std::optional<bool> equal(const Value& a, const Value& b) { return equal_at(a, b, 0); }

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case Kind::number: return *a.as_number() <=> *b.as_number();
    case Kind::string: return *a.as_string() <=> *b.as_string();
    case Kind::date: return *a.as_date() <=> *b.as_date();
    case Kind::days_duration: return *a.as_days_duration() <=> *b.as_days_duration();
    case Kind::years_duration: return *a.as_years_duration() <=> *b.as_years_duration();
    case Kind::time:
      if (has_zone(a.as_time()->zone) != has_zone(b.as_time()->zone)) return std::nullopt;
      return utc_seconds(*a.as_time()) <=> utc_seconds(*b.as_time());
    case Kind::date_time:
      if (has_zone(a.as_date_time()->zone) != has_zone(b.as_date_time()->zone)) return std::nullopt;
      return utc_seconds(*a.as_date_time()) <=> utc_seconds(*b.as_date_time());
    case Kind::null: case Kind::boolean: case Kind::list: case Kind::context: case Kind::range: case Kind::function:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<bool> contains(const Range& range, const Value& value) {
  if (range.low && range.high && range.low_closed && range.high_closed) {  // (= x) of any kind
    const auto same = equal(*range.low, value);
    if (same == true && equal(*range.high, value) == true) return true;
  }
  if (range.low) {
    const auto low = order(value, *range.low);
    if (!low) return std::nullopt;
    if (*low < 0 || (*low == 0 && !range.low_closed)) return false;
  }
  if (range.high) {
    const auto high = order(value, *range.high);
    if (!high) return std::nullopt;
    if (*high > 0 || (*high == 0 && !range.high_closed)) return false;
  }
  return !range.low && !range.high ? std::nullopt : std::optional<bool>(true);
}

}  // namespace wf::feel
