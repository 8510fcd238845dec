// JsonScan: walks JSON text that this program wrote, handing out the raw text of members, without building values.
// Not for foreign input (json_value.hpp): it finds where a value ends, the reader of the value judges the rest.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace wf::codec {

/// One member of an object: its name as written (names need no escapes) and the raw JSON of its value.
struct RawMember {
  std::string_view name;
  std::string_view json;
};

/// Works on a text that outlives it. After a failure every further call fails too; `failed` tells.
class JsonScan {
 public:
  explicit JsonScan(std::string_view text) : text_(text) {}

  /// Steps over `mark` (after white space) where it is next.
  bool take(char mark);
  /// Like take, but anything else is a failure.
  bool expect(char mark);
  /// The raw text of the next value, of any kind and depth.
  std::string_view value();
  /// All members of the object that is next.
  std::vector<RawMember> object();
  /// Only white space is left.
  bool at_end();
  bool failed() const { return failed_; }

 private:
  void skip_space();
  bool skip_string();
  std::string_view text_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

/// The elements of an array, or nothing where `json` is none.
std::optional<std::vector<std::string_view>> array_elements(std::string_view json);
/// The content of a JSON string; nothing where it is none or malformed.
std::optional<std::string> string_content(std::string_view json);
/// A whole number without fraction and exponent.
std::optional<std::int64_t> integer_content(std::string_view json);

}  // namespace wf::codec
