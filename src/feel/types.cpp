// Type: shared immutable bodies behind a small handle. Not for the rules that derive types (check.cpp).
#include "feel/types.hpp"

#include <algorithm>

namespace wf::feel {

struct Type::Body {
  Type element;
  std::vector<Member> members;
};

namespace {

const Type any_type;
const std::vector<Type::Member> no_members;

}  // namespace

Type Type::any() { return {}; }

Type Type::scalar(Kind kind) {
  if (kind == Kind::list) return list(any());
  if (kind == Kind::context) return context({}, true);
  if (kind == Kind::function) return function(any());
  Type type;
  type.form_ = Form::scalar;
  type.kind_ = kind;
  return type;
}

Type Type::list(Type element) {
  Type type;
  type.form_ = Form::list;
  type.kind_ = Kind::list;
  if (!element.is_any()) type.body_ = std::make_shared<const Body>(Body{std::move(element), {}});
  return type;
}

Type Type::context(std::vector<Member> members, bool open) {
  Type type;
  type.form_ = Form::context;
  type.kind_ = Kind::context;
  type.open_ = open;
  if (!members.empty()) type.body_ = std::make_shared<const Body>(Body{Type(), std::move(members)});
  return type;
}

Type Type::function(Type result) {
  Type type;
  type.form_ = Form::function;
  type.kind_ = Kind::function;
  if (!result.is_any()) type.body_ = std::make_shared<const Body>(Body{std::move(result), {}});
  return type;
}

const Type& Type::element() const { return body_ ? body_->element : any_type; }

const std::vector<Type::Member>& Type::members() const { return body_ ? body_->members : no_members; }

const Type::Member* Type::find(std::string_view name) const {
  const auto& all = members();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Member& m) { return m.name == name; });
  return found != all.end() ? &*found : nullptr;
}

std::string Type::name() const {
  switch (form_) {
    case Form::any: return "any";
    case Form::scalar: return std::string(kind_name(kind_));
    case Form::list: return element().is_any() ? "list" : "list of " + element().name();
    case Form::context: return "context";
    case Form::function: return "function";
  }
  return "any";
}

Type Type::common(const Type& a, const Type& b) {
  if (a == b) return a;
  if (a.form_ == Form::scalar && a.kind_ == Kind::null) return b;
  if (b.form_ == Form::scalar && b.kind_ == Kind::null) return a;
  if (a.form_ == Form::list && b.form_ == Form::list) return list(common(a.element(), b.element()));
  return any();
}

bool Type::operator==(const Type& other) const {
  if (form_ != other.form_ || kind_ != other.kind_ || open_ != other.open_) return false;
  if (body_ == other.body_) return true;
  return element() == other.element() && members() == other.members();
}

}  // namespace wf::feel
