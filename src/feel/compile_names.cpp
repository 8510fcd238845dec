// Names: which words make one, what it means where it stands, and what was probably meant if it means nothing
// (DMN 1.5 §10.3.1.4 and §10.3.2.1.2).
#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "feel/compiler.hpp"
#include "feel/names.hpp"
#include "feel/temporal.hpp"

namespace wf::feel {

namespace {

constexpr std::size_t most_name_tokens = 24;

std::string did_you_mean(std::string_view name, const std::vector<std::string>& candidates) {
  const auto nearest = nearest_name(name, candidates);
  return nearest ? " (did you mean '" + *nearest + "'?)" : "";
}

/// "names here: amount, request", where nothing near was found; a long list is cut.
std::string names_here(std::string_view name, std::string_view head, std::vector<std::string> candidates) {
  constexpr std::size_t most_shown = 12;
  if (candidates.empty() || nearest_name(name, candidates)) return {};
  std::sort(candidates.begin(), candidates.end());
  candidates.erase(std::unique(candidates.begin(), candidates.end()), candidates.end());
  const bool is_cut = candidates.size() > most_shown;
  if (is_cut) candidates.resize(most_shown);
  return std::string(head) + joined(candidates, ", ") + (is_cut ? ", …" : "");
}

/// For a name that is nearly none of those that are known: which there are, and how a text is written.
std::string name_hint(std::string_view name, std::vector<std::string> candidates) {
  std::string help = names_here(name, "names here: ", std::move(candidates));
  const bool could_be_text = name.find_first_of("()[]{}\"") == std::string_view::npos && name.size() <= 40;
  if (!help.empty() && could_be_text) help += "; a text stands in quotes: \"" + std::string(name) + "\"";
  return help;
}

/// Functions under the names that other languages give them.
std::string function_hint(std::string_view name) {
  struct Hint {
    std::string_view other, here;
  };
  constexpr std::array hints = {
      Hint{"upper", "upper case(text)"},       Hint{"lower", "lower case(text)"},     Hint{"length", "string length(text), or count(list)"},
      Hint{"len", "string length(text), or count(list)"}, Hint{"size", "count(list)"}, Hint{"avg", "mean(list)"},
      Hint{"average", "mean(list)"},           Hint{"round", "round half up(number, decimals)"}, Hint{"ceil", "ceiling(number)"},
      Hint{"substr", "substring(text, position, length)"}, Hint{"join", "string join(list, between)"}, Hint{"concat", "concatenate(list, list), or + between texts"},
      Hint{"isEmpty", "count(list) = 0, or value = null"},  Hint{"includes", "contains(text, part), or list contains(list, value)"},
      Hint{"toString", "string(value)"},       Hint{"iif", "if … then … else …"},
  };
  for (const auto& hint : hints) {
    if (hint.other == name) return "write " + std::string(hint.here);
  }
  return {};
}

/// Whether `name` is longer than `word` and begins with it as a whole word.
bool begins_with_word(std::string_view name, std::string_view word) {
  if (name.size() <= word.size() || !name.starts_with(word)) return false;
  const char next = name[word.size()];
  return next == ' ' || next == '.' || next == '/' || next == '-' || next == '\'' || next == '+' || next == '*';
}

bool any_member_begins(const Type& type, std::string_view word) {
  const auto& members = type.members();
  return std::any_of(members.begin(), members.end(), [&](const Type::Member& m) { return begins_with_word(m.name, word); });
}

const Type::Member* find_member(const Type& type, std::string_view canonical) {
  for (const Type::Member& member : type.members()) {
    if (is_name(canonical, member.name)) return &member;
  }
  return nullptr;
}

/// The type whose members are meant by a path: a list stands for its items.
const Type& path_type(const Type& type) {
  const Type* at = &type;
  while (at->form() == Type::Form::list) at = &at->element();
  return *at;
}

}  // namespace

bool Compiler::is_name_part(Tok kind) const {
  return kind == Tok::word || is_keyword(kind) || kind == Tok::number || kind == Tok::dot || kind == Tok::slash ||
         kind == Tok::minus || kind == Tok::apostrophe || kind == Tok::plus || kind == Tok::star;
}

/// The longest run of tokens from here that `known` takes for a name; no tokens if there is none.
Compiler::NameMatch Compiler::match_name(const std::function<bool(std::string_view)>& starts,
                                         const std::function<bool(std::string_view)>& known) const {
  NameMatch best;
  std::string name(text_of(peek().span));
  const bool longer = is_name_part(peek(1).kind) && starts(name);
  if (known(name)) best = {name, 1};
  for (std::size_t count = 2; longer && count <= most_name_tokens && is_name_part(peek(count - 1).kind); ++count) {
    append_name_part(name, text_of(peek(count - 1).span));
    if (known(name)) best = {name, count};
  }
  return best;
}

/// Words in a row, taken for one unknown name: two values never stand side by side in FEEL.
Compiler::NameMatch Compiler::adjacent_words() const {
  NameMatch match{std::string(text_of(peek().span)), 1};
  while (match.tokens < most_name_tokens) {
    const Tok kind = peek(match.tokens).kind;
    if (kind != Tok::word && kind != Tok::kw_of && kind != Tok::number) break;
    append_name_part(match.name, text_of(peek(match.tokens).span));
    ++match.tokens;
  }
  return match;
}

bool Compiler::starts_longer_name(std::string_view word) {
  for (const Binding& binding : bindings_) {
    if (begins_with_word(binding.name, word) || (binding.is_item && any_member_begins(binding.type, word))) return true;
  }
  if (any_member_begins(scope_.variables, word)) return true;
  for (const HostFunction& host : scope_.functions) {
    if (begins_with_word(host.name, word)) return true;
  }
  const auto& names = builtin_names();
  const auto next = std::lower_bound(names.begin(), names.end(), std::string(word) + " ");
  return next != names.end() && begins_with_word(*next, word);
}

const HostFunction* Compiler::find_host(std::string_view name) const {
  for (const HostFunction& host : scope_.functions) {
    if (is_name(name, host.name)) return &host;
  }
  return nullptr;
}

/// Whether a name is declared, or with `callable` is a function.
bool Compiler::is_known(std::string_view name, bool callable) {
  for (const Binding& binding : bindings_) {
    if (binding.name == name || (binding.is_item && find_member(binding.type, name) != nullptr)) return true;
  }
  if (find_member(scope_.variables, name) != nullptr) return true;
  return callable && (find_host(name) != nullptr || !find_builtins(name).empty());
}

std::vector<std::string> Compiler::visible_names() const {
  std::vector<std::string> names;
  for (const Binding& binding : bindings_) {
    names.push_back(binding.name);
    if (!binding.is_item) continue;
    for (const Type::Member& member : binding.type.members()) names.push_back(member.name);
  }
  for (const Type::Member& member : scope_.variables.members()) names.push_back(member.name);
  return names;
}

Typed Compiler::parse_name() {
  const auto starts = [&](std::string_view word) { return starts_longer_name(word); };
  // A function's name counts only before its bracket: `date` may be a variable, `date and time (` is a call.
  NameMatch call = match_name(starts, [&](std::string_view name) { return find_host(name) != nullptr || !find_builtins(name).empty(); });
  if (call.tokens > 0 && peek(call.tokens).kind != Tok::open) call.tokens = 0;
  NameMatch match = match_name(starts, [&](std::string_view name) { return is_known(name, false); });
  const std::uint32_t begin = peek().span.begin;
  if (call.tokens > match.tokens) {
    at_ += call.tokens;
    const Span span = since(begin);
    if (const HostFunction* host = find_host(call.name)) return call_host(*host, span);
    return call_builtin(call.name, span);
  }
  const bool known = match.tokens > 0;
  if (!known) match = adjacent_words();
  at_ += match.tokens;
  const Span span = since(begin);
  if (!known && at(Tok::open)) {
    std::vector<std::string> candidates = builtin_names();
    for (const HostFunction& host : scope_.functions) candidates.push_back(host.name);
    type_finding("WF-FEEL-004", "there is no function '" + match.name + "'" + did_you_mean(match.name, candidates), function_hint(match.name), span);
    parse_arguments();
    return constant(Value(), since(begin));
  }
  if (auto resolved = resolve(match.name, span)) return std::move(*resolved);
  type_finding("WF-FEEL-002", "there is no variable '" + match.name + "'" + did_you_mean(match.name, visible_names()),
               name_hint(match.name, visible_names()), span);
  Typed nothing = constant(Value(), span);
  nothing.type = Type::any();
  return nothing;
}

/// What a name means. Filters whose items have unknown members come first at run time, so they wrap what lies behind.
std::optional<Typed> Compiler::resolve(std::string_view name, Span span) {
  std::vector<std::size_t> open_items;
  std::optional<Typed> found;
  for (std::size_t i = bindings_.size(); i-- > 0 && !found;) {
    const bool itself = bindings_[i].name == name;  // `item`, unless the items have a member of that name
    if (bindings_[i].is_item && (!itself || !bindings_[i].type.is_any())) {
      if (const Type::Member* member = find_member(bindings_[i].type, name)) {
        const Typed item = load(bindings_[i], span);
        found = Typed{emit(Op::member, span, {item.node}, item.node, name_index(member->name)), member->type};
      } else if (bindings_[i].type.is_any() || (bindings_[i].type.form() == Type::Form::context && bindings_[i].type.open())) {
        open_items.push_back(i);
      }
    } else if (bindings_[i].is_item) {
      open_items.push_back(i);
    }
    if (itself && !found) found = load(bindings_[i], span);
  }
  if (!found) {
    if (const Type::Member* variable = find_member(scope_.variables, name)) {
      found = load_variable(variable->name, variable->type, span);
    } else if (scope_.open || scope_.variables.open()) {
      // Before the functions: the result of a job may well have a member `number`, which is meant then.
      found = load_variable(name, Type::any(), span);
    } else if (const auto builtins = find_builtins(name); !builtins.empty()) {
      found = constant(std::make_shared<const Function>(*builtins.front()), span);
    } else if (open_items.empty()) {
      return std::nullopt;
    }
  }
  for (auto i = open_items.rbegin(); i != open_items.rend(); ++i) {
    const Typed item = load(bindings_[*i], span);
    const NodeIndex behind = found ? found->node : no_node;
    found = Typed{emit(Op::implicit_member, span, {item.node, behind}, item.node, name_index(name), behind), Type::any()};
  }
  return found;
}

Typed Compiler::load(Binding& binding, Span span) {
  binding.used = true;
  const std::size_t level = levels_.size() - 1;
  if (binding.level == level) return {emit(Op::local, span, {}, binding.slot), binding.type};
  const auto index = capture(level, {Prototype::Capture::From::local, binding.slot}, binding.level);
  return {emit(Op::captured, span, {}, index), binding.type};
}

Typed Compiler::load_variable(std::string_view name, Type type, Span span) {
  auto& variables = program_->variables;
  const auto found = std::find(variables.begin(), variables.end(), name);
  const auto index = static_cast<std::uint32_t>(found - variables.begin());
  if (found == variables.end()) variables.emplace_back(name);
  const std::size_t level = levels_.size() - 1;
  if (level == 0) return {emit(Op::variable, span, {}, index), std::move(type)};
  return {emit(Op::captured, span, {}, capture(level, {Prototype::Capture::From::variable, index}, 0)), std::move(type)};
}

Typed Compiler::load_tested(Span span) {
  ++questions_;
  for (std::size_t i = bindings_.size(); i-- > 0;) {
    if (bindings_[i].name == "?") return load(bindings_[i], span);
  }
  if (!has_tested_) {
    type_finding("WF-FEEL-002", "'?' means the tested value, but nothing is tested here", "", span);
    return constant(Value(), span);
  }
  const std::size_t level = levels_.size() - 1;
  if (level == 0) return {emit(Op::tested, span, {}, 0), tested_type_};
  return {emit(Op::captured, span, {}, capture(level, {Prototype::Capture::From::tested, 0}, 0)), tested_type_};
}

/// The capture of `level` that brings in `source` of the frame at `source_level`; the levels between pass it on.
std::uint32_t Compiler::capture(std::size_t level, Prototype::Capture source, std::size_t source_level) {
  if (source_level + 1 < level) {
    source = {Prototype::Capture::From::captured, capture(level - 1, source, source_level)};
  }
  auto& captures = levels_[level].captures;
  const auto found = std::find(captures.begin(), captures.end(), source);
  if (found != captures.end()) return static_cast<std::uint32_t>(found - captures.begin());
  captures.push_back(source);
  return static_cast<std::uint32_t>(captures.size() - 1);
}

Typed Compiler::parse_member(const Typed& object) {
  ++at_;
  if (!is_name_part(peek().kind) || at(Tok::dot)) {
    return syntax_error("expected a name after '.', found " + shown(peek()));
  }
  const Type& type = path_type(object.type);
  const std::uint32_t begin = peek().span.begin;
  NameMatch match;
  if (type.form() == Type::Form::context) {
    match = match_name([&](std::string_view word) { return any_member_begins(type, word); },
                       [&](std::string_view name) { return find_member(type, name) != nullptr; });
  }
  if (match.tokens == 0) match = adjacent_words();
  at_ += match.tokens;
  return member(object, match.name, since(begin));
}

Typed Compiler::member(const Typed& object, std::string_view name, Span span) {
  Type type = member_type(object.type, name, span);
  const Type::Member* declared = find_member(path_type(object.type), name);
  const std::uint32_t index = name_index(declared != nullptr ? declared->name : name);
  const Span whole{span_of(object).begin, span.end};
  return {emit(Op::member, whole, {object.node}, object.node, index), std::move(type)};
}

Type Compiler::member_type(const Type& object, std::string_view name, Span span) {
  if (object.form() == Type::Form::list) return Type::list(member_type(object.element(), name, span));
  if (object.form() == Type::Form::context) {
    if (const Type::Member* found = find_member(object, name)) return found->type;
    if (object.open()) return Type::any();
    std::vector<std::string> names;
    for (const Type::Member& member : object.members()) names.push_back(member.name);
    const std::string owner = text_.substr(0, span.begin).ends_with('.') ? std::string(owner_text(span.begin)) : std::string();
    type_finding("WF-FEEL-003", (owner.empty() ? "the context" : "'" + owner + "'") + " has no field '" + std::string(name) + "'" +
                                    did_you_mean(name, names), names_here(name, "its fields: ", names), span);
    return Type::any();
  }
  if (object.form() != Type::Form::scalar || object.kind() == Kind::null) return Type::any();
  if (const auto kind = part_kind(object.kind(), name)) return Type::scalar(*kind);
  if (object.kind() == Kind::range && (name == "start" || name == "end")) return Type::any();
  type_finding("WF-FEEL-003", "a " + object.name() + " has no '" + std::string(name) + "'" + did_you_mean(name, part_names(object.kind())), "", span);
  return Type::any();
}

/// The text of the path before the point at `end`, for messages; empty where it is no plain path.
std::string_view Compiler::owner_text(std::uint32_t end) const {
  std::size_t begin = end - 1;
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '.' ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  while (begin > 0 && plain(text_[begin - 1])) --begin;
  return text_.substr(begin, end - 1 - begin);
}

}  // namespace wf::feel
