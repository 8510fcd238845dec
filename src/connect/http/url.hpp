// Url: the parts of an http or https URL that a request needs. Strict: what is unclear is refused.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wf::connect {

struct Url {
  std::string scheme;  ///< "http" or "https"
  std::string host;    ///< small letters; IPv6 without brackets
  int port = 0;
  std::string target;  ///< path and query, begins with '/'
};

/// Nothing for other schemes, user information, blanks or control characters, bad ports (RFC 3986 §3).
std::optional<Url> parse_url(std::string_view text);
/// Percent-encodes everything but unreserved characters (RFC 3986 §2.3).
std::string percent_encoded(std::string_view text);

}  // namespace wf::connect
