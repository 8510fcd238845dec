// Operators: precedence, three-valued connectives, arithmetic and comparison with their static checks
// (DMN 1.5 §10.3.1.2 grammar rules 2–11 and §10.3.2.13).
#include "feel/arithmetic.hpp"
#include "feel/compiler.hpp"

namespace wf::feel {

namespace {

/// The kind of every non-null value of a type, or nothing where it is not known.
std::optional<Kind> known_kind(const Type& type) {
  if (type.is_any() || type.kind() == Kind::null) return std::nullopt;
  return type.kind();
}

std::optional<Op> comparison_op(Tok kind) {
  switch (static_cast<int>(kind)) {
    case static_cast<int>(Tok::equal): return Op::equal;
    case static_cast<int>(Tok::not_equal): return Op::not_equal;
    case static_cast<int>(Tok::less): return Op::less;
    case static_cast<int>(Tok::less_equal): return Op::less_equal;
    case static_cast<int>(Tok::greater): return Op::greater;
    case static_cast<int>(Tok::greater_equal): return Op::greater_equal;
    default: return std::nullopt;
  }
}

struct Arithmetic {
  Op op;
  int level;
};
std::optional<Arithmetic> arithmetic_op(Tok kind) {
  constexpr int addition = 4, product = 5, power = 6;
  if (kind == Tok::plus) return Arithmetic{Op::add, addition};
  if (kind == Tok::minus) return Arithmetic{Op::subtract, addition};
  if (kind == Tok::star) return Arithmetic{Op::multiply, product};
  if (kind == Tok::slash) return Arithmetic{Op::divide, product};
  if (kind == Tok::power) return Arithmetic{Op::power, power};
  return std::nullopt;
}

std::string article(const Type& type) { return "a " + type.name(); }

}  // namespace

Typed Compiler::parse_expression() {
  if (!enter()) return {};
  Typed result;
  if (at(Tok::kw_if)) result = parse_if();
  else if (at(Tok::kw_for)) result = parse_for();
  else if (at(Tok::kw_some)) result = parse_quantified(Op::some);
  else if (at(Tok::kw_every)) result = parse_quantified(Op::every);
  else result = parse_binary(1);
  leave();
  return result;
}

Typed Compiler::parse_binary(int least) {
  constexpr int any_level = 1, all_level = 2, comparison_level = 3;
  Typed left = parse_unary();
  while (!failed_) {
    const Tok kind = peek().kind;
    if (const auto arithmetic = arithmetic_op(kind); arithmetic && arithmetic->level >= least) {
      ++at_;
      const Typed right = parse_binary(arithmetic->level + 1);
      if (failed_) return {};
      left = this->arithmetic(arithmetic->op, left, right, {span_of(left).begin, span_of(right).end});
    } else if (least <= comparison_level && (comparison_op(kind) || kind == Tok::kw_between || kind == Tok::kw_in)) {
      left = parse_comparison(left);
    } else if (kind == Tok::kw_and && least <= all_level) {
      left = parse_connective(left, Tok::kw_and);
    } else if (kind == Tok::kw_or && least <= any_level) {
      left = parse_connective(left, Tok::kw_or);
    } else {
      return left;
    }
  }
  return {};
}

/// `a and b and c` becomes one node, so that long conditions are not deep.
Typed Compiler::parse_connective(Typed left, Tok op) {
  const bool all = op == Tok::kw_and;
  const std::string_view where = all ? "'and'" : "'or'";
  check_boolean(left, where);
  std::vector<NodeIndex> operands{left.node};
  while (accept(op)) {
    const Typed right = parse_binary(all ? 3 : 2);
    if (failed_) return {};
    check_boolean(right, where);
    operands.push_back(right.node);
  }
  const Span span = since(span_of(left).begin);
  return {emit_list(all ? Op::all_of : Op::any_of, span, operands), Type::scalar(Kind::boolean)};
}

Typed Compiler::parse_comparison(Typed left) {
  constexpr int operand = 4;
  const std::uint32_t begin = span_of(left).begin;
  if (accept(Tok::kw_in)) return parse_in(left);
  if (accept(Tok::kw_between)) {
    const Typed low = parse_binary(operand);
    if (!expect(Tok::kw_and, "'and' between the two limits of 'between'")) return {};
    const Typed high = parse_binary(operand);
    if (failed_) return {};
    comparison(Op::greater_equal, left, low, since(begin));
    comparison(Op::less_equal, left, high, since(begin));
    return {emit(Op::between, since(begin), {left.node, low.node, high.node}, left.node, low.node, high.node),
            Type::scalar(Kind::boolean)};
  }
  const auto op = comparison_op(peek().kind);
  ++at_;
  const Typed right = parse_binary(operand);
  if (failed_) return {};
  return comparison(*op, left, right, since(begin));
}

Typed Compiler::parse_unary() {
  if (!enter()) return {};
  Typed result;
  const std::uint32_t begin = peek().span.begin;
  if (accept(Tok::minus)) {
    const Typed operand = parse_unary();
    if (!failed_) {
      const auto kind = known_kind(operand.type);
      const bool fits = !kind || *kind == Kind::number || *kind == Kind::days_duration || *kind == Kind::years_duration;
      if (!fits) type_finding("WF-FEEL-006", article(operand.type) + " has no negative", "", since(begin));
      result = {emit(Op::negate, since(begin), {operand.node}, operand.node), operand.type};
      if (constant_of(operand.node) != nullptr) result = folded(result);
    }
  } else {
    result = parse_postfix(parse_primary());
  }
  if (!failed_ && at(Tok::kw_instance) && peek(1).kind == Tok::kw_of) {
    at_ += 2;
    auto type = parse_type();
    const auto index = type ? type_index(std::move(*type)) : std::nullopt;
    if (index) result = {emit(Op::instance_of, since(begin), {result.node}, result.node, *index), Type::scalar(Kind::boolean)};
  }
  leave();
  return result;
}

Typed Compiler::parse_postfix(Typed base) {
  while (!failed_) {
    if (at(Tok::dot)) base = parse_member(base);
    else if (at(Tok::open_bracket) && !no_filter_) base = parse_filter(base);
    else if (at(Tok::open)) base = parse_call(base);
    else return base;
  }
  return {};
}

Typed Compiler::arithmetic(Op op, const Typed& a, const Typed& b, Span span) {
  const auto left = known_kind(a.type), right = known_kind(b.type);
  Type type = Type::any();
  if (left && right) {
    const Kind kind = result_kind(op, *left, *right);
    type = Type::scalar(kind);
    if (kind == Kind::null) {
      type = Type::any();
      const bool text = op == Op::add && (*left == Kind::string || *right == Kind::string);
      type_finding("WF-FEEL-006", unfit_text(op, a.type.name(), b.type.name()),
                   text ? "turn the other side into text with string(…)" : "", span);
    }
  }
  Typed result{emit(op, span, {a.node, b.node}, a.node, b.node), type};
  const bool constants = constant_of(a.node) != nullptr && constant_of(b.node) != nullptr;
  return constants && type.kind() == Kind::number ? folded(result) : result;
}

Typed Compiler::comparison(Op op, const Typed& a, const Typed& b, Span span) {
  const auto left = known_kind(a.type), right = known_kind(b.type);
  const bool order = op != Op::equal && op != Op::not_equal;
  const bool ordered = !left || !order || (*left != Kind::boolean && *left != Kind::list && *left != Kind::context);
  if (left && right && (*left != *right || !ordered)) {
    const auto is_moment = [](Kind kind) { return kind == Kind::date || kind == Kind::date_time || kind == Kind::time; };
    const bool moment = *right == Kind::string && is_moment(*left);
    const bool text_first = *left == Kind::string && is_moment(*right);
    const bool number_and_text = (*left == Kind::number && *right == Kind::string) || (*left == Kind::string && *right == Kind::number);
    const std::string help = moment ? "write @\"2026-01-31\" for a date, @\"2026-01-31T10:00:00\" for a moment"
                             : text_first ? "a day of a form is a text: write date(…) around it, or declare the variable as a date in the data"
                             : number_and_text ? "a number stands without quotes, a text in quotes; number(…) and string(…) make one of the other" : "";
    type_finding("WF-FEEL-006", article(a.type) + " cannot be compared with " + article(b.type), help, span);
  }
  return {emit(op, span, {a.node, b.node}, a.node, b.node), Type::scalar(Kind::boolean)};
}

void Compiler::check_boolean(const Typed& typed, std::string_view where) {
  const auto kind = known_kind(typed.type);
  if (failed_ || !kind || *kind == Kind::boolean) return;
  type_finding("WF-FEEL-008", std::string(where) + " needs true or false, but this is " + article(typed.type), "", span_of(typed));
}

}  // namespace wf::feel
