// Reads the signatures of all families once. A malformed signature is a programming error.
#include "feel/builtins/registry.hpp"

#include <algorithm>
#include <map>

#include "base/assert.hpp"
#include "base/text.hpp"

namespace wf::feel {

namespace {

struct NamedType {
  std::string_view name;
  Kind kind;
};
constexpr NamedType named_types[] = {
    {"null", Kind::null}, {"boolean", Kind::boolean}, {"number", Kind::number}, {"string", Kind::string},
    {"date", Kind::date}, {"time", Kind::time}, {"date and time", Kind::date_time},
    {"days and time duration", Kind::days_duration}, {"years and months duration", Kind::years_duration},
    {"list", Kind::list}, {"context", Kind::context}, {"range", Kind::range}, {"function", Kind::function},
};

/// "number|string", "list of number" or "any".
Type read_type(std::string_view text, Kinds& kinds) {
  kinds = any_kind;
  if (text == "any") return Type::any();
  constexpr std::string_view list_of = "list of ";
  if (text.starts_with(list_of)) {
    Kinds ignored = 0;
    const Type element = read_type(text.substr(list_of.size()), ignored);
    kinds = kinds_of(Kind::list);
    return Type::list(element);
  }
  kinds = 0;
  Type type;
  const auto parts = split(text, '|');
  for (const std::string_view part : parts) {
    const auto* found = std::find_if(std::begin(named_types), std::end(named_types), [&](const NamedType& t) { return t.name == part; });
    WF_ASSERT(found != std::end(named_types));
    kinds |= kinds_of(found->kind);
    type = Type::scalar(found->kind);
  }
  return parts.size() == 1 ? type : Type::any();
}

Parameter read_parameter(std::string_view text) {
  const auto colon = text.find(": ");
  WF_ASSERT(colon != std::string_view::npos);
  Parameter parameter;
  std::string_view name = text.substr(0, colon);
  if (name.ends_with("...")) {
    parameter.repeated = true;
    name.remove_suffix(3);
  } else if (name.ends_with("?")) {
    parameter.optional = true;
    name.remove_suffix(1);
  }
  parameter.name = std::string(name);
  parameter.type = read_type(text.substr(colon + 2), parameter.kinds);
  return parameter;
}

Builtin read_signature(const Signature& signature) {
  const std::string_view text = signature.text;
  const auto open = text.find('('), close = text.find(") -> ");
  WF_ASSERT(open != std::string_view::npos && close != std::string_view::npos);
  Builtin builtin;
  builtin.name = std::string(text.substr(0, open));
  builtin.function = signature.function;
  builtin.pure = signature.pure;
  builtin.signature = std::string(text);
  Kinds ignored = 0;
  builtin.result = read_type(text.substr(close + 5), ignored);
  const std::string_view list = text.substr(open + 1, close - open - 1);
  if (list.empty()) return builtin;
  for (const std::string_view part : split(list, ',')) builtin.parameters.push_back(read_parameter(trimmed(part)));
  return builtin;
}

/// The registry: built at first use, never changed.
struct Registry {
  std::vector<Builtin> builtins;
  std::vector<std::string> names;
  std::map<std::string, std::vector<const Builtin*>, std::less<>> by_name;

  Registry() {
    for (const auto family : {conversion_functions(), boolean_functions(), string_functions(), regex_functions(),
                              list_functions(), statistics_functions(), numeric_functions(), temporal_functions(),
                              context_functions(), range_functions()}) {
      for (const Signature& signature : family) builtins.push_back(read_signature(signature));
    }
    std::stable_sort(builtins.begin(), builtins.end(), [](const Builtin& a, const Builtin& b) { return a.name < b.name; });
    for (const Builtin& builtin : builtins) by_name[builtin.name].push_back(&builtin);
    for (const auto& [name, ignored] : by_name) names.push_back(name);
  }
};

const Registry& registry() {
  static const Registry instance;
  return instance;
}

}  // namespace

std::size_t Builtin::least() const {
  return static_cast<std::size_t>(std::count_if(parameters.begin(), parameters.end(), [](const Parameter& p) { return !p.optional; }));
}

std::size_t Builtin::most() const {
  constexpr std::size_t most_arguments = 10'000;
  return !parameters.empty() && parameters.back().repeated ? most_arguments : parameters.size();
}

const Parameter& Builtin::parameter(std::size_t index) const {
  return parameters[std::min(index, parameters.size() - 1)];
}

std::span<const Builtin* const> find_builtins(std::string_view name) {
  const auto& by_name = registry().by_name;
  const auto found = by_name.find(name);
  if (found == by_name.end()) return {};
  return found->second;
}

std::span<const Builtin> all_builtins() { return registry().builtins; }
const std::vector<std::string>& builtin_names() { return registry().names; }

std::optional<Value> coerced(const Value& value, Kinds kinds) {
  if ((kinds & kinds_of(value.kind())) != 0) return value;
  if (const List* list = value.as_list()) {
    if (list->size() == 1 && (kinds & kinds_of(list->front().kind())) != 0) return list->front();
    return std::nullopt;
  }
  if (!value.is_null() && (kinds & kinds_of(Kind::list)) != 0) return Value(List{value});
  return std::nullopt;
}

}  // namespace wf::feel
