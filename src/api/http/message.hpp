// Request and Response: what the resources see of HTTP, free of any library. Not for sockets (server/) and not for
// choosing the handler (router.hpp).
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace wf::api::http {

enum class Method : std::uint8_t { get, post, put, delete_ };
std::string_view method_name(Method method);  ///< "GET", "POST", "PUT", "DELETE"

/// Names compare without regard to case (RFC 9110 §5.1). Order is kept.
class Headers {
 public:
  void add(std::string_view name, std::string_view value) { entries_.emplace_back(name, value); }
  /// The first value, or null.
  const std::string* find(std::string_view name) const;
  std::size_t count(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& entries() const { return entries_; }

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

/// As it came from the wire. `method` is upper case as sent, `target` is path and query, undecoded.
struct Request {
  std::string method;
  std::string target;
  Headers headers;
  std::string body;
  std::string remote;          ///< address of the peer
  bool remote_is_local = false;  ///< loopback
};

/// Takes pieces of a long answer. False: the client is gone, stop.
class StreamWriter {
 public:
  virtual ~StreamWriter() = default;
  virtual bool write(std::string_view piece) = 0;
};

/// `body`, or, where `stream` is set, what it writes.
struct Response {
  int status = 200;
  Headers headers;
  std::string content_type = "application/json";
  std::string body;
  std::function<void(StreamWriter&)> stream;
};

}  // namespace wf::api::http
