// Calls: arguments by position and by name, choice among signatures, static check (DMN 1.5 §10.3.2.13.4).
#include <algorithm>

#include "base/text.hpp"
#include "feel/compiler.hpp"
#include "feel/names.hpp"

namespace wf::feel {

namespace {

constexpr std::size_t most_arguments = 10'000;

std::vector<std::string> parameter_names(const Builtin& builtin) {
  std::vector<std::string> names;
  for (const Parameter& parameter : builtin.parameters) names.push_back(parameter.name);
  return names;
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const auto nearest = nearest_name(name, candidates);
  return nearest ? " (did you mean '" + *nearest + "'?)" : "";
}

/// Every signature of a name, for the help of a message.
std::string signatures(std::span<const Builtin* const> builtins) {
  std::string text;
  for (const Builtin* builtin : builtins) {
    if (!text.empty()) text += " or ";
    text += builtin->signature;
  }
  return text;
}

}  // namespace

/// `name :` before an argument; the tokens are taken only if the colon is there.
std::optional<std::string> Compiler::parse_argument_name() {
  std::size_t count = 0;
  std::string name;
  if (peek().kind == Tok::string && peek(1).kind == Tok::colon) {
    std::size_t bad = 0;
    name = unescaped(text_of(peek().span), bad);
    at_ += 2;
    return name;
  }
  while (is_name_part(peek(count).kind) && count < 24) append_name_part(name, text_of(peek(count++).span));
  if (count == 0 || peek(count).kind != Tok::colon) return std::nullopt;
  at_ += count + 1;
  return name;
}

/// From `(` to `)`. Named and positional arguments do not mix.
Compiler::Arguments Compiler::parse_arguments() {
  Arguments arguments;
  if (!expect(Tok::open, "'('")) return arguments;
  const bool outer = std::exchange(no_filter_, false);
  while (!failed_ && !at(Tok::close)) {
    const Span begin = peek().span;
    auto name = parse_argument_name();
    if (!arguments.values.empty() && name.has_value() == arguments.names.empty()) {
      syntax_error("arguments are given either all by name or all by position");
      return arguments;
    }
    if (name) arguments.names.push_back(std::move(*name));
    arguments.spans.push_back(begin);
    arguments.values.push_back(parse_expression());
    if (arguments.values.size() > most_arguments) syntax_error("a call has at most " + std::to_string(most_arguments) + " arguments");
    if (!accept(Tok::comma)) break;
  }
  no_filter_ = outer;
  expect(Tok::close, "',' or ')'");
  return arguments;
}

/// A call of a value: a closure in a variable, a context entry, or a function literal.
Typed Compiler::parse_call(const Typed& callee) {
  const std::uint32_t begin = span_of(callee).begin;
  const bool callable = callee.type.is_any() || callee.type.form() == Type::Form::function || callee.type.kind() == Kind::null;
  if (!callable) type_finding("WF-FEEL-015", "a " + callee.type.name() + " cannot be called as a function", "", span_of(callee));
  const Arguments arguments = parse_arguments();
  if (failed_) return {};
  std::vector<NodeIndex> nodes{callee.node};
  for (const Typed& value : arguments.values) nodes.push_back(value.node);
  std::uint32_t names = no_node;
  if (!arguments.names.empty()) {
    names = static_cast<std::uint32_t>(program_->argument_names.size());
    program_->argument_names.push_back(arguments.names);
  }
  return {emit_list(Op::call_value, since(begin), nodes, names), callee.type.form() == Type::Form::function ? callee.type.element() : Type::any()};
}

/// Puts named arguments where their parameters are; the names that no parameter has are added to `unknown`.
bool Compiler::place_named(const Arguments& arguments, const std::vector<std::string>& names, std::vector<Typed>& placed,
                           std::vector<std::string>* unknown) const {
  placed.assign(names.size(), Typed{});
  bool fits = true;
  for (std::size_t i = 0; i < arguments.names.size(); ++i) {
    const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& n) { return is_name(arguments.names[i], n); });
    if (found == names.end()) {
      fits = false;
      if (unknown != nullptr) unknown->push_back(arguments.names[i]);
    } else {
      Typed& place = placed[static_cast<std::size_t>(found - names.begin())];
      fits = fits && place.node == no_node;
      place = arguments.values[i];
    }
  }
  return fits;
}

/// The first signature that takes the arguments; `placed` gets them in its order, no_node where absent.
const Builtin* Compiler::choose(std::span<const Builtin* const> candidates, const Arguments& arguments, std::vector<Typed>& placed) {
  const Builtin* fitting = nullptr;
  for (const Builtin* candidate : candidates) {
    std::vector<Typed> order;
    if (arguments.names.empty()) {
      if (arguments.values.size() < candidate->least() || arguments.values.size() > candidate->most()) continue;
      order = arguments.values;
    } else {
      if (!place_named(arguments, parameter_names(*candidate), order, nullptr)) continue;
      bool complete = true;
      for (std::size_t i = 0; i < order.size(); ++i) {
        complete = complete && (order[i].node != no_node || candidate->parameters[i].optional);
      }
      if (!complete) continue;
    }
    bool typed = true;
    for (std::size_t i = 0; i < order.size(); ++i) {
      const Type& type = order[i].type;
      const bool known = order[i].node != no_node && !type.is_any() && type.kind() != Kind::null;
      typed = typed && (!known || (candidate->parameter(i).kinds & kinds_of(type.kind())) != 0);
    }
    if (fitting == nullptr || typed) fitting = candidate, placed = std::move(order);
    if (typed) break;
  }
  return fitting;
}

