// Target: the path and query of a request, read strictly: one spelling for one resource, so that rights cannot be
// walked around by writing a path in another way. Not for choosing the handler (router.hpp).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"

namespace wf::api::http {

/// Segments are decoded; "/" has none.
struct Target {
  std::vector<std::string> segments;
  std::vector<std::pair<std::string, std::string>> query;  ///< in order, decoded
};

struct TargetLimits {
  std::size_t segments = 16;
  std::size_t parameters = 32;
};

/// RFC 3986 §3.3, §3.4. Errors: MALFORMED (bad percent-encoding, invalid UTF-8, control characters, repeated or too
/// many parameters), NOT-FOUND (`//`, `.` and `..` segments, an encoded slash, a slash at the end, no leading slash).
Result<Target> read_target(std::string_view text, const TargetLimits& limits = {});

}  // namespace wf::api::http
