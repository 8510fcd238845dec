// Decimal: IEEE 754-2008 decimal128 (34 digits), the number of FEEL, of data and of amounts of money.
// Not for counts inside the program, which are std::int64_t.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wf {

/// Always finite: operations that would give infinity or NaN answer nothing. Rounds half to even. DMN 1.5 §10.3.2.3.1.
class Decimal {
 public:
  constexpr Decimal() = default;
  Decimal(std::int64_t value);  // NOLINT: a whole number is a Decimal
  Decimal(int value) : Decimal(static_cast<std::int64_t>(value)) {}

  /// JSON and FEEL number syntax: [-]digits[.digits][(e|E)[+|-]digits]; also ".5". Nothing if malformed or too large.
  static std::optional<Decimal> parse(std::string_view text);
  static std::optional<Decimal> from_double(double value);

  std::optional<Decimal> add(const Decimal& other) const;
  std::optional<Decimal> subtract(const Decimal& other) const;
  std::optional<Decimal> multiply(const Decimal& other) const;
  /// Nothing for division by zero.
  std::optional<Decimal> divide(const Decimal& other) const;
  /// Floored modulo: the sign of the divisor. Nothing for zero.
  std::optional<Decimal> modulo(const Decimal& other) const;
  /// Nothing where undefined (0 to a negative power, negative base with a fractional exponent).
  std::optional<Decimal> power(const Decimal& exponent) const;
  std::optional<Decimal> square_root() const;
  std::optional<Decimal> logarithm() const;
  std::optional<Decimal> exponential() const;
  Decimal negated() const;
  Decimal absolute() const;

  enum class Rounding : std::uint8_t { half_even, half_up, half_down, up, down, ceiling, floor };
  /// Rounded to `scale` digits behind the point (negative: before it).
  std::optional<Decimal> rounded(std::int64_t scale, Rounding mode) const;

  bool is_integer() const;
  bool is_zero() const;
  int sign() const;  ///< -1, 0 or 1
  /// The value where it is whole and fits.
  std::optional<std::int64_t> to_int64() const;
  double to_double() const;
  /// Plain digits without exponent where that takes at most 40 characters, else d.ddE±x. Trailing zeros of a
  /// fraction are kept as written (1.10 stays 1.10). Reads back to the same value.
  std::string to_string() const;
  /// The same value with trailing zeros removed: equal values give equal text.
  Decimal normalized() const;

  /// By value: 1.0 equals 1.00.
  bool operator==(const Decimal& other) const;
  std::strong_ordering operator<=>(const Decimal& other) const;
  /// Equal for equal values.
  std::size_t hash() const;

 private:
  friend struct DecimalAccess;
  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0x3040000000000000ULL;  // +0E+0
};

}  // namespace wf
