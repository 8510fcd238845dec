// The growing set of names and the scopes made from it.
#include "formats/lower/names.hpp"

#include <algorithm>

#include "model/process_definition.hpp"

namespace wf::formats {

Names::Names() {
  declare("starter", model::person_type());
  declare("settings", feel::Type::any());
  protect("starter");
  protect("settings");
}

bool Names::declare(const std::string& name, const feel::Type& type) {
  const auto known = index_.find(name);
  is_current_ = false;
  if (known != index_.end()) {
    auto& member = members_[known->second];
    if (!(member.type == type)) member.type = feel::Type::common(member.type, type);
    return true;
  }
  if (members_.size() >= max_names) return false;
  index_.emplace(name, members_.size());
  members_.push_back({name, type});
  return true;
}

bool Names::is_protected(std::string_view name) const {
  return std::find(protected_.begin(), protected_.end(), name) != protected_.end();
}

feel::Scope Names::scope() const {
  if (!is_current_) type_ = feel::Type::context(members_);
  is_current_ = true;
  feel::Scope made;
  made.variables = type_;
  made.functions = model::directory_function_signatures();
  return made;
}

feel::Scope Names::scope_with(std::vector<feel::Type::Member> local, bool open) const {
  if (local.empty() && !open) return scope();
  std::vector<feel::Type::Member> all = std::move(local);
  const auto own = all.size();
  all.reserve(own + members_.size());
  for (const auto& member : members_) {
    const auto last = all.begin() + static_cast<std::ptrdiff_t>(own);
    const bool is_hidden = std::any_of(all.begin(), last, [&](const auto& one) { return one.name == member.name; });
    if (!is_hidden) all.push_back(member);
  }
  feel::Scope made;
  made.variables = feel::Type::context(std::move(all), open);
  made.open = open;
  made.functions = model::directory_function_signatures();
  return made;
}

std::vector<feel::Type::Member> Names::variables() const {
  std::vector<feel::Type::Member> found;
  for (const auto& member : members_) {
    if (!is_protected(member.name)) found.push_back(member);
  }
  return found;
}

std::vector<std::string> Names::all() const {
  std::vector<std::string> found;
  for (const auto& member : members_) found.push_back(member.name);
  return found;
}

}  // namespace wf::formats
