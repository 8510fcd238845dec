// Arithmetic by kinds of both operands; result_kind is the same table for the static check.
#include "feel/arithmetic.hpp"

#include "feel/temporal.hpp"

namespace wf::feel {

namespace {

constexpr int pair(Kind a, Kind b) { return static_cast<int>(a) * 16 + static_cast<int>(b); }

Value number_or_null(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

Value numbers(Op op, const Decimal& a, const Decimal& b) {
  if (op == Op::add) return number_or_null(a.add(b));
  if (op == Op::subtract) return number_or_null(a.subtract(b));
  if (op == Op::multiply) return number_or_null(a.multiply(b));
  if (op == Op::divide) return number_or_null(a.divide(b));
  return number_or_null(a.power(b));
}

Value months_of(const std::optional<Decimal>& months) {
  const auto cut = months ? months->rounded(0, Decimal::Rounding::down) : std::nullopt;
  const auto count = cut ? cut->to_int64() : std::nullopt;
  return count ? Value(YearsDuration{*count}) : Value();
}

DateTime as_date_time(const Value& value) {
  return value.as_date() != nullptr ? midnight(*value.as_date()) : *value.as_date_time();
}

/// The difference of two points in time; both with or both without zone (§10.3.2.3.6).
Value time_between(const Value& a, const Value& b) {
  if (a.as_time() != nullptr) {
    if (has_zone(a.as_time()->zone) != has_zone(b.as_time()->zone)) return {};
    return difference(utc_seconds(*a.as_time()), utc_seconds(*b.as_time()));
  }
  const DateTime left = as_date_time(a), right = as_date_time(b);
  if (has_zone(left.zone) != has_zone(right.zone)) return {};
  return difference(utc_seconds(left), utc_seconds(right));
}

Value sum(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(Kind::string, Kind::string): return *a.as_string() + *b.as_string();
    case pair(Kind::date, Kind::days_duration): return add(*a.as_date(), *b.as_days_duration());
    case pair(Kind::date, Kind::years_duration): return add(*a.as_date(), *b.as_years_duration());
    case pair(Kind::date_time, Kind::days_duration): return add(*a.as_date_time(), *b.as_days_duration());
    case pair(Kind::date_time, Kind::years_duration): return add(*a.as_date_time(), *b.as_years_duration());
    case pair(Kind::time, Kind::days_duration): return add(*a.as_time(), *b.as_days_duration());
    case pair(Kind::days_duration, Kind::days_duration): return add(*a.as_days_duration(), *b.as_days_duration());
    case pair(Kind::years_duration, Kind::years_duration): return add(*a.as_years_duration(), *b.as_years_duration());
    case pair(Kind::days_duration, Kind::date): case pair(Kind::days_duration, Kind::date_time):
    case pair(Kind::days_duration, Kind::time): case pair(Kind::years_duration, Kind::date):
    case pair(Kind::years_duration, Kind::date_time): return sum(b, a);
    default: return {};
  }
}

Value subtracted(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(Kind::date, Kind::date): case pair(Kind::date, Kind::date_time): case pair(Kind::date_time, Kind::date):
    case pair(Kind::date_time, Kind::date_time): case pair(Kind::time, Kind::time): return time_between(a, b);
    default: break;
  }
  const bool duration = b.kind() == Kind::days_duration || b.kind() == Kind::years_duration;
  const bool turned = (a.kind() == Kind::days_duration || a.kind() == Kind::years_duration) && a.kind() != b.kind();
  return duration && !turned ? sum(a, negated(b)) : Value();
}

Value product(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(Kind::number, Kind::days_duration): case pair(Kind::number, Kind::years_duration): return product(b, a);
    case pair(Kind::days_duration, Kind::number): {
      const auto seconds = seconds_of(*a.as_days_duration()).multiply(*b.as_number());
      return seconds ? days_duration_of(*seconds) : Value();
    }
    case pair(Kind::years_duration, Kind::number): return months_of(Decimal(a.as_years_duration()->months).multiply(*b.as_number()));
    default: return {};
  }
}

Value quotient(const Value& a, const Value& b) {
  switch (pair(a.kind(), b.kind())) {
    case pair(Kind::days_duration, Kind::number): {
      const auto seconds = seconds_of(*a.as_days_duration()).divide(*b.as_number());
      return seconds ? days_duration_of(*seconds) : Value();
    }
    case pair(Kind::years_duration, Kind::number): return months_of(Decimal(a.as_years_duration()->months).divide(*b.as_number()));
    case pair(Kind::days_duration, Kind::days_duration):
      return number_or_null(seconds_of(*a.as_days_duration()).divide(seconds_of(*b.as_days_duration())));
    case pair(Kind::years_duration, Kind::years_duration):
      return number_or_null(Decimal(a.as_years_duration()->months).divide(Decimal(b.as_years_duration()->months)));
    default: return {};
  }
}

bool is_point(Kind kind) { return kind == Kind::date || kind == Kind::date_time || kind == Kind::time; }
bool is_duration(Kind kind) { return kind == Kind::days_duration || kind == Kind::years_duration; }

}  // namespace

Value calculate(Op op, const Value& a, const Value& b) {
  if (a.as_number() != nullptr && b.as_number() != nullptr) return numbers(op, *a.as_number(), *b.as_number());
  if (op == Op::add) return sum(a, b);
  if (op == Op::subtract) return subtracted(a, b);
  if (op == Op::multiply) return product(a, b);
  if (op == Op::divide) return quotient(a, b);
  return {};
}

Value negated(const Value& value) {
  if (const Decimal* number = value.as_number()) return number->negated();
  if (const DaysDuration* days = value.as_days_duration()) return negated(*days);
  if (const YearsDuration* years = value.as_years_duration()) return YearsDuration{-years->months};
  return {};
}

Kind result_kind(Op op, Kind a, Kind b) {
  if (a == Kind::number && b == Kind::number) return Kind::number;
  if (op == Op::add && a == b && (a == Kind::string || is_duration(a))) return a;
  if (op == Op::add || (op == Op::subtract && is_duration(b))) {
    const Kind point = is_point(a) ? a : b, duration = is_point(a) ? b : a;
    if (op == Op::subtract && a == b) return a;
    if (op == Op::subtract && !is_point(a)) return Kind::null;
    if (!is_point(point) || !is_duration(duration)) return Kind::null;
    return point == Kind::time && duration == Kind::years_duration ? Kind::null : point;
  }
  if (op == Op::subtract) {
    const bool both = is_point(a) && is_point(b) && (a == Kind::time) == (b == Kind::time);
    return both ? Kind::days_duration : Kind::null;
  }
  if (op == Op::multiply && a == Kind::number && is_duration(b)) return b;
  if ((op == Op::multiply || op == Op::divide) && is_duration(a) && b == Kind::number) return a;
  if (op == Op::divide && is_duration(a) && a == b) return Kind::number;
  return Kind::null;
}

std::string unfit_text(Op op, std::string_view a, std::string_view b) {
  std::string_view verb = "raised to the power of";
  if (op == Op::add) verb = "added to";
  if (op == Op::subtract) verb = "subtracted from";
  if (op == Op::multiply) verb = "multiplied with";
  if (op == Op::divide) verb = "divided by";
  const bool turned = op == Op::add || op == Op::subtract;
  const auto with_article = [](std::string_view type) { return (type == "null" ? "" : "a ") + std::string(type); };
  return with_article(turned ? b : a) + " cannot be " + std::string(verb) + " " + with_article(turned ? a : b);
}

}  // namespace wf::feel
