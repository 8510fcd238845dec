// Decimal on Intel's BID library, with shortcuts for the small numbers of everyday: no call where 128 bits suffice.
// Text is written here, because the library only writes exponents. Not for FEEL's rules about null (feel does that).
#include "base/decimal.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <functional>

#define DECIMAL_CALL_BY_REFERENCE 0
#define DECIMAL_GLOBAL_ROUNDING 0
#define DECIMAL_GLOBAL_EXCEPTION_FLAGS 0
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wpedantic"
#include <bid_conf.h>
#include <bid_functions.h>
#pragma GCC diagnostic pop

namespace wf {

namespace {

__extension__ using Wide = unsigned __int128;

constexpr int exponent_bias = 6176;
constexpr int largest_exponent = 6111;
constexpr int digits_most = 34;
constexpr int plain_text_most = 40;       // longer numbers are written with an exponent
constexpr int squaring_most = 9999;       // larger whole exponents go through logarithms
constexpr int exponent_text_most = 99999; // beyond, every number is zero or too large anyway
constexpr std::uint64_t sign_bit = 0x8000000000000000ULL;
constexpr std::uint64_t special_bits = 0x6000000000000000ULL;
constexpr std::uint64_t coefficient_high_mask = 0x1FFFFFFFFFFFFULL;

constexpr std::array<Wide, 39> powers_of_ten() {
  std::array<Wide, 39> powers{};
  powers[0] = 1;
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}
constexpr auto ten_to = powers_of_ten();

/// Sign, coefficient and exponent of a finite number.
struct Parts {
  bool negative = false;
  Wide coefficient = 0;
  int exponent = 0;
};

Parts parts_of(std::uint64_t low, std::uint64_t high) {
  return {(high & sign_bit) != 0, (static_cast<Wide>(high & coefficient_high_mask) << 64) | low,
          static_cast<int>((high & ~sign_bit) >> 49) - exponent_bias};
}

bool is_finite(const BID_UINT128& x) { return (x.w[1] & special_bits) != special_bits; }


std::string digits_of(Wide value) {
  char buffer[40];
  char* at = buffer + sizeof buffer;
  while (value > 0xFFFFFFFFFFFFFFFFULL) {
    *--at = static_cast<char>('0' + static_cast<int>(value % 10));
    value /= 10;
  }
  for (auto rest = static_cast<std::uint64_t>(value); rest > 0 || at == buffer + sizeof buffer; rest /= 10) {
    *--at = static_cast<char>('0' + static_cast<int>(rest % 10));
  }
  return {at, static_cast<std::size_t>(buffer + sizeof buffer - at)};
}

}  // namespace

/// The bridge between Decimal and the library's numbers.
struct DecimalAccess {
  static BID_UINT128 bid(const Decimal& d) {
    BID_UINT128 x;
    x.w[0] = d.low_;
    x.w[1] = d.high_;
    return x;
  }
  static Decimal raw(std::uint64_t low, std::uint64_t high) {
    Decimal d;
    d.low_ = low;
    d.high_ = high;
    return d;
  }
  static std::optional<Decimal> finite(const BID_UINT128& x) {
    if (!is_finite(x)) return std::nullopt;
    return raw(x.w[0], x.w[1]);
  }
  static Parts parts(const Decimal& d) { return parts_of(d.low_, d.high_); }
  /// REQUIRES: coefficient of at most 34 digits, exponent in range.
  static Decimal make(bool negative, Wide coefficient, int exponent) {
    const auto high = static_cast<std::uint64_t>(coefficient >> 64) |
                      (static_cast<std::uint64_t>(exponent + exponent_bias) << 49) | (negative ? sign_bit : 0);
    return raw(static_cast<std::uint64_t>(coefficient), high);
  }
  static std::optional<Decimal> scaled(bool negative, Wide coefficient, int exponent) {
    if (exponent >= -exponent_bias && exponent <= largest_exponent) return make(negative, coefficient, exponent);
    _IDEC_flags flags = 0;
    return finite(bid128_scalbn(bid(make(negative, coefficient, 0)), exponent, BID_ROUNDING_TO_NEAREST, &flags));
  }
};

using Access = DecimalAccess;

Decimal::Decimal(std::int64_t value) {
  low_ = value < 0 ? ~static_cast<std::uint64_t>(value) + 1 : static_cast<std::uint64_t>(value);
  if (value < 0) high_ |= sign_bit;
}

namespace {

/// Collects the digits of a number in text, rounding half to even behind the 34th.
struct DigitCollector {
  Wide coefficient = 0;
  int kept = 0;
  int exponent = 0;
  int round_digit = -1;
  bool sticky = false;
  bool any = false;

