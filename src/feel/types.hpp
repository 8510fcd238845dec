// Static types of FEEL expressions, derived from JSON Schemas by model and checked by feel.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value.hpp"

namespace wf::feel {

/// any, one kind, a list with element type, or a context with member types. Value semantics; any thread.
class Type {
 public:
  enum class Form : std::uint8_t { any, scalar, list, context, function };
  struct Member;

  static Type any();
  static Type scalar(Kind kind);  ///< also Kind::null, Kind::range
  static Type list(Type element);
  /// A closed context: only these members exist. `open` ones may have more.
  static Type context(std::vector<Member> members, bool open = false);
  static Type function(Type result);

  Form form() const { return form_; }
  bool is_any() const { return form_ == Form::any; }
  Kind kind() const { return kind_; }  ///< meaningful for scalar; list, context, function answer their kind
  const Type& element() const;         ///< of a list, or result of a function; any otherwise
  const std::vector<Member>& members() const;
  const Member* find(std::string_view name) const;
  bool open() const { return open_; }
  /// For did-you-mean and messages: "number", "list of string", "context".
  std::string name() const;
  /// A type that both fit: the same type, or any.
  static Type common(const Type& a, const Type& b);
  bool operator==(const Type& other) const;

 private:
  struct Body;
  Form form_ = Form::any;
  Kind kind_ = Kind::null;
  bool open_ = false;
  std::shared_ptr<const Body> body_;
};

struct Type::Member {
  std::string name;
  Type type;
  bool operator==(const Member&) const = default;
};

}  // namespace wf::feel
