// Unary tests and the right side of `in` (DMN 1.5 §10.3.1.2 rules 7, 8, 15–17, 49c and §10.3.2.8).
// Text templates end here, too, because they are a small grammar of their own around expressions.
#include "feel/compiler.hpp"

namespace wf::feel {

namespace {

constexpr int sum_level = 4;

std::optional<Op> test_op(Tok kind) {
  if (kind == Tok::equal) return Op::equal;
  if (kind == Tok::not_equal) return Op::not_equal;
  if (kind == Tok::less) return Op::less;
  if (kind == Tok::less_equal) return Op::less_equal;
  if (kind == Tok::greater) return Op::greater;
  if (kind == Tok::greater_equal) return Op::greater_equal;
  return std::nullopt;
}

}  // namespace

Compiled Compiler::unary_tests() {
  if (!start(0, text_.size())) return finish({});
  for (const Type::Member& member : scope_.variables.members()) {
    if (member.name == "?") tested_type_ = member.type;
  }
  has_tested_ = true;
  const auto tested = [&](Span span) { return Typed{emit(Op::tested, span, {}, 0), tested_type_}; };
  Typed root;
  if (at(Tok::minus) && peek(1).kind == Tok::end) {
    root = constant(true, peek().span);
    ++at_;
  } else if (at(Tok::word) && text_of(peek().span) == "not" && peek(1).kind == Tok::open && parenthesis_ends_text()) {
    const std::uint32_t begin = peek().span.begin;
    at_ += 2;
    const Typed inner = parse_tests(tested, tested_type_);
    if (expect(Tok::close, "',' or ')'")) root = {emit(Op::negated_test, since(begin), {inner.node}, inner.node), Type::scalar(Kind::boolean)};
  } else {
    root = parse_tests(tested, tested_type_);
  }
  if (!failed_ && !at(Tok::end)) syntax_error("expected ',' or the end, found " + shown(peek()));
  root.type = Type::scalar(Kind::boolean);
  return finish(root);
}

/// Whether the bracket behind `not` is closed by the last token, so that `not(…)` is the whole text.
bool Compiler::parenthesis_ends_text() const {
  int open = 0;
  for (std::size_t i = at_ + 1; i + 1 < tokens_.size(); ++i) {
    if (tokens_[i].kind == Tok::open) ++open;
    if (tokens_[i].kind == Tok::close && --open == 0) return tokens_[i + 1].kind == Tok::end;
  }
  return false;
}

/// Whether the bracket at the current token opens a range `(a..b)` rather than a list of tests.
bool Compiler::parenthesis_holds_range() const {
  int open = 0;
  for (std::size_t i = at_; i < tokens_.size(); ++i) {
    const Tok kind = tokens_[i].kind;
    if (kind == Tok::open || kind == Tok::open_bracket || kind == Tok::open_brace) ++open;
    else if (kind == Tok::close || kind == Tok::close_bracket || kind == Tok::close_brace) --open;
    if (open == 1 && kind == Tok::dots) return true;
    if (open <= 0 || (open == 1 && kind == Tok::comma)) return false;
  }
  return false;
}

Typed Compiler::parse_in(const Typed& left) {
  const std::uint32_t begin = span_of(left).begin;
  const std::size_t outer = bindings_.size();
  const std::uint32_t slot = bind("?", left.type).slot;
  const auto tested = [&, slot](Span span) { return Typed{emit(Op::local, span, {}, slot), left.type}; };
  Typed test;
  if (at(Tok::open) && !parenthesis_holds_range()) {
    ++at_;
    const bool outer_filter = std::exchange(no_filter_, false);
    test = parse_tests(tested, left.type);
    no_filter_ = outer_filter;
    if (!expect(Tok::close, "',' or ')'")) return {};
  } else {
    test = parse_test(tested, left.type, false);
  }
  unbind(outer);
  if (failed_) return {};
  return {emit(Op::is_in, since(begin), {left.node, test.node}, left.node, test.node, slot), Type::scalar(Kind::boolean)};
}

Typed Compiler::parse_tests(const std::function<Typed(Span)>& tested, const Type& type) {
  const std::uint32_t begin = peek().span.begin;
  std::vector<NodeIndex> tests;
  do {
    const Typed test = parse_test(tested, type, true);
    if (failed_) return {};
    tests.push_back(test.node);
  } while (accept(Tok::comma));
  if (tests.size() == 1) return {tests.front(), Type::scalar(Kind::boolean)};
  return {emit_list(Op::any_of, since(begin), tests), Type::scalar(Kind::boolean)};
}

Typed Compiler::parse_test(const std::function<Typed(Span)>& tested, const Type& type, bool whole_expression) {
  const Span begin = peek().span;
  if (const auto op = test_op(peek().kind)) {
    ++at_;
    const Typed end = parse_binary(sum_level);
    if (failed_) return {};
    return comparison(*op, tested(begin), end, since(begin.begin));
  }
  const std::size_t questions = questions_;
  const Typed test = whole_expression ? parse_expression() : parse_binary(sum_level);
  if (failed_) return {};
  const bool asks = questions_ > questions;
  const bool scalar = test.type.form() == Type::Form::scalar && test.type.kind() != Kind::null && test.type.kind() != Kind::range &&
                      test.type.kind() != Kind::boolean;
  if (scalar && !asks && type.form() == Type::Form::scalar && type.kind() != Kind::null && type.kind() != test.type.kind()) {
    type_finding("WF-FEEL-006", "a " + type.name() + " cannot be compared with a " + test.type.name(), "", span_of(test));
  }
  const Typed value = tested(begin);
  return {emit(Op::test_value, since(begin.begin), {test.node, value.node}, test.node, value.node, 0, asks ? 1 : 0),
          Type::scalar(Kind::boolean)};
}

Compiled Compiler::text_template() {
  constexpr std::size_t most_holes = 1000;
  std::vector<NodeIndex> parts;
  const std::size_t size = text_.size();
  for (std::size_t at = 0; at < size && !failed_;) {
    const std::size_t open = std::min(text_.find("{{", at), size);
    const auto span = [](std::size_t from, std::size_t to) { return Span{static_cast<std::uint32_t>(from), static_cast<std::uint32_t>(to)}; };
    if (open > at) parts.push_back(constant(std::string(text_.substr(at, open - at)), span(at, open)).node);
    if (open == size) break;
    const std::size_t close = hole_end(open + 2);
    if (close == std::string_view::npos || parts.size() > most_holes) {
      const bool many = close != std::string_view::npos;
      finding("WF-FEEL-012", many ? "the text has too many holes" : "the hole that starts here is not closed",
              many ? "" : "close it with }}", span(open, open + 2));
      failed_ = true;
      break;
    }
    if (!start(open + 2, close)) break;
    const Typed value = parse_expression();
    if (!failed_ && !this->at(Tok::end)) syntax_error("expected an operator or '}}', found " + shown(peek()));
    parts.push_back(value.node);
    at = close + 2;
  }
  const Span whole{0, static_cast<std::uint32_t>(size)};
  const NodeIndex root = parts.empty() ? constant("", whole).node : emit_list(Op::joined, whole, parts);
  return finish({root, Type::scalar(Kind::string)});
}

/// Where the hole that starts at `from` ends: at the first `}}` outside of texts and of contexts.
std::size_t Compiler::hole_end(std::size_t from) const {
  bool quoted = false;
  int open = 0;
  for (std::size_t at = from; at + 1 < text_.size(); ++at) {
    const char c = text_[at];
    if (quoted && c == '\\') ++at;
    else if (c == '"') quoted = !quoted;
    else if (!quoted && c == '{') ++open;
    else if (!quoted && c == '}' && open > 0) --open;
    else if (!quoted && c == '}' && text_[at + 1] == '}') return at;
  }
  return std::string_view::npos;
}

}  // namespace wf::feel
