// The door of the room: compile FEEL text once, evaluate it many times.
// Not for decision tables (dmn) and not for reading files (formats).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/source.hpp"
#include "base/time.hpp"
#include "feel/types.hpp"
#include "feel/value.hpp"

namespace wf::feel {

/// A finding in, or a message about, one expression. `span` counts bytes within the expression's text.
struct Problem {
  std::string code;  ///< WF-FEEL-nnn
  std::string message;
  std::string help;
  Span span;
  bool is_error = true;
  bool operator==(const Problem&) const = default;
};

/// A function that the host adds to the built-ins, e.g. `manager of(person)`.
struct HostFunction {
  std::string name;                     ///< may contain spaces
  std::vector<std::string> parameters;  ///< names, for named calls
  Type result;
  std::function<Value(std::span<const Value>)> call;  ///< pure; any thread
};

/// What an expression may name at compile time.
struct Scope {
  Type variables = Type::context({});  ///< a context type: name → type
  bool open = false;                   ///< unknown names are allowed and evaluate to null when missing
  std::span<const HostFunction> functions = {};
  /// Findings about types and names are warnings and evaluate to null, as decision models expect it.
  bool lenient = false;
};

class Program;  // compiled form, private to feel

/// Compiled, immutable, shared between threads.
class Expression {
 public:
  explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::string_view text() const;
  const Type& type() const;  ///< static result type; Type::any() where unknown
  /// The free variables read, sorted, first path segment only.
  const std::vector<std::string>& reads() const;
  const Program& program() const { return *program_; }

 private:
  std::shared_ptr<const Program> program_;
};

struct Compiled {
  std::optional<Expression> expression;  ///< absent when there are errors
  std::vector<Problem> problems;
};

/// An expression (DMN 1.5 §10.3.1 `expression`). Multi-word names are resolved against the scope.
Compiled compile_expression(std::string_view text, const Scope& scope);
/// Unary tests (§10.3.1 `unary tests`); the tested value is `?`, its type that of a member "?" of scope.variables.
Compiled compile_unary_tests(std::string_view text, const Scope& scope);
/// Text with `{{ FEEL }}` holes; evaluates to a string. `{{` without `}}` is an error.
Compiled compile_template(std::string_view text, const Scope& scope);

/// Where variables come from at run time; scope chains implement it.
class Variables {
 public:
  virtual ~Variables() = default;
  /// Null pointer where no such variable exists. The pointer must live until the evaluation ends.
  virtual const Value* find(std::string_view name) const = 0;
};
class ContextVariables final : public Variables {
 public:
  explicit ContextVariables(const Context& context) : context_(context) {}
  const Value* find(std::string_view name) const override { return context_.find(name); }

 private:
  const Context& context_;
};

/// Bounds of one evaluation; beyond them the result is null with message WF-FEEL-900.
struct Budget {
  std::int64_t steps = 1'000'000;
  std::int32_t depth = 200;
  std::int64_t bytes = 64 << 20;
};

struct Environment {
  const Variables* variables = nullptr;  ///< not owned; may be null
  Instant now;
  std::string_view zone = "UTC";                 ///< IANA zone of now() and of local times
  std::span<const HostFunction> functions = {};  ///< same order as at compile time
  Budget budget;
  const Value* tested = nullptr;  ///< `?` of unary tests
};

struct Evaluation {
  Value value;
  std::vector<Problem> messages;  ///< why something became null; empty when nothing went wrong
};

/// Never throws, never fails: errors are null plus a message (DMN 1.5 §10.3.2.13).
Evaluation evaluate(const Expression& expression, const Environment& environment);

}  // namespace wf::feel
