// Names: what expressions of a workflow may name, and with which type.
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "feel/expression.hpp"

namespace wf::formats {

class Names {
 public:
  static constexpr std::size_t max_names = 1'000;  ///< every out: of the file may add one

  Names();
  /// A second, different type makes the variable any. False when there are too many names.
  bool declare(const std::string& name, const feel::Type& type);
  bool is_declared(std::string_view name) const { return index_.contains(std::string(name)); }
  /// `starter`, `settings` and roles: no step may write them.
  void protect(const std::string& name) { protected_.push_back(name); }
  bool is_protected(std::string_view name) const;

  /// The scope of an expression; `local` names come first and hide others.
  feel::Scope scope() const;
  feel::Scope scope_with(std::vector<feel::Type::Member> local, bool open = false) const;
  /// Without the protected ones.
  std::vector<feel::Type::Member> variables() const;
  std::vector<std::string> all() const;

 private:
  std::vector<feel::Type::Member> members_;
  std::unordered_map<std::string, std::size_t> index_;
  std::vector<std::string> protected_;
  mutable feel::Type type_ = feel::Type::any();
  mutable bool is_current_ = false;
};

}  // namespace wf::formats
