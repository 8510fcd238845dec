// The compiler's ground: tokens, nodes, findings, and the doors of the room.
#include <algorithm>

#include "feel/compiler.hpp"
#include "feel/evaluator.hpp"

namespace wf::feel {

namespace {

constexpr int deepest_nesting = 150;            // of brackets and the like in the text
constexpr std::uint16_t deepest_node = 400;     // of operators: 1+1+1+…
constexpr std::size_t most_problems = 50;
constexpr std::size_t most_shown = 30;          // bytes of a token in a message
constexpr std::int64_t folding_steps = 1000;
constexpr std::int64_t folding_bytes = 1 << 20;

}  // namespace

Compiler::Compiler(std::string_view text, const Scope& scope)
    : scope_(scope), program_(std::make_shared<Program>()) {
  program_->text = std::string(text);
  text_ = program_->text;
  levels_.emplace_back();
}

bool Compiler::start(std::size_t from, std::size_t to) {
  Tokens read = tokenize(text_, from, to);
  tokens_ = std::move(read.tokens);
  at_ = 0;
  problems_.insert(problems_.end(), read.problems.begin(), read.problems.end());
  failed_ = !read.problems.empty();
  return !failed_;
}

Compiled Compiler::finish(const Typed& root) {
  Compiled result;
  const bool errors = failed_ || std::any_of(problems_.begin(), problems_.end(), [](const Problem& p) { return p.is_error; });
  std::stable_sort(problems_.begin(), problems_.end(), [](const Problem& a, const Problem& b) { return a.span.begin < b.span.begin; });
  result.problems = std::move(problems_);
  if (errors || root.node == no_node) return result;
  program_->root = root.node;
  program_->type = root.type;
  program_->frame_size = levels_.front().slots;
  program_->reads = program_->variables;
  std::sort(program_->reads.begin(), program_->reads.end());
  result.expression = Expression(program_);
  return result;
}

bool Compiler::accept(Tok kind) {
  if (!at(kind)) return false;
  ++at_;
  return true;
}

bool Compiler::expect(Tok kind, std::string_view what) {
  if (failed_) return false;
  if (accept(kind)) return true;
  syntax_error("expected " + std::string(what) + ", found " + shown(peek()));
  return false;
}

std::string Compiler::shown(const Token& token) const {
  if (token.kind == Tok::end) return "the end";
  const std::string_view text = text_of(token.span);
  return "'" + std::string(text.substr(0, most_shown)) + (text.size() > most_shown ? "…'" : "'");
}

Typed Compiler::syntax_error(std::string message, std::string help) {
  if (!failed_) finding("WF-FEEL-001", std::move(message), std::move(help), peek().span);
  failed_ = true;
  return {};
}

void Compiler::finding(std::string code, std::string message, std::string help, Span span) {
  if (problems_.size() >= most_problems || failed_) return;
  problems_.push_back({std::move(code), std::move(message), std::move(help), span, true});
}

void Compiler::type_finding(std::string code, std::string message, std::string help, Span span) {
  finding(std::move(code), std::move(message), std::move(help), span);
  if (scope_.lenient && !problems_.empty()) problems_.back().is_error = false;
}

bool Compiler::enter() {
  if (failed_) return false;
  if (nesting_ < deepest_nesting) {
    ++nesting_;
    return true;
  }
  finding("WF-FEEL-009", "the expression nests deeper than " + std::to_string(deepest_nesting) + " levels", "split it up", peek().span);
  failed_ = true;
  return false;
}

NodeIndex Compiler::emit(Op op, Span span, std::initializer_list<NodeIndex> children, std::uint32_t a, std::uint32_t b,
                         std::uint32_t c, std::uint8_t flags) {
  if (failed_) return no_node;
  std::uint16_t depth = 0;
  for (const NodeIndex child : children) {
    if (child != no_node) depth = std::max(depth, program_->nodes[child].depth);
  }
  if (depth >= deepest_node) {
    finding("WF-FEEL-009", "the expression has more than " + std::to_string(deepest_node) + " operators in one chain", "split it up", span);
    failed_ = true;
    return no_node;
  }
  program_->nodes.push_back({op, flags, static_cast<std::uint16_t>(depth + 1), a, b, c, span});
  return static_cast<NodeIndex>(program_->nodes.size() - 1);
}

NodeIndex Compiler::emit_list(Op op, Span span, const std::vector<NodeIndex>& children, std::uint32_t c, std::uint8_t flags) {
  if (failed_) return no_node;
  NodeIndex deepest = no_node;
  for (const NodeIndex child : children) {
    if (child == no_node) continue;
    if (deepest == no_node || program_->nodes[child].depth > program_->nodes[deepest].depth) deepest = child;
  }
  const auto begin = static_cast<std::uint32_t>(program_->lists.size());
  program_->lists.insert(program_->lists.end(), children.begin(), children.end());
  return emit(op, span, {deepest}, begin, static_cast<std::uint32_t>(children.size()), c, flags);
}

Typed Compiler::constant(Value value, Span span) {
  const Kind kind = value.kind();
  program_->constants.push_back(std::move(value));
  return {emit(Op::constant, span, {}, static_cast<std::uint32_t>(program_->constants.size() - 1)), Type::scalar(kind)};
}

const Value* Compiler::constant_of(NodeIndex index) const {
  if (index == no_node || program_->nodes[index].op != Op::constant) return nullptr;
  return &program_->constants[program_->nodes[index].a];
}

std::uint32_t Compiler::name_index(std::string_view name) {
  auto& names = program_->names;
  const auto found = std::find(names.begin(), names.end(), name);
  if (found != names.end()) return static_cast<std::uint32_t>(found - names.begin());
  names.emplace_back(name);
  return static_cast<std::uint32_t>(names.size() - 1);
}

/// Computes a node of constants once, here. What gives null or costs much stays as it is.
Typed Compiler::folded(Typed typed) {
  if (failed_ || typed.node == no_node) return typed;
  Environment environment;
  environment.budget = {folding_steps, 1, folding_bytes};
  Evaluation result = Evaluator(*program_, environment).run(typed.node);
  if (result.value.is_null() || !result.messages.empty()) return typed;
  if (typed.type.is_any()) typed.type = Type::scalar(result.value.kind());
  Node& node = program_->nodes[typed.node];
  program_->constants.push_back(std::move(result.value));
  node = {Op::constant, 0, 1, static_cast<std::uint32_t>(program_->constants.size() - 1), 0, 0, node.span};
  return typed;
}

Compiled Compiler::expression() {
  if (!start(0, text_.size())) return finish({});
  const Typed root = parse_expression();
  if (!failed_ && !at(Tok::end)) syntax_error("expected an operator or the end, found " + shown(peek()), help_behind_value());
  return finish(root);
}

/// What was probably meant by a token behind a complete value.
std::string Compiler::help_behind_value() const {
  const std::string_view found = text_of(peek().span);
  if (found == "is" || found == "equals") return "write = to compare";
  if (found == "," && at_ > 0 && tokens_[at_ - 1].kind == Tok::number) return "decimals are written with '.', thousands without a sign: 1000.50";
  if (found == "then") return "an 'if' must stand before it";
  return {};
}

std::string_view Expression::text() const { return program_->text; }
const Type& Expression::type() const { return program_->type; }
const std::vector<std::string>& Expression::reads() const { return program_->reads; }

Compiled compile_expression(std::string_view text, const Scope& scope) { return Compiler(text, scope).expression(); }
Compiled compile_unary_tests(std::string_view text, const Scope& scope) { return Compiler(text, scope).unary_tests(); }
Compiled compile_template(std::string_view text, const Scope& scope) { return Compiler(text, scope).text_template(); }

}  // namespace wf::feel
