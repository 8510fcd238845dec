// Route: one address with its right, its handler and its description. The one table of them drives dispatch,
// authorisation, schemas/openapi.yaml and the test matrix. Not for the resources' own work.
#pragma once
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "api/auth/principal.hpp"
#include "api/auth/rights.hpp"
#include "api/http/message.hpp"
#include "api/http/target.hpp"
#include "api/service.hpp"
#include "codec/problem.hpp"

namespace wf::api {

using Answer = tl::expected<http::Response, codec::Problem>;

/// One request on its way through a handler. Views live as long as the request.
struct Call {
  Service& service;
  const http::Request& request;
  const http::Target& target;
  std::vector<std::string_view> path;  ///< values of the pattern's {names}, in order
  const Principal* who = nullptr;      ///< null only on routes for anyone
  std::string_view route;              ///< the pattern

  Instant now() const { return service.clock->now(); }
  /// Value of a query parameter; empty where it is missing.
  std::string_view parameter(std::string_view name) const;
  bool has_parameter(std::string_view name) const;
};
using Handler = Answer (*)(Call&);

/// Schema names point into components/schemas of openapi.yaml; an empty one means no JSON body.
struct Description {
  std::string_view summary;
  std::string_view request;
  std::string_view response;
  int success = 200;
  std::vector<std::string_view> parameters = {};  ///< query parameters; any other is refused
};

class Route {
 public:
  /// A route without a right cannot be written.
  Route(http::Method method, std::string_view pattern, Right right, Handler answer, Description description);

  http::Method method() const { return method_; }
  std::string_view pattern() const { return pattern_; }
  const Right& right() const { return right_; }
  Handler handler() const { return handler_; }
  const Description& description() const { return description_; }
  /// Names of the pattern's {parameters}.
  std::vector<std::string_view> path_parameters() const;
  /// Values of the parameters where the pattern fits.
  std::optional<std::vector<std::string_view>> match(const std::vector<std::string>& segments) const;

 private:
  http::Method method_;
  std::string_view pattern_;
  Right right_;
  Handler handler_;
  Description description_;
  std::vector<std::string_view> parts_;  // a parameter begins with '{'
};

/// Parameters of every list.
inline constexpr std::string_view limit_parameter = "limit", after_parameter = "after";

}  // namespace wf::api
