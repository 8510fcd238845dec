// Router: from a request to an answer: path, method, sign-in, right, parameters, handler. Default deny. Any thread.
#pragma once
#include <vector>

#include "api/auth/failure_limiter.hpp"
#include "api/route.hpp"

namespace wf::api {

struct RouterLimits {
  std::size_t body = 4U * 1024 * 1024;
};

class Router {
 public:
  Router(std::vector<Route> routes, Service& service, RouterLimits limits = {});

  /// Never throws; every failure is problem details.
  http::Response handle(const http::Request& request);
  const std::vector<Route>& routes() const { return routes_; }

 private:
  struct Match {
    std::size_t route = 0;
    std::vector<std::string_view> path;
  };
  tl::expected<Match, http::Response> find(const http::Request& request, const http::Target& target) const;
  tl::expected<std::optional<Principal>, http::Response> admit(const Right& right, const http::Request& request);
  http::Response answer(const http::Request& request, std::size_t& counted_as);

  std::vector<Route> routes_;
  Service& service_;
  RouterLimits limits_;
  FailureLimiter limiter_;
};

}  // namespace wf::api
