// Value and Context: storage, member access, structural equality. Texts are in value_text.cpp.
#include "feel/value.hpp"

#include <algorithm>

#include "feel/function.hpp"

namespace wf::feel {

namespace {

constexpr std::size_t large_context = 12;  // from here on a hash index pays for itself

const Value null_value;

/// What a list or context is kept in: its content and how deep it nests, so that no walk needs to find out.
struct ListBox final : List {
  explicit ListBox(List list) : List(std::move(list)) {
    for (const Value& item : *this) depth = std::max(depth, item.depth() + 1);
  }
  int depth = 1;
};
struct ContextBox final : Context {
  explicit ContextBox(Context context) : Context(std::move(context)) {
    for (const Entry& entry : entries()) depth = std::max(depth, entry.value.depth() + 1);
  }
  int depth = 1;
};

}  // namespace

Value::Value(std::string value) : storage_(std::make_shared<const std::string>(std::move(value))) {}
Value::Value(Time value) : storage_(std::make_shared<const Time>(std::move(value))) {}
Value::Value(DateTime value) : storage_(std::make_shared<const DateTime>(std::move(value))) {}
Value::Value(List value)
    : storage_(std::shared_ptr<const List>(std::make_shared<const ListBox>(std::move(value)))) {}
Value::Value(Context value)
    : storage_(std::shared_ptr<const Context>(std::make_shared<const ContextBox>(std::move(value)))) {}
Value::Value(Range value) : storage_(std::make_shared<const Range>(std::move(value))) {}

int Value::depth() const {
  if (const List* list = as_list()) return static_cast<const ListBox*>(list)->depth;
  if (const Context* context = as_context()) return static_cast<const ContextBox*>(context)->depth;
  if (const Function* function = as_function()) return function->depth();
  return 0;
}

std::string_view Value::text() const {
  const std::string* string = as_string();
  return string != nullptr ? std::string_view(*string) : std::string_view();
}

const Value& Value::member(std::string_view name) const {
  const Context* context = as_context();
  const Value* found = context != nullptr ? context->find(name) : nullptr;
  return found != nullptr ? *found : null_value;
}

namespace {

template <class T>
bool same(const T* a, const T* b) {
  return a == b || *a == *b;
}

}  // namespace

bool Value::operator==(const Value& other) const {
  if (kind() != other.kind()) return false;
  switch (kind()) {
    case Kind::null: return true;
    case Kind::string: return same(as_string(), other.as_string());
    case Kind::time: return same(as_time(), other.as_time());
    case Kind::date_time: return same(as_date_time(), other.as_date_time());
    case Kind::list: return same(as_list(), other.as_list());
    case Kind::context: return same(as_context(), other.as_context());
    case Kind::range: return same(as_range(), other.as_range());
    case Kind::function: return as_function() == other.as_function();
    case Kind::boolean: return *as_boolean() == *other.as_boolean();
    case Kind::number: return *as_number() == *other.as_number();
    case Kind::date: return *as_date() == *other.as_date();
    case Kind::days_duration: return *as_days_duration() == *other.as_days_duration();
    case Kind::years_duration: return *as_years_duration() == *other.as_years_duration();
  }
  return false;
}

ListBuilder::ListBuilder() : box_(std::make_shared<ListBox>(List{})) {}

void ListBuilder::push(Value item) {
  if (box_.use_count() > 1) box_ = std::make_shared<ListBox>(List(*box_));
  auto& box = static_cast<ListBox&>(*box_);
  box.depth = std::max(box.depth, item.depth() + 1);
  box.push_back(std::move(item));
}

std::size_t ListBuilder::size() const { return box_->size(); }

Value ListBuilder::view() const { return Value::Boxed{box_}; }

Context::Context(std::initializer_list<Entry> entries) {
  for (const Entry& entry : entries) set(entry.name, entry.value);
}

std::size_t Context::position(std::string_view name) const {
  if (!index_.empty()) {
    const auto found = index_.find(std::string(name));
    return found != index_.end() ? found->second : entries_.size();
  }
  std::size_t at = 0;
  while (at < entries_.size() && entries_[at].name != name) ++at;
  return at;
}

const Value* Context::find(std::string_view name) const {
  const std::size_t at = position(name);
  return at < entries_.size() ? &entries_[at].value : nullptr;
}

void Context::set(std::string_view name, Value value) {
  const std::size_t at = position(name);
  if (at < entries_.size()) {
    entries_[at].value = std::move(value);
    return;
  }
  entries_.push_back({std::string(name), std::move(value)});
  if (entries_.size() < large_context) return;
  for (std::size_t i = index_.empty() ? 0 : entries_.size() - 1; i < entries_.size(); ++i) {
    index_.emplace(entries_[i].name, i);
  }
}

void Context::remove(std::string_view name) {
  const auto found = std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.name == name; });
  if (found == entries_.end()) return;
  entries_.erase(found);
  index_.clear();
  if (entries_.size() < large_context) return;
  for (std::size_t i = 0; i < entries_.size(); ++i) index_.emplace(entries_[i].name, i);
}

bool Context::operator==(const Context& other) const {
  if (size() != other.size()) return false;
  return std::all_of(entries_.begin(), entries_.end(), [&](const Entry& entry) {
    const Value* theirs = other.find(entry.name);
    return theirs != nullptr && *theirs == entry.value;
  });
}

}  // namespace wf::feel
