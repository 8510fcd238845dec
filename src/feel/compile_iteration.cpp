// if, for, some, every and function literals: what opens a scope of names (DMN 1.5 §10.3.1.2 rules 45–50, 55).
#include "feel/compiler.hpp"
#include "feel/names.hpp"

namespace wf::feel {

namespace {

constexpr std::uint32_t most_iterators = 16;
constexpr int sum_level = 4;

/// The type of the items that iteration over a value goes through.
Type item_type(const Type& type) {
  if (type.form() == Type::Form::list) return type.element();
  return type.kind() == Kind::range && type.form() == Type::Form::scalar ? Type::any() : type;
}

}  // namespace

Typed Compiler::parse_if() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const Typed condition = parse_expression();
  if (!expect(Tok::kw_then, "'then'")) return {};
  check_boolean(condition, "the condition of 'if'");
  const Typed yes = parse_expression();
  if (failed_) return {};
  if (!at(Tok::kw_else)) return syntax_error("expected 'else', found " + shown(peek()), "every 'if' says what holds otherwise: else null");
  ++at_;
  const Typed no = parse_expression();
  if (failed_) return {};
  return {emit(Op::branch, since(begin), {condition.node, yes.node, no.node}, condition.node, yes.node, no.node),
          Type::common(yes.type, no.type)};
}

Compiler::Binding& Compiler::bind(std::string name, Type type, bool is_item) {
  bindings_.push_back({std::move(name), std::move(type), levels_.back().slots++, levels_.size() - 1, is_item, false});
  return bindings_.back();
}

/// A name that is being declared: words up to `in`, a colon, a comma or a bracket.
std::optional<std::string> Compiler::parse_new_name() {
  std::string name;
  while (is_name_part(peek().kind) && !at(Tok::kw_in)) {
    append_name_part(name, text_of(peek().span));
    ++at_;
  }
  if (!name.empty()) return name;
  syntax_error("expected a name, found " + shown(peek()));
  return std::nullopt;
}

/// `a in x, b in 1..5`; each name is known to the following domains.
bool Compiler::parse_iterators(std::vector<std::uint32_t>& numbers, std::vector<NodeIndex>& children, std::uint32_t& count) {
  do {
    const auto name = parse_new_name();
    if (!name || !expect(Tok::kw_in, "'in'")) return false;
    const Typed from = parse_expression();
    Typed to;
    Type type = item_type(from.type);
    if (accept(Tok::dots)) {
      to = parse_binary(sum_level);
      type = from.type;
    }
    if (failed_) return false;
    if (++count > most_iterators) return syntax_error("at most " + std::to_string(most_iterators) + " iterators"), false;
    numbers.insert(numbers.end(), {bind(*name, std::move(type)).slot, from.node, to.node});
    children.insert(children.end(), {from.node, to.node});
  } while (accept(Tok::comma));
  return !failed_;
}

Typed Compiler::parse_for() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const std::size_t outer = bindings_.size();
  std::vector<std::uint32_t> numbers;
  std::vector<NodeIndex> children;
  std::uint32_t count = 0;
  if (!parse_iterators(numbers, children, count)) return {};
  if (!expect(Tok::kw_return, "'return'")) return {};
  const std::size_t partial = bindings_.size();
  bind("partial", Type::list(Type::any()));
  const Typed body = parse_expression();
  if (failed_) return {};
  const std::uint32_t partial_slot = bindings_[partial].used ? bindings_[partial].slot : no_node;
  unbind(outer);
  numbers.insert(numbers.begin(), {count, partial_slot});
  const auto list = static_cast<std::uint32_t>(program_->lists.size());
  program_->lists.insert(program_->lists.end(), numbers.begin(), numbers.end());
  children.push_back(body.node);
  NodeIndex deepest = body.node;
  for (const NodeIndex child : children) {
    if (child != no_node && program_->nodes[child].depth > program_->nodes[deepest].depth) deepest = child;
  }
  return {emit(Op::loop, since(begin), {deepest}, list, body.node), Type::list(body.type)};
}

Typed Compiler::parse_quantified(Op op) {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  const std::size_t outer = bindings_.size();
  std::vector<std::uint32_t> numbers;
  std::vector<NodeIndex> children;
  std::uint32_t count = 0;
  if (!parse_iterators(numbers, children, count)) return {};
  if (!expect(Tok::kw_satisfies, "'satisfies'")) return {};
  const Typed body = parse_expression();
  if (failed_) return {};
  check_boolean(body, "'satisfies'");
  unbind(outer);
  numbers.insert(numbers.begin(), {count, no_node});
  const auto list = static_cast<std::uint32_t>(program_->lists.size());
  program_->lists.insert(program_->lists.end(), numbers.begin(), numbers.end());
  NodeIndex deepest = body.node;
  for (const NodeIndex child : children) {
    if (child != no_node && program_->nodes[child].depth > program_->nodes[deepest].depth) deepest = child;
  }
  return {emit(op, since(begin), {deepest}, list, body.node), Type::scalar(Kind::boolean)};
}

Typed Compiler::parse_function() {
  const std::uint32_t begin = peek().span.begin;
  ++at_;
  if (!expect(Tok::open, "'(' after 'function'")) return {};
  const std::size_t outer = bindings_.size();
  levels_.emplace_back();
  Prototype prototype;
  while (!failed_ && !at(Tok::close)) {
    const auto name = parse_new_name();
    if (!name) return {};
    Type type = Type::any();
    if (accept(Tok::colon)) {
      auto declared = parse_type();
      if (declared) type = std::move(*declared);
    }
    bind(*name, std::move(type));
    prototype.parameters.push_back(*name);
    if (!accept(Tok::comma)) break;
  }
  if (!expect(Tok::close, "',' or ')'")) return {};
  if (at(Tok::kw_external)) {
    finding("WF-FEEL-014", "external functions are not available", "write the function in FEEL", peek().span);
    failed_ = true;
    return {};
  }
  const bool outer_filter = std::exchange(no_filter_, false);
  const Typed body = parse_expression();
  no_filter_ = outer_filter;
  if (failed_) return {};
  unbind(outer);
  prototype.body = body.node;
  prototype.frame_size = levels_.back().slots;
  prototype.captures = std::move(levels_.back().captures);
  levels_.pop_back();
  program_->prototypes.push_back(std::move(prototype));
  return {emit(Op::closure, since(begin), {body.node}, static_cast<std::uint32_t>(program_->prototypes.size() - 1)), Type::function(body.type)};
}

}  // namespace wf::feel
