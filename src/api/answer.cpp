// Statuses and headers that every answer shares.
#include "api/answer.hpp"

#include <charconv>

namespace wf::api {

tl::unexpected<codec::Problem> problem(std::string code, std::string text) {
  return tl::unexpected(codec::problem_of(Error{std::move(code), std::move(text)}));
}
tl::unexpected<codec::Problem> problem(const Error& error) { return tl::unexpected(codec::problem_of(error)); }
tl::unexpected<codec::Problem> problem(const engine::Rejection& rejection) { return tl::unexpected(codec::problem_of(rejection)); }

http::Response problem_response(const codec::Problem& problem, std::int64_t retry_after_s) {
  constexpr int too_many = 429, unavailable = 503;
  http::Response response;
  response.status = problem.status;
  response.content_type = "application/problem+json";
  response.body = codec::to_json(problem);
  if (problem.status == unavailable || problem.status == too_many) response.headers.add("Retry-After", std::to_string(retry_after_s));
  return response;
}

http::Response json_response(std::string body, int status) {
  http::Response response;
  response.status = status;
  response.body = std::move(body);
  response.headers.add("Cache-Control", "no-store");
  return response;
}

std::string etag(std::uint64_t version) { return '"' + std::to_string(version) + '"'; }

Result<store::Page> page_of(const Call& call) {
  constexpr std::size_t most = 500;
  store::Page page;
  page.after = std::string(call.parameter(after_parameter));
  if (!call.has_parameter(limit_parameter)) return page;
  const auto text = call.parameter(limit_parameter);
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), page.limit);
  if (error != std::errc() || end != text.data() + text.size() || page.limit < 1 || page.limit > most) {
    return fail("MALFORMED", "'limit' must be a whole number from 1 to " + std::to_string(most) + ".");
  }
  return page;
}

}  // namespace wf::api
