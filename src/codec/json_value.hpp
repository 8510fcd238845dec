// JSON text to feel::Value and back: variables, forms, API bodies, the event log. Not for fixed shapes
// (json_writer.hpp) and not for files that people write (formats reads those with spans).
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "feel/value.hpp"

namespace wf::codec {

/// What one text may cost. `typed` reads {"@type":"date","@value":"2026-01-05"} back to its kind; without it
/// such an object is a plain context.
struct JsonLimits {
  std::size_t depth = 128;  ///< brackets open at once
  std::size_t bytes = 16U * 1024 * 1024;
  bool typed = true;
  /// For what this program wrote itself: as deep as write_json goes, up to 1 GiB.
  static JsonLimits stored() { return {1024, 1024U * 1024 * 1024, true}; }
};

/// Strict RFC 8259 (a byte order mark is skipped). Numbers are taken from their digits, so 0.10 stays 0.10
/// and 34 digits are kept; more digits are rounded half to even. Never throws, never recurses. Errors, each
/// with line and column in the text: WF-JSON-001 not well-formed, 002 invalid UTF-8, 003 a name twice in one
/// object, 004 too deep, 005 too large, 006 number out of range, 007 malformed typed value, 008 NUL byte.
Result<feel::Value> parse_json(std::string_view text, JsonLimits limits = {});

/// Appends the value as compact JSON. Kinds that JSON lacks are {"@type":KIND,"@value":LEXICAL FORM};
/// parse_json reads all of them back equal, except functions, which read as null. A context that looks like
/// such an object is wrapped as {"@type":"context","@value":{…}}; a number beyond 1E±999 is
/// {"@type":"number","@value":"1E+5000"}. The value must not be nested deeper than 1024 (see nesting_within).
void write_json(std::string& out, const feel::Value& value);
/// `pretty` puts each member on its own line, indented by two spaces.
std::string to_json(const feel::Value& value, bool pretty = false);

/// Whether no bracket of the value's JSON stands deeper than `depth`; takes at most `depth` frames of stack.
bool nesting_within(const feel::Value& value, std::size_t depth);

}  // namespace wf::codec
