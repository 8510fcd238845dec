// JsonWriter: JSON text straight into a string, member by member, for fixed shapes in hot paths (events, API
// answers). Not for reading (json_value.hpp), and without a tree in between.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "base/decimal.hpp"
#include "feel/value.hpp"

namespace wf::codec {

/// Appends `text` as a JSON string with its quotes. Ill-formed UTF-8 becomes U+FFFD, so the result is always
/// JSON.
void append_json_string(std::string& out, std::string_view text);

/// Commas are placed by the writer; that begins meet ends and keys stand only in objects is the caller's
/// duty. One thread at a time; `out` must outlive the writer.
class JsonWriter {
 public:
  explicit JsonWriter(std::string& out) : out_(out) {}

  JsonWriter& begin_object() { return open('{'); }
  JsonWriter& end_object() { return close('}'); }
  JsonWriter& begin_array() { return open('['); }
  JsonWriter& end_array() { return close(']'); }
  JsonWriter& key(std::string_view name);

  JsonWriter& string(std::string_view text);
  JsonWriter& integer(std::int64_t number);
  JsonWriter& number(const Decimal& number);
  JsonWriter& boolean(bool value) { return raw(value ? "true" : "false"); }
  JsonWriter& null() { return raw("null"); }
  /// As write_json does it.
  JsonWriter& value(const feel::Value& value);
  /// Text that is one whole JSON value already.
  JsonWriter& raw(std::string_view json);

  JsonWriter& field(std::string_view name, std::string_view text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, const char* text) { return key(name).string(text); }
  JsonWriter& field(std::string_view name, std::int64_t number) { return key(name).integer(number); }
  JsonWriter& field(std::string_view name, int number) { return key(name).integer(number); }
  JsonWriter& field(std::string_view name, bool yes) { return key(name).boolean(yes); }
  JsonWriter& field(std::string_view name, const feel::Value& any) { return key(name).value(any); }

 private:
  JsonWriter& open(char bracket);
  JsonWriter& close(char bracket);
  void separate() {
    if (comma_due_) out_ += ',';
    comma_due_ = true;
  }
  std::string& out_;
  bool comma_due_ = false;
};

}  // namespace wf::codec
