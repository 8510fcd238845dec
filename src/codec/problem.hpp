// Problem details (RFC 9457): what the API says when it cannot or will not, from an Error or a Rejection.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "engine/advance.hpp"

namespace wf::codec {

/// {type, title, status, code, detail, fields[{pointer, message}]}; `code` is ours and stable, `type` is a URN of it.
struct Problem {
  int status = 500;
  std::string code;
  std::string title;   ///< the same for every problem of one code
  std::string detail;  ///< this case, a full sentence
  std::vector<engine::Rejection::Field> fields;
};

/// HTTP status of a code: NOT-FOUND 404, FORBIDDEN 403, CONFLICT and SAME-KEY 409, STALE 412, INVALID… 422, BUSY 429,
/// UNAVAILABLE 503, WF-JSON-005 413, other WF-JSON-… 400; unknown ones 500.
int status_of(std::string_view code);
std::string_view title_of(std::string_view code);

Problem problem_of(const Error& error);
Problem problem_of(const engine::Rejection& rejection);
std::string to_json(const Problem& problem);

}  // namespace wf::codec
