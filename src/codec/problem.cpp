// The table of codes, statuses and titles.
#include "codec/problem.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/json_writer.hpp"

namespace wf::codec {

namespace {

struct Known {
  std::string_view code;  ///< ending in '*': all codes that begin so
  int status;
  std::string_view title;
};

// The first that fits counts.
constexpr std::array<Known, 20> known_codes{{
    {"NOT-FOUND", 404, "Not found"},
    {"FORBIDDEN", 403, "Not allowed"},
    {"UNAUTHENTICATED", 401, "Sign-in needed"},
    {"CONFLICT", 409, "Not possible in the present state"},
    {"SAME-KEY", 409, "The idempotency key was used for another request"},
    {"STALE", 412, "Changed in the meantime"},
    {"MATCH-REQUIRED", 428, "A condition is required"},
    {"INVALID*", 422, "The data are not valid"},
    {"MALFORMED", 400, "The request is malformed"},
    {"METHOD-NOT-ALLOWED", 405, "The method is not allowed here"},
    {"UNSUPPORTED-MEDIA-TYPE", 415, "The media type is not supported"},
    {"TOO-LARGE", 413, "The request is too large"},
    {"BUSY", 429, "Too much at once"},
    {"UNAVAILABLE", 503, "Not available now"},
    {"WF-STORE-001", 409, "Changed in the meantime"},
    {"WF-STORE-003", 503, "The server's disk is full"},
    {"WF-STORE-*", 503, "The store failed"},
    {"WF-JSON-005", 413, "The request is too large"},
    {"WF-JSON-*", 400, "The body is not valid JSON"},
    {"*", 500, "Something went wrong in the server"},
}};

const Known& find_known(std::string_view code) {
  const auto fits = [&](const Known& known) {
    if (!known.code.ends_with('*')) return known.code == code;
    return code.starts_with(known.code.substr(0, known.code.size() - 1));
  };
  return *std::find_if(known_codes.begin(), known_codes.end(), fits);
}

}  // namespace

int status_of(std::string_view code) { return find_known(code).status; }
std::string_view title_of(std::string_view code) { return find_known(code).title; }

Problem problem_of(const Error& error) {
  const auto& known = find_known(error.code);
  return {known.status, error.code, std::string(known.title), error.text, {}};
}

Problem problem_of(const engine::Rejection& rejection) {
  const auto& known = find_known(rejection.code);
  return {known.status, rejection.code, std::string(known.title), rejection.text, rejection.fields};
}

std::string to_json(const Problem& problem) {
  std::string out;
  JsonWriter writer(out);
  writer.begin_object();
  writer.field("type", std::string_view("urn:wf:problem:" + lower_ascii(problem.code)));
  writer.field("title", std::string_view(problem.title));
  writer.field("status", problem.status);
  writer.field("code", std::string_view(problem.code));
  writer.field("detail", std::string_view(problem.detail));
  if (!problem.fields.empty()) {
    writer.key("fields").begin_array();
    for (const auto& field : problem.fields) {
      writer.begin_object().field("pointer", std::string_view(field.pointer)).field("message", std::string_view(field.message)).end_object();
    }
    writer.end_array();
  }
  writer.end_object();
  return out;
}

}  // namespace wf::codec
