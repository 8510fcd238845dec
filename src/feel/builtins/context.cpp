// Context functions (DMN 1.5 §10.3.4.10).
#include "feel/builtins/registry.hpp"

namespace wf::feel {

namespace {

Value get_value(Call& call, std::span<const Value> arguments) {
  const Value* found = arguments[0].as_context()->find(arguments[1].text());
  return found != nullptr ? *found : call.fail("WF-FEEL-105", "the context has no entry '" + std::string(arguments[1].text().substr(0, 60)) + "'");
}

Value get_entries(Call&, std::span<const Value> arguments) {
  List out;
  for (const Context::Entry& entry : arguments[0].as_context()->entries()) out.emplace_back(Context{{"key", entry.name}, {"value", entry.value}});
  return out;
}

/// context([{key: "a", value: 1}]): keys are strings and differ.
Value from_entries(Call& call, std::span<const Value> arguments) {
  Context out;
  for (const Value& entry : *arguments[0].as_list()) {
    if (!call.charge(1)) return {};
    const std::string* key = entry.member("key").as_string();
    const bool valued = entry.as_context() != nullptr && entry.as_context()->find("value") != nullptr;
    if (key == nullptr || !valued) return call.fail("WF-FEEL-108", "context(): every entry needs a string 'key' and a 'value'");
    if (out.find(*key) != nullptr) return call.fail("WF-FEEL-108", "context(): the key '" + *key + "' occurs twice");
    out.set(*key, entry.member("value"));
  }
  return out;
}

Value put(Call&, std::span<const Value> arguments) {
  Context out = *arguments[0].as_context();
  out.set(arguments[1].text(), arguments[2]);
  return out;
}

/// A copy of `context` with `value` at the path keys[at…]; nothing where a key is no string or meets no context.
std::optional<Value> put_at(const Context& context, const List& keys, std::size_t at, const Value& value) {
  if (keys[at].as_string() == nullptr) return std::nullopt;
  Context out = context;
  if (at + 1 == keys.size()) {
    out.set(keys[at].text(), value);
    return Value(std::move(out));
  }
  const Value* inner = context.find(keys[at].text());
  if (inner == nullptr || inner->as_context() == nullptr) return std::nullopt;
  auto changed = put_at(*inner->as_context(), keys, at + 1, value);
  if (!changed) return std::nullopt;
  out.set(keys[at].text(), std::move(*changed));
  return Value(std::move(out));
}

Value put_path(Call& call, std::span<const Value> arguments) {
  constexpr std::size_t most_keys = 100;
  const List& keys = *arguments[1].as_list();
  if (!keys.empty() && keys.size() <= most_keys) {
    if (auto out = put_at(*arguments[0].as_context(), keys, 0, arguments[2])) return std::move(*out);
  }
  return call.fail("WF-FEEL-105", "context put(): the keys lead to no context");
}

Value merge(Call& call, std::span<const Value> arguments) {
  Context out;
  for (const Value& item : *arguments[0].as_list()) {
    if (!call.charge(1)) return {};
    if (item.as_context() == nullptr) return call.fail("WF-FEEL-108", "context merge(): every item must be a context");
    for (const Context::Entry& entry : item.as_context()->entries()) out.set(entry.name, entry.value);
  }
  return out;
}

constexpr Signature signatures[] = {
    {"get value(m: context, key: string) -> any", get_value},
    {"get entries(m: context) -> list of context", get_entries},
    {"context(entries: list) -> context", from_entries},
    {"context put(context: context, key: string, value: any) -> context", put},
    {"context put(context: context, keys: list, value: any) -> context", put_path},
    {"context merge(contexts: list) -> context", merge},
};

}  // namespace

std::span<const Signature> context_functions() { return signatures; }

}  // namespace wf::feel
