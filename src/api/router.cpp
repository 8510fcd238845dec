// The steps of a request in their order; each may end it. Whether a person may know that something exists is the
// resources' affair; here only routes are judged.
#include "api/router.hpp"

#include <algorithm>
#include <exception>

#include "api/answer.hpp"
#include "base/assert.hpp"
#include "base/text.hpp"

namespace wf::api {

namespace {

http::Response refused(std::string code, std::string text) { return problem_response(codec::problem_of(Error{std::move(code), std::move(text)})); }

/// HEAD is answered by the handler of GET; the server leaves the body out.
bool fits_method(const Route& route, std::string_view method) {
  return http::method_name(route.method()) == method || (method == "HEAD" && route.method() == http::Method::get);
}

http::Response method_not_allowed(const std::vector<const Route*>& at_path) {
  std::string allowed;
  for (const auto* route : at_path) {
    if (!allowed.empty()) allowed += ", ";
    allowed += http::method_name(route->method());
    if (route->method() == http::Method::get) allowed += ", HEAD";
  }
  auto response = refused("METHOD-NOT-ALLOWED", "This address answers " + allowed + " only.");
  response.headers.add("Allow", allowed);
  return response;
}

/// The parameter that the route does not know.
const std::string* unknown_parameter(const Route& route, const http::Target& target) {
  const auto& known = route.description().parameters;
  for (const auto& [name, value] : target.query) {
    if (std::find(known.begin(), known.end(), name) == known.end()) return &name;
  }
  return nullptr;
}

bool is_json(const http::Request& request) {
  const auto* type = request.headers.find("Content-Type");
  if (!type) return false;
  const auto media = lower_ascii(trimmed(std::string_view(*type).substr(0, type->find(';'))));
  return media == "application/json";
}

}  // namespace

Router::Router(std::vector<Route> routes, Service& service, RouterLimits limits)
    : routes_(std::move(routes)), service_(service), limits_(limits) {
  WF_ASSERT(routes_.size() < Traffic::route_limit);
}

tl::expected<Router::Match, http::Response> Router::find(const http::Request& request, const http::Target& target) const {
  std::vector<const Route*> at_path;
  for (std::size_t i = 0; i < routes_.size(); ++i) {
    auto path = routes_[i].match(target.segments);
    if (!path) continue;
    if (fits_method(routes_[i], request.method)) return Match{i, std::move(*path)};
    at_path.push_back(&routes_[i]);
  }
  if (!at_path.empty()) return tl::unexpected(method_not_allowed(at_path));
  return tl::unexpected(refused("NOT-FOUND", "There is nothing at this address."));
}

tl::expected<std::optional<Principal>, http::Response> Router::admit(const Right& right, const http::Request& request) {
  if (right.form() == Right::Form::anyone) return std::nullopt;
  if (right.form() == Right::Form::local_or_signed_in && request.remote_is_local && !request.headers.find("Authorization")) return std::nullopt;
  const Instant now = service_.clock->now();
  if (const auto wait = limiter_.wait_seconds(request.remote, now); wait > 0) {
    const Error busy{"BUSY", "Too many refused sign-ins from this address. Wait before you try again."};
    return tl::unexpected(problem_response(codec::problem_of(busy), wait));
  }
  auto who = authenticate(*service_.runtime->directory(), request.headers.find("Authorization"), now);
  if (!who) {
    limiter_.failed(request.remote, now);
    auto response = problem_response(codec::problem_of(who.error()));
    response.headers.add("WWW-Authenticate", "Bearer");
    return tl::unexpected(std::move(response));
  }
  if (right.form() == Right::Form::signed_in || right.form() == Right::Form::local_or_signed_in) return std::move(*who);
  if (right.form() == Right::Form::roles && who->roles.meets(right.role_set())) return std::move(*who);
  return tl::unexpected(refused("FORBIDDEN", "This needs one of the roles " + right.to_text() + "."));
}

http::Response Router::answer(const http::Request& request, std::size_t& counted_as) {
  const auto target = http::read_target(request.target);
  if (!target) return problem_response(codec::problem_of(target.error()));
  auto match = find(request, *target);
  if (!match) return std::move(match.error());
  counted_as = match->route;
  const Route& route = routes_[match->route];
  auto who = admit(route.right(), request);
  if (!who) return std::move(who.error());
  if (const auto* name = unknown_parameter(route, *target)) return refused("MALFORMED", "There is no parameter '" + *name + "' here.");
  if (request.body.size() > limits_.body) return refused("TOO-LARGE", "The body is larger than " + std::to_string(limits_.body) + " bytes.");
  if (!request.body.empty() && !is_json(request)) return refused("UNSUPPORTED-MEDIA-TYPE", "Send the body as 'Content-Type: application/json'.");
  if (!request.body.empty() && route.description().request.empty()) return refused("MALFORMED", "This request takes no body.");
  Call call{service_, request, *target, std::move(match->path), *who ? &**who : nullptr, route.pattern()};
  auto answer = route.handler()(call);
  return answer ? std::move(*answer) : problem_response(answer.error());
}

http::Response Router::handle(const http::Request& request) {
  std::size_t route = Traffic::route_limit - 1;
  http::Response response;
  try {
    response = answer(request, route);
  } catch (const std::exception&) {  // out of memory, or a fault of a library: nothing of it may leave
    response = refused("INTERNAL", "The server met an unexpected fault.");
  }
  const auto status_class = static_cast<std::size_t>(std::clamp(response.status / 100, 1, 5));
  service_.traffic.requests[route][status_class].fetch_add(1, std::memory_order_relaxed);
  return response;
}

}  // namespace wf::api
