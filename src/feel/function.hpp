// Function: a closure or built-in as a value. Private to feel; calling is the evaluator's affair.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "feel/value.hpp"

namespace wf::feel {

struct Builtin;
class Program;

/// A function value of either origin. Immutable; any thread may read it.
class Function {
 public:
  /// What an expression `function(a, b) body` remembers: where its body starts and the values it saw.
  struct Closure {
    std::shared_ptr<const Program> program;
    std::uint32_t entry = 0;        ///< node of the body
    std::uint32_t frame_size = 0;   ///< slots that a call needs: captures, then parameters, then locals
    std::vector<Value> captures;
  };

  explicit Function(const Builtin& builtin) : builtin_(&builtin) {}
  Function(Closure closure, std::vector<std::string> parameters);

  const Builtin* builtin() const { return builtin_; }
  const Closure* closure() const { return builtin_ == nullptr ? &closure_ : nullptr; }
  /// Names of a closure's parameters.
  const std::vector<std::string>& parameters() const { return parameters_; }
  /// One more than its deepest captured value.
  int depth() const { return depth_; }

 private:
  const Builtin* builtin_ = nullptr;
  Closure closure_;
  std::vector<std::string> parameters_;
  int depth_ = 1;
};

}  // namespace wf::feel
