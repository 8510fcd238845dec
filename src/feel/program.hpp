// Program: the compact compiled form of an expression, a flat array of nodes that name each other by number.
// Private to feel. It is built once by the compiler, never changed, and shared between threads.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.hpp"
#include "feel/value.hpp"

namespace wf::feel {

struct Builtin;

using NodeIndex = std::uint32_t;
inline constexpr NodeIndex no_node = 0xFFFFFFFF;

/// What a node computes. The meaning of a, b, c stands beside each; `list(a, b)` means: b numbers from lists[a] on.
enum class Op : std::uint8_t {
  constant,         // a: constant
  variable,         // a: name of a free variable (index in reads)
  local,            // a: slot of the frame
  captured,         // a: capture of the running closure
  tested,           // ? of unary tests
  member,           // a: object, b: name
  implicit_member,  // a: item (local or captured), b: name, c: what the name means otherwise
  negate,           // a
  add, subtract, multiply, divide, power,                    // a, b
  equal, not_equal, less, less_equal, greater, greater_equal,  // a, b
  all_of,           // list(a, b): three-valued and
  any_of,           // list(a, b): three-valued or
  between,          // a, b, c
  range,            // a: low or none, b: high or none; flags bit 0 low closed, bit 1 high closed
  list,             // list(a, b)
  context,          // list(a, b): triples name, slot, value
  branch,           // a: condition, b: then, c: else
  loop,             // a: in lists: iterator count, partial slot, then triples slot, from, to; b: body
  some, every,      // as loop
  filter,           // a: list, b: predicate, c: slot of item
  closure,          // a: prototype
  call_builtin,     // list(a, b): arguments (no_node = absent), c: builtin
  call_host,        // list(a, b): arguments, c: name; flags: index of the host function (255: by name)
  call_value,       // list(a, b): function, then arguments; c: names list or none
  instance_of,      // a, b: type
  is_in,            // a: value, b: test, c: slot for `?`
  test_value,       // a: expression of a unary test, b: node of `?`; flags bit 0: the expression itself says ?
  negated_test,     // a
  joined            // list(a, b): texts of a template
};

struct Node {
  Op op = Op::constant;
  std::uint8_t flags = 0;
  std::uint16_t depth = 1;  ///< nesting below, bounded by the compiler
  std::uint32_t a = 0, b = 0, c = 0;
  Span span;
};

/// A function literal: where its body is and what it needs.
struct Prototype {
  /// Where the value is found when the literal is evaluated: a slot, a capture of the closure around, a variable.
  struct Capture {
    enum class From : std::uint8_t { local, captured, variable, tested };
    From from = From::local;
    std::uint32_t index = 0;
    bool operator==(const Capture&) const = default;
  };
  NodeIndex body = no_node;
  std::uint32_t frame_size = 0;
  std::vector<std::string> parameters;
  std::vector<Capture> captures;
};

class Program : public std::enable_shared_from_this<Program> {
 public:
  std::string text;
  Type type;
  std::vector<std::string> reads;      ///< `variables`, sorted
  std::vector<std::string> variables;  ///< free variables in order of first use

  std::vector<Node> nodes;
  std::vector<std::uint32_t> lists;
  std::vector<Value> constants;
  std::vector<std::string> names;
  std::vector<Type> types;
  std::vector<Prototype> prototypes;
  std::vector<std::vector<std::string>> argument_names;
  std::vector<const Builtin*> builtins;  ///< those called
  NodeIndex root = no_node;
  std::uint32_t frame_size = 0;
};

}  // namespace wf::feel
