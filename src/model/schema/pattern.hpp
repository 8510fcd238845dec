// Pattern: a regular expression of a schema (ECMA-262) carried out by RE2 in linear time.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace wf::model::schema {

/// Immutable; any thread.
class Pattern {
 public:
  /// Error WF-SCHEMA-001 says what RE2 cannot do: look-around, back references, too large repetitions.
  static Result<std::shared_ptr<const Pattern>> compile(std::string_view text);
  /// Whether it matches anywhere in `subject`; anchors are the pattern's own affair.
  bool matches(std::string_view subject) const;
  const std::string& text() const { return text_; }

  struct Program;
  Pattern(std::string text, std::unique_ptr<const Program> program);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

 private:
  std::string text_;
  std::unique_ptr<const Program> program_;
};

}  // namespace wf::model::schema
