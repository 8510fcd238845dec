// Numeric functions (DMN 1.5 §10.3.4.5).
#include "feel/builtins/registry.hpp"

#include <cstdlib>

namespace wf::feel {

namespace {

using Rounding = Decimal::Rounding;

Value number_or_fail(Call& call, const std::optional<Decimal>& number, std::string_view function) {
  if (number) return *number;
  return call.fail("WF-FEEL-104", std::string(function) + "(): the result is not defined or too large");
}

Value rounded(Call& call, std::span<const Value> arguments, Rounding mode, std::string_view function) {
  std::int64_t scale = 0;
  if (arguments.size() > 1 && !arguments[1].is_null()) {
    const auto cut = arguments[1].as_number()->rounded(0, Rounding::down);
    const auto whole = cut ? cut->to_int64() : std::nullopt;
    if (!whole) return call.fail("WF-FEEL-104", std::string(function) + "(): the scale is too large");
    scale = *whole;
  }
  return number_or_fail(call, arguments[0].as_number()->rounded(scale, mode), function);
}

template <Rounding mode>
Value round_by(Call& call, std::span<const Value> arguments) { return rounded(call, arguments, mode, "rounding"); }

Value absolute(Call&, std::span<const Value> arguments) {
  if (const Decimal* number = arguments[0].as_number()) return number->absolute();
  if (const DaysDuration* days = arguments[0].as_days_duration()) return DaysDuration{std::llabs(days->seconds), std::abs(days->nanoseconds)};
  return YearsDuration{std::llabs(arguments[0].as_years_duration()->months)};
}

Value modulo(Call& call, std::span<const Value> arguments) {
  return number_or_fail(call, arguments[0].as_number()->modulo(*arguments[1].as_number()), "modulo");
}
Value square_root(Call& call, std::span<const Value> arguments) { return number_or_fail(call, arguments[0].as_number()->square_root(), "sqrt"); }
Value logarithm(Call& call, std::span<const Value> arguments) { return number_or_fail(call, arguments[0].as_number()->logarithm(), "log"); }
Value exponential(Call& call, std::span<const Value> arguments) { return number_or_fail(call, arguments[0].as_number()->exponential(), "exp"); }

/// Whether the number is whole and its last digit even; a fraction is neither odd nor even.
std::optional<bool> is_even(const Decimal& number) {
  if (!number.is_integer()) return std::nullopt;
  const auto rest = number.modulo(Decimal(2));
  return rest && rest->is_zero();
}
Value odd(Call&, std::span<const Value> arguments) { return is_even(*arguments[0].as_number()) == false; }
Value even(Call&, std::span<const Value> arguments) { return is_even(*arguments[0].as_number()) == true; }

constexpr Signature signatures[] = {
    {"decimal(n: number, scale: number) -> number", round_by<Rounding::half_even>},
    {"floor(n: number, scale?: number) -> number", round_by<Rounding::floor>},
    {"ceiling(n: number, scale?: number) -> number", round_by<Rounding::ceiling>},
    {"round up(n: number, scale: number) -> number", round_by<Rounding::up>},
    {"round down(n: number, scale: number) -> number", round_by<Rounding::down>},
    {"round half up(n: number, scale: number) -> number", round_by<Rounding::half_up>},
    {"round half down(n: number, scale: number) -> number", round_by<Rounding::half_down>},
    {"abs(n: number) -> number", absolute},
    {"abs(n: days and time duration) -> days and time duration", absolute},
    {"abs(n: years and months duration) -> years and months duration", absolute},
    {"modulo(dividend: number, divisor: number) -> number", modulo},
    {"sqrt(number: number) -> number", square_root},
    {"log(number: number) -> number", logarithm},
    {"exp(number: number) -> number", exponential},
    {"odd(number: number) -> boolean", odd},
    {"even(number: number) -> boolean", even},
};

}  // namespace

std::span<const Signature> numeric_functions() { return signatures; }

}  // namespace wf::feel
