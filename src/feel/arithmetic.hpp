// The operators + - * / ** and negation on all kinds of values (DMN 1.5 §10.3.2.13, tables 55–61).
// Not for number functions (builtins/numeric.cpp).
#pragma once
#include <optional>

#include "feel/program.hpp"
#include "feel/value.hpp"

namespace wf::feel {

/// The result of `op` (Op::add … Op::power); null where the kinds do not fit or there is no finite result.
Value calculate(Op op, const Value& a, const Value& b);
Value negated(const Value& value);
/// The kind that `op` gives for two kinds; Kind::null where it can give nothing else.
Kind result_kind(Op op, Kind a, Kind b);
/// "a number cannot be added to a string": the sentence for operands that do not fit, named by their types.
std::string unfit_text(Op op, std::string_view a, std::string_view b);

}  // namespace wf::feel
