// HttpServer: the socket side of the API. Turns requests of HTTP/1.1 into the neutral Request and sends what a function
// answers. Not for routes (router.hpp). The HTTP library is seen in http_server.cpp alone.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "api/http/message.hpp"
#include "api/server/elastic_pool.hpp"
#include "api/server/wire.hpp"
#include "base/error.hpp"

namespace wf::api {

struct ServerLimits {
  WireLimits wire;
  PoolLimits pool;
};

class HttpServer {
 public:
  /// `answer` is called on many threads at once, may block, and never throws.
  using AnswerRequest = std::function<http::Response(const http::Request&)>;
  explicit HttpServer(AnswerRequest answer, ServerLimits limits = {});
  ~HttpServer();

  /// Binds and gives the port, which the system chooses for 0. Error WF-NET-001: the address cannot be used.
  Result<int> bind(const std::string& host, int port);
  /// Accepts and answers until stop(). Call bind() first.
  void serve();
  /// Any thread: takes no more connections, lets running requests finish, closes idle connections; serve() returns.
  void stop();

 private:
  class Body;
  std::unique_ptr<Body> body_;
};

}  // namespace wf::api
