// FEEL's own equality and order, which know "cannot say" (DMN 1.5 §10.3.2.13, tables 53 and 54).
// Not for structural equality (Value::operator==).
#pragma once
#include <compare>
#include <optional>

#include "feel/value.hpp"

namespace wf::feel {

/// True or false; nothing where the kinds cannot be compared. null equals only null.
std::optional<bool> equal(const Value& a, const Value& b);
/// Order of numbers, strings, temporal values and durations of one kind; nothing otherwise.
std::optional<std::partial_ordering> order(const Value& a, const Value& b);
/// Whether `value` lies in `range`; nothing where it cannot be compared with the ends.
std::optional<bool> contains(const Range& range, const Value& value);

}  // namespace wf::feel
