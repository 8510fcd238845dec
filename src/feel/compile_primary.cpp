// Literals, brackets, contexts and filters (DMN 1.5 §10.3.1.2 grammar rules 12–20, 33–46, 57–59).
#include "feel/compiler.hpp"
#include "feel/names.hpp"
#include "feel/temporal_text.hpp"

namespace wf::feel {

namespace {

constexpr int operand_level = 4;  // both ends of a range are sums at most

std::string ready_help(Tok kind) {
  if (kind == Tok::end) return "something is missing at the end";
  if (kind == Tok::apostrophe) return "texts stand in double quotes";
  return {};
}

}  // namespace

Typed Compiler::parse_primary() {
  if (failed_) return {};
  const Token token = peek();
  switch (static_cast<int>(token.kind)) {
    case static_cast<int>(Tok::number): return parse_number();
    case static_cast<int>(Tok::string): case static_cast<int>(Tok::at_string): return parse_string();
    case static_cast<int>(Tok::kw_true): ++at_; return constant(true, token.span);
    case static_cast<int>(Tok::kw_false): ++at_; return constant(false, token.span);
    case static_cast<int>(Tok::kw_null): ++at_; return constant(Value(), token.span);
    case static_cast<int>(Tok::question): ++at_; return load_tested(token.span);
    case static_cast<int>(Tok::open): return parse_parenthesis();
    case static_cast<int>(Tok::open_bracket): return parse_bracket();
    case static_cast<int>(Tok::open_brace): return parse_context();
    case static_cast<int>(Tok::kw_function): return parse_function();
    case static_cast<int>(Tok::kw_if): return parse_if();
    case static_cast<int>(Tok::kw_for): return parse_for();
    case static_cast<int>(Tok::kw_some): return parse_quantified(Op::some);
    case static_cast<int>(Tok::kw_every): return parse_quantified(Op::every);
    case static_cast<int>(Tok::word): return parse_name();
    case static_cast<int>(Tok::close_bracket): {  // ]1..5]
      ++at_;
      const Typed low = parse_binary(operand_level);
      return parse_range_end(low, token.span.begin, false);
    }
    default: break;
  }
  if (is_keyword(token.kind)) {
    const NameMatch match = match_name([&](std::string_view word) { return starts_longer_name(word); },
                                       [&](std::string_view name) { return is_known(name, true); });
    if (match.tokens > 0) return parse_name();
  }
  return syntax_error("expected a value, found " + shown(token), ready_help(token.kind));
}

Typed Compiler::parse_number() {
  const Token token = peek();
  ++at_;
  const auto number = Decimal::parse(text_of(token.span));
  if (number) return constant(*number, token.span);
  finding("WF-FEEL-011", "the number " + shown(token) + " is too large", "", token.span);
  failed_ = true;
  return {};
}

Typed Compiler::parse_string() {
  const Token token = peek();
  ++at_;
  const bool at_literal = token.kind == Tok::at_string;
  const std::string_view quoted = text_of(token.span).substr(at_literal ? 1 : 0);
  std::size_t bad = 0;
  std::string text = unescaped(quoted, bad);
  if (bad != std::string_view::npos) {
    const auto begin = token.span.end - static_cast<std::uint32_t>(quoted.size() - bad);
    finding("WF-FEEL-011", "this escape is no character", "write \\u and four hexadecimal digits", {begin, begin + 2});
    return constant(Value(), token.span);
  }
  if (!at_literal) return constant(std::move(text), token.span);
  Value value = read_at_literal(text);
  if (value.is_null()) {
    type_finding("WF-FEEL-011", "\"" + text + "\" is no date, time, date and time or duration",
                 "for example @\"2026-01-31\", @\"10:00:00\", @\"P3D\"", token.span);
  }
  return constant(std::move(value), token.span);
}

/// A list `[a, b]` or a range `[a..b]`.
Typed Compiler::parse_bracket() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const bool outer = std::exchange(no_filter_, false);
  std::vector<NodeIndex> items;
  Type element = Type::scalar(Kind::null);
  bool constants = true;
  while (!failed_ && !at(Tok::close_bracket)) {
    const Typed item = parse_expression();
    if (failed_) return {};
    if (items.empty() && at(Tok::dots)) {
      no_filter_ = outer;
      return parse_range_end(item, begin, true);
    }
    element = items.empty() ? item.type : Type::common(element, item.type);
    constants = constants && constant_of(item.node) != nullptr;
    items.push_back(item.node);
    if (!accept(Tok::comma)) break;
  }
  no_filter_ = outer;
  if (!expect(Tok::close_bracket, "',' or ']'")) return {};
  if (element.kind() == Kind::null) element = Type::any();
  const Typed list{emit_list(Op::list, since(begin), items), Type::list(element)};
  return constants ? folded(list) : list;
}

/// Behind `(`: a value in parentheses, a range `(a..b)` or one with a single end, `(< 5)`.
Typed Compiler::parse_parenthesis() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const Tok kind = peek().kind;
  if (kind == Tok::less || kind == Tok::less_equal || kind == Tok::greater || kind == Tok::greater_equal || kind == Tok::equal) {
    return parse_unary_range(begin);
  }
  const bool outer = std::exchange(no_filter_, false);
  const Typed inner = parse_expression();
  no_filter_ = outer;
  if (failed_) return {};
  if (at(Tok::dots)) return parse_range_end(inner, begin, false);
  if (!expect(Tok::close, "')'")) return {};
  return inner;
}

