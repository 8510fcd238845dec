// Compiler: parses, resolves names, checks types and emits nodes in one pass. Private to feel.
//
// FEEL cannot be parsed without its scope: whether `a - b` is a subtraction or one name depends on what is declared,
// also inside filters, where the members of the filtered items are names. So every parse function answers the node
// it emitted together with its static type, and names are looked up as they are read.
// A syntax error stops the pass (failed_); findings about names and types are collected.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins/registry.hpp"
#include "feel/expression.hpp"
#include "feel/function.hpp"
#include "feel/lexer.hpp"
#include "feel/program.hpp"

namespace wf::feel {

/// A node and what is known about its value. no_node after a syntax error.
struct Typed {
  NodeIndex node = no_node;
  Type type;
};

class Compiler {
 public:
  Compiler(std::string_view text, const Scope& scope);
  Compiled expression();
  Compiled unary_tests();
  Compiled text_template();

 private:
  /// A name declared in the expression itself. An item binding makes the members of the item names, too.
  struct Binding {
    std::string name;
    Type type;
    std::uint32_t slot = 0;
    std::size_t level = 0;
    bool is_item = false;
    bool used = false;
  };
  /// One function body (or the whole expression) with the slots and captures of its frame.
  struct Level {
    std::uint32_t slots = 0;
    std::vector<Prototype::Capture> captures;
  };
  struct Arguments {
    std::vector<Typed> values;
    std::vector<std::string> names;  ///< empty for positional calls
    std::vector<Span> spans;
  };
  struct NameMatch {
    std::string name;        ///< canonical
    std::size_t tokens = 0;  ///< how many make it up
  };

  // compile.cpp: tokens, nodes, findings
  bool start(std::size_t from, std::size_t to);
  Compiled finish(const Typed& root);
  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(at_ + ahead, tokens_.size() - 1)]; }
  bool at(Tok kind) const { return peek().kind == kind; }
  bool accept(Tok kind);
  bool expect(Tok kind, std::string_view what);
  std::string_view text_of(Span span) const { return text_.substr(span.begin, span.end - span.begin); }
  std::string shown(const Token& token) const;
  Span since(std::uint32_t begin) const { return {begin, at_ > 0 ? tokens_[at_ - 1].span.end : begin}; }
  Typed syntax_error(std::string message, std::string help = {});
  std::string help_behind_value() const;
  void finding(std::string code, std::string message, std::string help, Span span);
  void type_finding(std::string code, std::string message, std::string help, Span span);
  bool enter();  ///< false (and a finding) when nested too deeply; leave() otherwise
  void leave() { --nesting_; }
  NodeIndex emit(Op op, Span span, std::initializer_list<NodeIndex> children, std::uint32_t a, std::uint32_t b = 0,
                 std::uint32_t c = 0, std::uint8_t flags = 0);
  NodeIndex emit_list(Op op, Span span, const std::vector<NodeIndex>& children, std::uint32_t c = 0, std::uint8_t flags = 0);
  Typed constant(Value value, Span span);
  const Value* constant_of(NodeIndex index) const;
  std::uint32_t name_index(std::string_view name);
  Typed folded(Typed typed);
  Span span_of(const Typed& typed) const { return typed.node != no_node ? program_->nodes[typed.node].span : peek().span; }

  // compile_operators.cpp
  Typed parse_expression();
  Typed parse_binary(int least);
  Typed parse_connective(Typed left, Tok op);
  Typed parse_comparison(Typed left);
  Typed parse_unary();
  Typed parse_postfix(Typed base);
  Typed arithmetic(Op op, const Typed& a, const Typed& b, Span span);
  Typed comparison(Op op, const Typed& a, const Typed& b, Span span);
  void check_boolean(const Typed& typed, std::string_view where);

  // compile_primary.cpp
  Typed parse_primary();
  Typed parse_string();
  Typed parse_number();
  Typed parse_bracket();
  Typed parse_parenthesis();
  Typed parse_range_end(const Typed& low, std::uint32_t begin, bool low_closed);
  Typed parse_unary_range(std::uint32_t begin);
  Typed parse_context();
  std::optional<std::string> parse_key();
  Typed parse_filter(const Typed& base);

  // compile_names.cpp
  Typed parse_name();
  Typed parse_member(const Typed& object);
  Typed member(const Typed& object, std::string_view name, Span span);
  Type member_type(const Type& object, std::string_view name, Span span);
  std::string_view owner_text(std::uint32_t end) const;
  std::optional<Typed> resolve(std::string_view name, Span span);
  Typed load(Binding& binding, Span span);
  Typed load_variable(std::string_view name, Type type, Span span);
  Typed load_tested(Span span);
  std::uint32_t capture(std::size_t level, Prototype::Capture source, std::size_t source_level);
  NameMatch match_name(const std::function<bool(std::string_view)>& starts, const std::function<bool(std::string_view)>& known) const;
  NameMatch adjacent_words() const;
  bool is_name_part(Tok kind) const;
  bool is_known(std::string_view name, bool callable);
  bool starts_longer_name(std::string_view word);
  std::vector<std::string> visible_names() const;
  const HostFunction* find_host(std::string_view name) const;

  // compile_calls.cpp
  Arguments parse_arguments();
  std::optional<std::string> parse_argument_name();
  Typed parse_call(const Typed& callee);
  Typed call_builtin(std::string_view name, Span name_span);
  Typed call_host(const HostFunction& host, Span name_span);
  bool place_named(const Arguments& arguments, const std::vector<std::string>& names, std::vector<Typed>& placed, std::vector<std::string>* unknown) const;
  const Builtin* choose(std::span<const Builtin* const> candidates, const Arguments& arguments, std::vector<Typed>& placed);
  void check_arguments(const Builtin& builtin, const std::vector<Typed>& placed);
  Type result_type(const Builtin& builtin, const std::vector<Typed>& placed) const;

  // compile_iteration.cpp
  Typed parse_if();
  Typed parse_for();
  Typed parse_quantified(Op op);
  bool parse_iterators(std::vector<std::uint32_t>& numbers, std::vector<NodeIndex>& children, std::uint32_t& count);
  Typed parse_function();
  std::optional<std::string> parse_new_name();
  Binding& bind(std::string name, Type type, bool is_item = false);
  void unbind(std::size_t count) { bindings_.resize(count); }

  // compile_tests.cpp
  Typed parse_in(const Typed& left);
  Typed parse_tests(const std::function<Typed(Span)>& tested, const Type& type);
  Typed parse_test(const std::function<Typed(Span)>& tested, const Type& type, bool whole_expression);
  bool parenthesis_holds_range() const;
  bool parenthesis_ends_text() const;
  std::size_t hole_end(std::size_t from) const;

  // compile_types.cpp
  std::optional<Type> parse_type();
  std::optional<Type> parse_type_arguments(std::string_view name);
  std::optional<std::uint32_t> type_index(Type type);

  std::string_view text_;
  const Scope& scope_;
  std::shared_ptr<Program> program_;
  std::vector<Token> tokens_;
  std::size_t at_ = 0;
  std::vector<Problem> problems_;
  std::vector<Binding> bindings_;
  std::vector<Level> levels_;
  Type tested_type_;
  bool has_tested_ = false;    // `?` outside of any `in` is the tested value
  std::size_t questions_ = 0;  // how often ? was read
  int nesting_ = 0;
  bool failed_ = false;
  bool no_filter_ = false;  // within the end of a range, `[` closes it
};

}  // namespace wf::feel