void Compiler::check_arguments(const Builtin& builtin, const std::vector<Typed>& placed) {
  for (std::size_t i = 0; i < placed.size(); ++i) {
    if (placed[i].node == no_node) continue;
    const Parameter& parameter = builtin.parameter(i);
    const Type& type = placed[i].type;
    const bool known = !type.is_any() && type.kind() != Kind::null && type.form() != Type::Form::list;
    const bool fits = (parameter.kinds & (kinds_of(type.kind()) | kinds_of(Kind::list))) != 0;
    if (!known || fits) continue;
    type_finding("WF-FEEL-007", builtin.name + "() cannot take a " + type.name() + " as '" + parameter.name + "'", builtin.signature, span_of(placed[i]));
  }
}

/// The declared result; functions that answer an item of their list know more than "any".
Type Compiler::result_type(const Builtin& builtin, const std::vector<Typed>& placed) const {
  static constexpr std::string_view keeps_list[] = {"sublist", "append", "concatenate", "reverse", "distinct values", "insert before", "remove", "sort", "list replace"};
  static constexpr std::string_view gives_item[] = {"min", "max"};
  if (placed.empty() || placed.front().node == no_node || placed.front().type.form() != Type::Form::list) return builtin.result;
  const Type& list = placed.front().type;
  if (std::find(std::begin(gives_item), std::end(gives_item), builtin.name) != std::end(gives_item) && placed.size() == 1) return list.element();
  if (std::find(std::begin(keeps_list), std::end(keeps_list), builtin.name) == std::end(keeps_list)) return builtin.result;
  const bool same = builtin.name == "sublist" || builtin.name == "reverse" || builtin.name == "distinct values" ||
                    builtin.name == "sort" || builtin.name == "remove";
  return same ? list : builtin.result;
}

Typed Compiler::call_builtin(std::string_view name, Span name_span) {
  const auto candidates = find_builtins(name);
  const Arguments arguments = parse_arguments();
  if (failed_) return {};
  const Span span = since(name_span.begin);
  std::vector<Typed> placed;
  const Builtin* builtin = choose(candidates, arguments, placed);
  if (builtin == nullptr) {
    std::string message = std::string(name) + "() does not take " + std::to_string(arguments.values.size()) + " arguments";
    if (arguments.values.size() == 1) message.pop_back();
    std::vector<std::string> unknown, names;
    for (const Builtin* candidate : candidates) {
      const auto more = parameter_names(*candidate);
      names.insert(names.end(), more.begin(), more.end());
    }
    if (!arguments.names.empty()) place_named(arguments, names, placed, &unknown);
    if (!unknown.empty()) message = std::string(name) + "() has no parameter '" + unknown.front() + "'" + did_you_mean(unknown.front(), names);
    type_finding("WF-FEEL-005", message, signatures(candidates), span);
    Typed nothing = constant(Value(), span);
    nothing.type = candidates.front()->result;
    return nothing;
  }
  check_arguments(*builtin, placed);
  std::vector<NodeIndex> nodes;
  bool constants = builtin->pure && !placed.empty();
  for (const Typed& value : placed) {
    nodes.push_back(value.node);
    constants = constants && (value.node == no_node || constant_of(value.node) != nullptr);
  }
  const auto index = static_cast<std::uint32_t>(program_->builtins.size());
  program_->builtins.push_back(builtin);
  const Typed call{emit_list(Op::call_builtin, span, nodes, index), result_type(*builtin, placed)};
  if (!constants) return call;
  const Typed result = folded(call);
  const bool literal = placed.size() == 1 && constant_of(placed.front().node) != nullptr &&
                       constant_of(placed.front().node)->kind() == Kind::string && !failed_;
  const bool reads = name == "date" || name == "time" || name == "date and time" || name == "duration" || name == "number";
  if (literal && reads && constant_of(result.node) == nullptr) {
    type_finding("WF-FEEL-011", std::string(name) + "() cannot read \"" + *constant_of(placed.front().node)->as_string() + "\"",
                 "dates are written 2026-01-31, times 10:00:00, durations P3D or P1Y2M", span);
  }
  return result;
}

Typed Compiler::call_host(const HostFunction& host, Span name_span) {
  const Arguments arguments = parse_arguments();
  if (failed_) return {};
  const Span span = since(name_span.begin);
  std::vector<Typed> placed = arguments.values;
  std::vector<std::string> unknown;
  const bool named = arguments.names.empty() || place_named(arguments, host.parameters, placed, &unknown);
  if (!unknown.empty()) {
    type_finding("WF-FEEL-005", host.name + "() has no parameter '" + unknown.front() + "'" + did_you_mean(unknown.front(), host.parameters), "", span);
  } else if (!named || placed.size() != host.parameters.size()) {
    type_finding("WF-FEEL-005", host.name + "() takes " + std::to_string(host.parameters.size()) + " arguments, not " + std::to_string(arguments.values.size()),
                 host.name + "(" + joined(host.parameters, ", ") + ")", span);
  }
  std::vector<NodeIndex> nodes;
  for (const Typed& value : placed) nodes.push_back(value.node);
  const auto index = std::min<std::size_t>(static_cast<std::size_t>(&host - scope_.functions.data()), 255);
  return {emit_list(Op::call_host, span, nodes, name_index(host.name), static_cast<std::uint8_t>(index)), host.result};
}

}  // namespace wf::feel