Typed Compiler::parse_unary_range(std::uint32_t begin) {
  const Tok kind = peek().kind;
  ++at_;
  const Typed end = parse_binary(operand_level);
  if (!expect(Tok::close, "')'")) return {};
  const bool low = kind == Tok::greater || kind == Tok::greater_equal || kind == Tok::equal;
  const bool high = kind == Tok::less || kind == Tok::less_equal || kind == Tok::equal;
  const bool closed = kind == Tok::equal || kind == Tok::less_equal || kind == Tok::greater_equal;
  const std::uint8_t flags = static_cast<std::uint8_t>((low && closed ? 1 : 0) | (high && closed ? 2 : 0));
  const Typed range{emit(Op::range, since(begin), {end.node}, low ? end.node : no_node, high ? end.node : no_node, 0, flags),
                    Type::scalar(Kind::range)};
  return constant_of(end.node) != nullptr ? folded(range) : range;
}

Typed Compiler::parse_range_end(const Typed& low, std::uint32_t begin, bool low_closed) {
  if (!expect(Tok::dots, "'..'")) return {};
  const bool outer = std::exchange(no_filter_, true);
  const Typed high = parse_binary(operand_level);
  no_filter_ = outer;
  if (failed_) return {};
  const bool high_closed = at(Tok::close_bracket);
  if (!high_closed && !at(Tok::close) && !at(Tok::open_bracket)) {
    return syntax_error("expected ']', ')' or '[' at the end of the range, found " + shown(peek()));
  }
  ++at_;
  comparison(Op::less_equal, low, high, since(begin));
  const std::uint8_t flags = static_cast<std::uint8_t>((low_closed ? 1 : 0) | (high_closed ? 2 : 0));
  const Typed range{emit(Op::range, since(begin), {low.node, high.node}, low.node, high.node, 0, flags), Type::scalar(Kind::range)};
  const bool constants = constant_of(low.node) != nullptr && constant_of(high.node) != nullptr;
  return constants ? folded(range) : range;
}

/// The key of a context entry: a string or a name of any words up to the colon.
std::optional<std::string> Compiler::parse_key() {
  if (at(Tok::string)) {
    std::size_t bad = 0;
    std::string key = unescaped(text_of(peek().span), bad);
    ++at_;
    return key;
  }
  std::string name;
  while (is_name_part(peek().kind)) {
    append_name_part(name, text_of(peek().span));
    ++at_;
  }
  if (!name.empty()) return name;
  syntax_error("expected the name of an entry, found " + shown(peek()), ready_help(peek().kind));
  return std::nullopt;
}

Typed Compiler::parse_context() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const bool outer_filter = std::exchange(no_filter_, false);
  const std::size_t outer = bindings_.size();
  std::vector<std::uint32_t> triples;
  std::vector<NodeIndex> values;
  std::vector<Type::Member> members;
  while (!failed_ && !at(Tok::close_brace)) {
    const Span key_span = peek().span;
    const auto key = parse_key();
    if (!key || !expect(Tok::colon, "':' after the name of the entry")) return {};
    for (const Type::Member& member : members) {
      if (member.name == *key) finding("WF-FEEL-013", "the context has two entries '" + *key + "'", "rename one", key_span);
    }
    const Typed value = parse_expression();
    if (failed_) return {};
    const Binding& binding = bind(canonical_name(*key), value.type);
    triples.insert(triples.end(), {name_index(*key), binding.slot, value.node});
    values.push_back(value.node);
    members.push_back({*key, value.type});
    if (!accept(Tok::comma)) break;
  }
  unbind(outer);
  no_filter_ = outer_filter;
  if (!expect(Tok::close_brace, "',' or '}'")) return {};
  NodeIndex deepest = no_node;
  for (const NodeIndex value : values) {
    if (deepest == no_node || program_->nodes[value].depth > program_->nodes[deepest].depth) deepest = value;
  }
  const auto list = static_cast<std::uint32_t>(program_->lists.size());
  program_->lists.insert(program_->lists.end(), triples.begin(), triples.end());
  return {emit(Op::context, since(begin), {deepest}, list, static_cast<std::uint32_t>(triples.size())),
          Type::context(std::move(members))};
}

/// `base[…]`: an index or a condition, in which `item` and the members of the items are names.
Typed Compiler::parse_filter(const Typed& base) {
  const std::uint32_t begin = span_of(base).begin;
  ++at_;
  const bool outer_filter = std::exchange(no_filter_, false);
  const std::size_t outer = bindings_.size();
  const bool is_list = base.type.form() == Type::Form::list;
  const Type element = is_list ? base.type.element() : base.type;
  const std::uint32_t slot = bind("item", element, true).slot;
  const Typed predicate = parse_expression();
  unbind(outer);
  no_filter_ = outer_filter;
  if (!expect(Tok::close_bracket, "']'")) return {};
  const bool unknown = predicate.type.is_any() || predicate.type.kind() == Kind::null;
  const bool index = !unknown && predicate.type.kind() == Kind::number;
  if (!unknown && !index) check_boolean(predicate, "a filter");
  const Type result = index ? element : unknown ? Type::any() : Type::list(element);
  return {emit(Op::filter, since(begin), {base.node, predicate.node}, base.node, predicate.node, slot), result};
}

}  // namespace wf::feel
