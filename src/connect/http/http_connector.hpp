// The `http` connector: one request to a web service, under the address guard. Not the client of wfd's own API.
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "connect/connector.hpp"

namespace wf::connect {

struct HttpConnectorOptions {
  std::vector<std::string> allow;  ///< hosts that may be internal, in small letters
  /// The value of a secret by name; nothing where there is none. Sent as a bearer token, never logged.
  std::function<std::optional<std::string>(std::string_view name)> secret;
  std::size_t response_bytes = 4 << 20;
};

/// Input: {method, url, headers?, query?, body?, secret?}. Output: {response: {status, headers, body}}; the body is data where
/// the reply is JSON, else text. Codes of failures: HTTP-<status>, EGRESS-DENIED, NAME-NOT-FOUND, CONNECTION-FAILED,
/// TIMEOUT, TOO-LARGE, BAD-REQUEST (input is no request), SECRET-MISSING. 408, 425, 429 and 5xx may be tried again,
/// after Retry-After where the reply has one; other statuses may not. Redirects are not followed.
std::unique_ptr<Connector> make_http_connector(HttpConnectorOptions options);

}  // namespace wf::connect
