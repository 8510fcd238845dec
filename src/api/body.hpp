// Body: the JSON object of a request, read member by member; collects every fault under its pointer instead of
// stopping at the first. Not for the content of forms (the engine judges that by JSON Schema).
#pragma once
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "api/route.hpp"
#include "feel/value.hpp"

namespace wf::api {

/// One thread; read every member, then ask faults().
class Body {
 public:
  enum class Need : std::uint8_t { optional, required };
  static constexpr std::size_t short_text = 200, long_text = 4000;
  static constexpr std::size_t most_items = 200;

  /// An empty body is an empty object. Errors: MALFORMED, TOO-LARGE and WF-JSON-….
  static tl::expected<Body, codec::Problem> read(const Call& call);

  /// Empty where it is missing, null or faulty.
  std::string text(std::string_view name, Need need = Need::optional, std::size_t most_bytes = short_text);
  std::int64_t integer(std::string_view name, std::int64_t least, std::int64_t most, std::int64_t otherwise);
  std::optional<std::int64_t> integer_if_given(std::string_view name, std::int64_t least, std::int64_t most);
  bool boolean(std::string_view name, bool otherwise);
  std::vector<std::string> texts(std::string_view name, Need need = Need::optional);
  /// A context; an empty one where it is missing or null.
  feel::Value object(std::string_view name, Need need = Need::optional);
  /// Any value.
  feel::Value any(std::string_view name);
  bool has(std::string_view name) const { return !value_.member(name).is_null(); }

  void fault(std::string pointer, std::string message);
  /// INVALID with all fields, also members that nobody asked for. Nothing where all is well.
  std::optional<codec::Problem> faults();

 private:
  explicit Body(feel::Value value) : value_(std::move(value)) {}
  const feel::Value* take(std::string_view name, Need need);

  feel::Value value_;
  std::set<std::string, std::less<>> asked_;
  std::vector<engine::Rejection::Field> fields_;
};

/// Escapes a name for a JSON pointer (RFC 6901 §3).
std::string pointer_to(std::string_view name);

}  // namespace wf::api
