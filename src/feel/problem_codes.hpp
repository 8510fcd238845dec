// Every finding of FEEL by its code: what it means, an example, the repair. `wfctl explain` lists them.
// Not for the messages themselves, which name the place and the names at hand.
#pragma once
#include <span>
#include <string_view>

namespace wf::feel {

struct ProblemCode {
  std::string_view code;
  std::string_view meaning;
  std::string_view example;
  std::string_view repair;
};

/// By code. 001–099 are found when an expression is compiled, 100–899 when it is evaluated, 900 is the budget.
std::span<const ProblemCode> problem_codes();

}  // namespace wf::feel