  void digit(int value, bool behind_point) {
    any = true;
    if (kept < digits_most) {
      coefficient = coefficient * 10 + static_cast<unsigned>(value);
      if (coefficient != 0) ++kept;
      if (behind_point) --exponent;
      return;
    }
    if (round_digit < 0) round_digit = value;
    else sticky = sticky || value != 0;
    if (!behind_point) ++exponent;
  }
  void round() {
    const bool up = round_digit > 5 || (round_digit == 5 && (sticky || (coefficient & 1) != 0));
    if (!up) return;
    ++coefficient;
    if (coefficient < ten_to[digits_most]) return;
    coefficient /= 10;
    ++exponent;
  }
};

/// Reads `[+|-]digits` at `at` to the end of the text; saturates; false if malformed.
bool read_exponent(std::string_view text, std::size_t at, int& exponent) {
  const bool negative = at < text.size() && text[at] == '-';
  if (at < text.size() && (text[at] == '-' || text[at] == '+')) ++at;
  if (at == text.size()) return false;
  int value = 0;
  for (; at < text.size(); ++at) {
    if (text[at] < '0' || text[at] > '9') return false;
    value = std::min(value * 10 + (text[at] - '0'), exponent_text_most);
  }
  exponent += negative ? -value : value;
  return true;
}

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
  constexpr std::size_t longest = 100'000;  // keeps the exponent within int
  if (text.size() > longest) return std::nullopt;
  std::size_t at = 0;
  const bool negative = !text.empty() && text[0] == '-';
  if (negative) ++at;
  DigitCollector digits;
  bool behind_point = false;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c >= '0' && c <= '9') {
      digits.digit(c - '0', behind_point);
    } else if (c == '.' && !behind_point) {
      behind_point = true;
      if (at + 1 == text.size() || text[at + 1] < '0' || text[at + 1] > '9') return std::nullopt;
    } else {
      break;
    }
  }
  if (!digits.any) return std::nullopt;
  if (at < text.size()) {
    if (text[at] != 'e' && text[at] != 'E') return std::nullopt;
    if (!read_exponent(text, at + 1, digits.exponent)) return std::nullopt;
  }
  digits.round();
  return Access::scaled(negative, digits.coefficient, digits.exponent);
}

std::optional<Decimal> Decimal::from_double(double value) {
  if (!std::isfinite(value)) return std::nullopt;
  char buffer[64];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value).ptr;
  return parse({buffer, static_cast<std::size_t>(end - buffer)});
}

