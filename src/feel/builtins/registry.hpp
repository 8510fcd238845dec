// The built-in functions: what they are called, what they take, what computes them. Each family of functions is one
// file that lists its signatures; the registry reads them once. Not for host functions (HostFunction).
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "feel/types.hpp"
#include "feel/value.hpp"

namespace wf::feel {

/// What a running built-in may ask of the evaluation around it.
class Call {
 public:
  virtual ~Call() = default;
  virtual Instant now() const = 0;
  virtual std::string_view zone() const = 0;
  /// Takes work off the budget; false when it is used up: answer null at once.
  virtual bool charge(std::int64_t steps, std::int64_t bytes = 0) = 0;
  /// Notes why the result is null, and is null.
  virtual Value fail(std::string_view code, std::string message) = 0;
  /// Calls a function value.
  virtual Value invoke(const Value& function, std::span<const Value> arguments) = 0;
};

using BuiltinFunction = Value (*)(Call& call, std::span<const Value> arguments);

/// One signature as its family lists it: "substring(string: string, start position: number, length?: number) -> string".
/// `?` marks what may be absent (null then), `...` what may be repeated, `|` separates kinds.
struct Signature {
  std::string_view text;
  BuiltinFunction function;
  bool pure = true;  ///< same arguments, same result: now() is not
};

/// A set of kinds, one bit each.
using Kinds = std::uint32_t;
inline constexpr Kinds any_kind = 0xFFFFFFFF;
constexpr Kinds kinds_of(Kind kind) { return 1u << static_cast<unsigned>(kind); }

struct Parameter {
  std::string name;
  Kinds kinds = any_kind;
  Type type;
  bool optional = false;
  bool repeated = false;
};

struct Builtin {
  std::string name;
  std::vector<Parameter> parameters;
  Type result;
  BuiltinFunction function = nullptr;
  bool pure = true;
  std::string signature;
  std::size_t least() const;  ///< fewest arguments
  std::size_t most() const;   ///< most arguments
  /// The parameter of argument `index`.
  const Parameter& parameter(std::size_t index) const;
};

/// All signatures of a name, in the order listed; empty for an unknown name.
std::span<const Builtin* const> find_builtins(std::string_view name);
/// Every built-in by name, for did-you-mean, completion and documentation.
std::span<const Builtin> all_builtins();
const std::vector<std::string>& builtin_names();

/// The value that a parameter of these kinds takes: itself, or unwrapped from / wrapped into a list of one
/// (§10.3.2.9.4); nothing if it does not fit. Absent optional arguments are null.
std::optional<Value> coerced(const Value& value, Kinds kinds);

std::span<const Signature> conversion_functions();
std::span<const Signature> boolean_functions();
std::span<const Signature> string_functions();
std::span<const Signature> regex_functions();
std::span<const Signature> list_functions();
std::span<const Signature> statistics_functions();
std::span<const Signature> numeric_functions();
std::span<const Signature> temporal_functions();
std::span<const Signature> context_functions();
std::span<const Signature> range_functions();

}  // namespace wf::feel
