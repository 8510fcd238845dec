// Lists, contexts, paths, filters and iteration (DMN 1.5 §10.3.2.5, §10.3.2.6, §10.3.2.14).
#include "feel/evaluator.hpp"
#include "feel/temporal.hpp"

namespace wf::feel {

/// One `name in …` of for, some, every: a slot and the nodes of a list, or of both ends of a range.
struct Evaluator::Iterator {
  std::uint32_t slot = 0;
  NodeIndex from = no_node;
  NodeIndex to = no_node;
};

Value Evaluator::eval_list(const Node& n) {
  List items;
  items.reserve(n.b);
  for (const NodeIndex index : list_of(n)) items.push_back(eval(index));
  return bounded(std::move(items));
}

Value Evaluator::eval_context(const Node& n) {
  Context context;
  const auto triples = list_of(n);
  for (std::size_t i = 0; i + 2 < triples.size(); i += 3) {
    Value value = eval(triples[i + 2]);
    frame_.slots[triples[i + 1]] = value;
    context.set(program_->names[triples[i]], std::move(value));
  }
  return bounded(std::move(context));
}

Value Evaluator::eval_member(const Node& n) {
  Value temporary;
  const Value& object = eval_ref(n.a, temporary);
  if (const Context* context = object.as_context()) {
    if (const Value* found = context->find(program_->names[n.b])) return *found;
  }
  at_ = n.span;
  return member_of(object, program_->names[n.b], 0);
}

Value Evaluator::member_of(const Value& object, std::string_view name, int depth) {
  if (aborted_) return {};
  if (const Context* context = object.as_context()) {
    if (const Value* found = context->find(name)) return *found;
    return fail("WF-FEEL-105", "the context has no entry '" + std::string(name) + "'");
  }
  if (const List* list = object.as_list()) {
    if (depth >= deepest_value || !charge(static_cast<std::int64_t>(list->size()))) return {};
    List members;
    members.reserve(list->size());
    for (const Value& item : *list) members.push_back(member_of(item, name, depth + 1));
    return bounded(std::move(members));
  }
  if (auto part = part_of(object, name)) return *part;
  if (object.is_null()) return fail("WF-FEEL-105", "'" + std::string(name) + "' is asked of null");
  return fail("WF-FEEL-105", "a " + std::string(kind_name(object.kind())) + " has no '" + std::string(name) + "'");
}

Value Evaluator::eval_implicit_member(const Node& n) {
  Value temporary;
  const Value& item = eval_ref(n.a, temporary);
  if (const Context* context = item.as_context()) {
    if (const Value* found = context->find(program_->names[n.b])) return *found;
  }
  return n.c != no_node ? eval(n.c) : Value();
}

Value Evaluator::pick(const List& list, const Decimal& index) {
  const auto whole = index.to_int64();
  const auto size = static_cast<std::int64_t>(list.size());
  if (whole && *whole > 0 && *whole <= size) return list[static_cast<std::size_t>(*whole - 1)];
  if (whole && *whole < 0 && *whole >= -size) return list[static_cast<std::size_t>(size + *whole)];
  return fail("WF-FEEL-106", "there is no item " + index.to_string() + " in a list of " + std::to_string(size));
}

Value Evaluator::eval_filter(const Node& n) {
  Value base_temporary, wrapped;
  const Value& base = eval_ref(n.a, base_temporary);
  if (aborted_) return {};
  if (base.as_list() == nullptr) wrapped = base.is_null() ? Value(List{}) : Value(List{base});
  // A copy keeps the list alive while its slot may be overwritten by the predicate.
  const Value kept = base.as_list() != nullptr ? base : wrapped;
  const List& list = *kept.as_list();
  const Node& predicate = node(n.b);
  if (predicate.op == Op::constant && program_->constants[predicate.a].as_number() != nullptr) {
    at_ = n.span;
    return pick(list, *program_->constants[predicate.a].as_number());
  }
  List chosen;
  for (std::size_t i = 0; i < std::max<std::size_t>(list.size(), 1); ++i) {
    if (!charge(1)) return {};
    frame_.slots[n.c] = i < list.size() ? list[i] : Value();
    const std::size_t messages = messages_.size();
    Value answer = eval(n.b);
    if (i == 0 && answer.as_number() != nullptr) {
      at_ = n.span;
      return pick(list, *answer.as_number());
    }
    if (list.empty() && messages_.size() > messages && !aborted_) messages_.resize(messages);
    if (answer.is_true() && i < list.size()) chosen.push_back(list[i]);
  }
  return bounded(std::move(chosen));
}

bool Evaluator::iterate(std::vector<Iterator>& iterators, std::size_t at, NodeIndex body, const std::function<bool(Value)>& each) {
  if (!charge(1)) return false;
  if (at == iterators.size()) return each(eval(body));
  const Iterator& iterator = iterators[at];
  const Value from = eval(iterator.from);
  if (iterator.to != no_node) return iterate_numbers(iterators, at, body, from, eval(iterator.to), each);
  if (const Range* range = from.as_range()) {
    return iterate_numbers(iterators, at, body, range->low.value_or(Value()), range->high.value_or(Value()), each);
  }
  if (from.is_null()) {
    at_ = node(iterator.from).span;
    fail("WF-FEEL-107", "null cannot be gone through item by item");
    return false;
  }
  const List single = from.as_list() != nullptr ? List{} : List{from};
  for (const Value& item : from.as_list() != nullptr ? *from.as_list() : single) {
    frame_.slots[iterator.slot] = item;
    if (!iterate(iterators, at + 1, body, each)) return false;
  }
  return true;
}

bool Evaluator::iterate_numbers(std::vector<Iterator>& iterators, std::size_t at, NodeIndex body, const Value& from,
                                const Value& to, const std::function<bool(Value)>& each) {
  const bool dates = from.as_date() != nullptr && to.as_date() != nullptr;
  const auto whole = [](const Value& v) { return v.as_number() != nullptr ? v.as_number()->to_int64() : std::nullopt; };
  const auto first = dates ? std::optional(days_since_epoch(*from.as_date())) : whole(from);
  const auto last = dates ? std::optional(days_since_epoch(*to.as_date())) : whole(to);
  if (!first || !last) {
    at_ = node(iterators[at].from).span;
    fail("WF-FEEL-107", "iteration needs whole numbers or dates at both ends of '..'");
    return false;
  }
  const std::int64_t step = *first <= *last ? 1 : -1;
  for (std::int64_t i = *first;; i += step) {
    frame_.slots[iterators[at].slot] = dates ? Value(date_from_days(i)) : Value(i);
    if (!iterate(iterators, at + 1, body, each)) return false;
    if (i == *last) return true;
  }
}

Value Evaluator::eval_loop(const Node& n) {
  const std::uint32_t* numbers = program_->lists.data() + n.a;
  std::vector<Iterator> iterators(numbers[0]);
  const std::uint32_t partial = numbers[1];
  for (std::size_t i = 0; i < iterators.size(); ++i) iterators[i] = {numbers[2 + 3 * i], numbers[3 + 3 * i], numbers[4 + 3 * i]};
  if (n.op == Op::loop) {
    ListBuilder results;
    if (partial != no_node) frame_.slots[partial] = results.view();
    const bool whole = iterate(iterators, 0, n.b, [&](Value value) {
      if (partial != no_node) frame_.slots[partial] = Value();
      results.push(std::move(value));
      if (results.view().depth() > deepest_value) out_of_budget("values nest too deeply");
      if (partial != no_node) frame_.slots[partial] = results.view();
      return charge(0, sizeof(Value));
    });
    if (partial != no_node) frame_.slots[partial] = Value();
    return whole && !aborted_ ? results.view() : Value();
  }
  const bool decisive = n.op == Op::some;
  bool decided = false, unknown = false;
  const bool whole = iterate(iterators, 0, n.b, [&](Value value) {
    if (value.as_boolean() == nullptr) unknown = true;
    else if (*value.as_boolean() == decisive) decided = true;
    return !decided;
  });
  if (aborted_) return {};
  if (decided) return decisive;
  return !whole || unknown ? Value() : Value(!decisive);
}

}  // namespace wf::feel