std::optional<Decimal> Decimal::add(const Decimal& other) const {
  const Parts a = Access::parts(*this), b = Access::parts(other);
  if (a.exponent == b.exponent) {
    if (a.negative == b.negative) {
      const Wide sum = a.coefficient + b.coefficient;
      if (sum < ten_to[digits_most]) return Access::make(a.negative, sum, a.exponent);
    } else if (a.coefficient != b.coefficient) {
      const bool first = a.coefficient > b.coefficient;
      return Access::make(first ? a.negative : b.negative,
                          first ? a.coefficient - b.coefficient : b.coefficient - a.coefficient, a.exponent);
    } else {
      return Access::make(false, 0, a.exponent);
    }
  }
  _IDEC_flags flags = 0;
  return Access::finite(bid128_add(Access::bid(*this), Access::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::subtract(const Decimal& other) const { return add(other.negated()); }

std::optional<Decimal> Decimal::multiply(const Decimal& other) const {
  const Parts a = Access::parts(*this), b = Access::parts(other);
  const int exponent = a.exponent + b.exponent;
  if ((a.coefficient >> 64) == 0 && (b.coefficient >> 64) == 0 && exponent >= -exponent_bias && exponent <= 0) {
    const Wide product = a.coefficient * b.coefficient;
    if (product < ten_to[digits_most]) return Access::make(a.negative != b.negative, product, exponent);
  }
  _IDEC_flags flags = 0;
  return Access::finite(bid128_mul(Access::bid(*this), Access::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::divide(const Decimal& other) const {
  if (other.is_zero()) return std::nullopt;
  _IDEC_flags flags = 0;
  return Access::finite(bid128_div(Access::bid(*this), Access::bid(other), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::modulo(const Decimal& other) const {
  if (other.is_zero()) return std::nullopt;
  _IDEC_flags flags = 0;
  const auto rest = Access::finite(bid128_fmod(Access::bid(*this), Access::bid(other), &flags));
  if (!rest || rest->is_zero() || rest->sign() == other.sign()) return rest;
  return rest->add(other);
}

std::optional<Decimal> Decimal::power(const Decimal& exponent) const {
  const auto whole = exponent.to_int64();
  if (is_zero() && exponent.sign() < 0) return std::nullopt;
  if (!whole || *whole > squaring_most || *whole < -squaring_most) {
    if (sign() < 0 && !exponent.is_integer()) return std::nullopt;
    _IDEC_flags flags = 0;
    return Access::finite(bid128_pow(Access::bid(*this), Access::bid(exponent), BID_ROUNDING_TO_NEAREST, &flags));
  }
  std::optional<Decimal> result = Decimal(1), square = *this;
  for (auto bits = *whole < 0 ? -*whole : *whole; bits > 0; bits >>= 1) {
    if ((bits & 1) != 0) result = square ? result->multiply(*square) : std::nullopt;
    if (!result) break;
    if (bits > 1 && square) square = square->multiply(*square);
  }
  if (*whole >= 0) return result;
  return result ? Decimal(1).divide(*result) : std::optional<Decimal>(Decimal(0));
}

std::optional<Decimal> Decimal::square_root() const {
  if (sign() < 0) return std::nullopt;
  _IDEC_flags flags = 0;
  return Access::finite(bid128_sqrt(Access::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::logarithm() const {
  if (sign() <= 0) return std::nullopt;
  _IDEC_flags flags = 0;
  return Access::finite(bid128_log(Access::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

std::optional<Decimal> Decimal::exponential() const {
  _IDEC_flags flags = 0;
  return Access::finite(bid128_exp(Access::bid(*this), BID_ROUNDING_TO_NEAREST, &flags));
}

Decimal Decimal::negated() const {
  if (is_zero()) return Access::raw(low_, high_ & ~sign_bit);
  return Access::raw(low_, high_ ^ sign_bit);
}

Decimal Decimal::absolute() const { return Access::raw(low_, high_ & ~sign_bit); }

namespace {

/// The library's direction for a mode; half_down is not among them.
_IDEC_round direction(Decimal::Rounding mode, bool negative) {
  switch (mode) {
    case Decimal::Rounding::half_up: return BID_ROUNDING_TIES_AWAY;
    case Decimal::Rounding::up: return negative ? BID_ROUNDING_DOWN : BID_ROUNDING_UP;
    case Decimal::Rounding::down: return BID_ROUNDING_TO_ZERO;
    case Decimal::Rounding::ceiling: return BID_ROUNDING_UP;
    case Decimal::Rounding::floor: return BID_ROUNDING_DOWN;
    case Decimal::Rounding::half_even:
    case Decimal::Rounding::half_down: break;
  }
  return BID_ROUNDING_TO_NEAREST;
}

}  // namespace

std::optional<Decimal> Decimal::rounded(std::int64_t scale, Rounding mode) const {
  if (scale < -largest_exponent || scale > exponent_bias) return std::nullopt;
  const Parts parts = Access::parts(*this);
  const int exponent = -static_cast<int>(scale);
  if (exponent == parts.exponent) return *this;
  if (mode == Rounding::half_down) {
    const auto cut = rounded(scale, Rounding::down);
    if (!cut || scale >= exponent_bias) return cut;
    const auto rest = subtract(*cut);
    const Decimal half = Access::make(false, 5, exponent - 1);
    return rest && rest->absolute() > half ? rounded(scale, Rounding::up) : cut;
  }
  const Decimal unit = Access::make(false, 1, exponent);
  _IDEC_flags flags = 0;
  const auto result = Access::finite(
      bid128_quantize(Access::bid(*this), Access::bid(unit), direction(mode, parts.negative), &flags));
  if (!result) return parts.exponent > exponent ? std::optional<Decimal>(*this) : std::nullopt;
  return result->is_zero() ? result->absolute() : *result;
}

bool Decimal::is_integer() const {
  const Parts parts = Access::parts(*this);
  if (parts.exponent >= 0 || parts.coefficient == 0) return true;
  if (-parts.exponent >= digits_most + 1) return false;
  return parts.coefficient % ten_to[static_cast<std::size_t>(-parts.exponent)] == 0;
}

bool Decimal::is_zero() const { return low_ == 0 && (high_ & coefficient_high_mask) == 0; }

int Decimal::sign() const {
  if (is_zero()) return 0;
  return (high_ & sign_bit) != 0 ? -1 : 1;
}

std::optional<std::int64_t> Decimal::to_int64() const {
  const Parts parts = Access::parts(*this);
  Wide value = parts.coefficient;
  if (value == 0) return 0;
  if (parts.exponent < 0) {
    if (!is_integer()) return std::nullopt;
    value /= ten_to[static_cast<std::size_t>(-parts.exponent)];
  } else if (parts.exponent > 0) {
    if (parts.exponent > 19 || value > ten_to[19]) return std::nullopt;
    value *= ten_to[static_cast<std::size_t>(parts.exponent)];
  }
  const Wide most = static_cast<Wide>(1) << 63;
  if (value > most || (value == most && !parts.negative)) return std::nullopt;
  const auto magnitude = static_cast<std::uint64_t>(value);
  return static_cast<std::int64_t>(parts.negative ? ~magnitude + 1 : magnitude);
}

double Decimal::to_double() const {
  _IDEC_flags flags = 0;
  return bid128_to_binary64(Access::bid(*this), BID_ROUNDING_TO_NEAREST, &flags);
}

namespace {

std::string plain_text(const std::string& digits, int exponent) {
  if (exponent >= 0) return digits == "0" ? digits : digits + std::string(static_cast<std::size_t>(exponent), '0');
  const auto behind = static_cast<std::size_t>(-exponent);
  if (digits.size() > behind) {
    return digits.substr(0, digits.size() - behind) + "." + digits.substr(digits.size() - behind);
  }
  return "0." + std::string(behind - digits.size(), '0') + digits;
}

std::string exponent_text(const std::string& digits, int exponent) {
  const int shown = exponent + static_cast<int>(digits.size()) - 1;
  std::string text = digits.substr(0, 1);
  if (digits.size() > 1) text += "." + digits.substr(1);
  return text + "E" + (shown < 0 ? "-" : "+") + std::to_string(shown < 0 ? -shown : shown);
}

}  // namespace

std::string Decimal::to_string() const {
  const Parts parts = Access::parts(*this);
  const std::string digits = digits_of(parts.coefficient);
  const bool minus = parts.negative && parts.coefficient != 0;
  const int count = static_cast<int>(digits.size());
  const int length = parts.exponent >= 0 ? (parts.coefficient == 0 ? 1 : count + parts.exponent)
                                         : std::max(count, 1 - parts.exponent) + 1;
  const bool plain = length + (minus ? 1 : 0) <= plain_text_most;
  return (minus ? "-" : "") + (plain ? plain_text(digits, parts.exponent) : exponent_text(digits, parts.exponent));
}

Decimal Decimal::normalized() const {
  Parts parts = Access::parts(*this);
  if (parts.coefficient == 0) return Decimal();
  while (parts.exponent < 0 && parts.coefficient % 10 == 0) {
    parts.coefficient /= 10;
    ++parts.exponent;
  }
  // Whole numbers are spread out, so that 1E+3 and 1000 are the same bits.
  while (parts.exponent > 0 && parts.coefficient < ten_to[digits_most - 1]) {
    parts.coefficient *= 10;
    --parts.exponent;
  }
  return Access::make(parts.negative, parts.coefficient, parts.exponent);
}

bool Decimal::operator==(const Decimal& other) const {
  if (low_ == other.low_ && high_ == other.high_) return true;
  const Parts a = Access::parts(*this), b = Access::parts(other);
  if (a.exponent == b.exponent) return a.coefficient == b.coefficient && (a.negative == b.negative || a.coefficient == 0);
  _IDEC_flags flags = 0;
  return bid128_quiet_equal(Access::bid(*this), Access::bid(other), &flags) != 0;
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const int mine = sign(), others = other.sign();
  if (mine != others) return mine <=> others;
  const Parts a = Access::parts(*this), b = Access::parts(other);
  if (a.exponent == b.exponent) return mine >= 0 ? a.coefficient <=> b.coefficient : b.coefficient <=> a.coefficient;
  if (*this == other) return std::strong_ordering::equal;
  _IDEC_flags flags = 0;
  const bool less = bid128_quiet_less(Access::bid(*this), Access::bid(other), &flags) != 0;
  return less ? std::strong_ordering::less : std::strong_ordering::greater;
}

std::size_t Decimal::hash() const {
  const Decimal n = normalized();
  return std::hash<std::uint64_t>()(n.low_ * 0x9E3779B97F4A7C15ULL ^ n.high_);
}

}  // namespace wf
