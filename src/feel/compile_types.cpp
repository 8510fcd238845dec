// Type names in `instance of` and function parameters (DMN 1.5 §10.3.1.2 rule 54, §10.3.2.9.2).
#include "feel/compiler.hpp"
#include "feel/evaluator.hpp"
#include "feel/names.hpp"

namespace wf::feel {

namespace {

struct TypeName {
  std::string_view name;
  Kind kind;
};
constexpr TypeName type_names[] = {
    {"number", Kind::number}, {"string", Kind::string}, {"boolean", Kind::boolean}, {"date", Kind::date},
    {"time", Kind::time}, {"date and time", Kind::date_time}, {"days and time duration", Kind::days_duration},
    {"years and months duration", Kind::years_duration}, {"list", Kind::list}, {"context", Kind::context},
    {"range", Kind::range}, {"function", Kind::function}, {"Null", Kind::null}, {"null", Kind::null},
};

}  // namespace

std::optional<Type> Compiler::parse_type() {
  if (!enter()) return std::nullopt;
  const std::uint32_t begin = peek().span.begin;
  std::string name(text_of(peek().span));
  std::size_t best = 0;
  std::string found;
  std::string candidate;
  for (std::size_t count = 1; count <= 5 && (peek(count - 1).kind == Tok::word || is_keyword(peek(count - 1).kind)); ++count) {
    append_name_part(candidate, text_of(peek(count - 1).span));
    const bool known = candidate == "any" || candidate == "Any" ||
                       std::any_of(std::begin(type_names), std::end(type_names), [&](const TypeName& t) { return t.name == candidate; });
    if (known) best = count, found = candidate;
  }
  if (best == 0) {
    leave();
    ++at_;
    type_finding("WF-FEEL-016", "there is no type '" + name + "'", "number, string, boolean, date, time, date and time, list<…>, context<…>, …", since(begin));
    return scope_.lenient ? std::optional(Type::any()) : std::nullopt;
  }
  at_ += best;
  std::optional<Type> type = Type::any();
  if (at(Tok::less)) {
    type = parse_type_arguments(found);
  } else {
    for (const TypeName& known : type_names) {
      if (known.name == found) type = Type::scalar(known.kind);
    }
  }
  leave();
  return type;
}

/// list<T>, range<T>, context<a: T, …>, function<T, …> -> T
std::optional<Type> Compiler::parse_type_arguments(std::string_view name) {
  ++at_;
  std::vector<Type::Member> members;
  std::vector<Type> plain;
  while (!failed_ && !at(Tok::greater)) {
    std::optional<std::string> key;
    if (name == "context") {
      key = parse_key();
      if (!key || !expect(Tok::colon, "':'")) return std::nullopt;
    }
    auto type = parse_type();
    if (!type) return std::nullopt;
    if (key) members.push_back({*key, *type});
    else plain.push_back(*type);
    if (!accept(Tok::comma)) break;
  }
  if (!expect(Tok::greater, "'>'")) return std::nullopt;
  if (name == "list") return Type::list(plain.empty() ? Type::any() : plain.front());
  if (name == "context") return Type::context(std::move(members), true);
  if (name == "range") return Type::scalar(Kind::range);
  if (name != "function") return std::nullopt;
  if (!accept(Tok::arrow)) return Type::function(Type::any());
  auto result = parse_type();
  return result ? std::optional(Type::function(std::move(*result))) : std::nullopt;
}

std::optional<std::uint32_t> Compiler::type_index(Type type) {
  program_->types.push_back(std::move(type));
  return static_cast<std::uint32_t>(program_->types.size() - 1);
}

bool is_instance(const Value& value, const Type& type) {
  if (type.is_any()) return !value.is_null();
  if (value.kind() != type.kind()) return false;
  if (const List* list = value.as_list()) {
    return std::all_of(list->begin(), list->end(), [&](const Value& item) { return type.element().is_any() || is_instance(item, type.element()); });
  }
  if (value.as_context() != nullptr) {
    return std::all_of(type.members().begin(), type.members().end(), [&](const Type::Member& member) {
      const Value* found = value.as_context()->find(member.name);
      return found != nullptr && (found->is_null() || is_instance(*found, member.type));
    });
  }
  return true;
}

}  // namespace wf::feel
