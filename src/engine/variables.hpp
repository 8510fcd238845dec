// What an expression of a process can see: the result at hand, the scopes outward, then starter, roles and settings.
#pragma once
#include <map>
#include <string>

#include "engine/advance.hpp"

namespace wf::engine {

/// Lives for one evaluation or a few of the same element; nothing may change the instance meanwhile.
class ElementVariables final : public feel::Variables {
 public:
  /// `over` is a context whose members hide variables (the result of a job or task); it may be null.
  ElementVariables(const model::ProcessDefinition& definition, const Instance& instance, const Context& context, LocalKey element,
                   const feel::Value* over = nullptr)
      : definition_(definition), instance_(instance), context_(context), element_(element), over_(over) {}

  const feel::Value* find(std::string_view name) const override;
  feel::Environment environment() const;

 private:
  const feel::Value* role(std::string_view name) const;
  bool is_declared(std::string_view name) const;
  feel::Value starter() const;

  const model::ProcessDefinition& definition_;
  const Instance& instance_;
  const Context& context_;
  LocalKey element_;
  const feel::Value* over_;
  mutable std::map<std::string, feel::Value, std::less<>> computed_;  // roles and starter, once each
};

}  // namespace wf::engine
