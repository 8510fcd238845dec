// ApiClient: speaks the HTTP API of wfd for the command line. Not for servers to call each other.
#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "feel/value.hpp"

namespace wf::client {

struct Target {
  std::string server = "http://127.0.0.1:8080";  ///< http:// or https:// with host and port
  std::string token;
  std::int64_t timeout_ms = 60'000;
};

struct ApiReply {
  int status = 0;
  feel::Value body;                ///< null where the body is empty or not JSON
  std::string text;                ///< the body as received
  std::string etag;
};

using Query = std::vector<std::pair<std::string, std::string>>;

/// One connection, kept alive. One thread at a time.
class ApiClient {
 public:
  explicit ApiClient(Target target);
  ~ApiClient();

  /// 2xx replies. Errors: WF-NET-001 unreachable, WF-NET-002 no JSON where it was due; otherwise the `code` of the
  /// server's problem document with its detail and one line per field.
  Result<ApiReply> get(const std::string& path, const Query& query = {});
  /// POST with a fresh Idempotency-Key, repeated once with the same key when the connection breaks.
  Result<ApiReply> post(const std::string& path, const feel::Value& body);
  Result<ApiReply> put(const std::string& path, const feel::Value& body, const std::map<std::string, std::string>& headers = {});
  Result<ApiReply> remove(const std::string& path);
  /// All items of a paged list, up to `most`.
  Result<feel::List> list(const std::string& path, Query query, std::size_t most);

  const Target& target() const;

 private:
  struct Connection;
  std::unique_ptr<Connection> connection_;
};

/// Percent-encodes one path segment or query value.
std::string url_encoded(std::string_view text);

}  // namespace wf::client
