// Making answers: JSON bodies, problem details, pages. Not for what the members mean (views/).
#pragma once
#include <string>
#include <string_view>

#include "api/route.hpp"
#include "codec/json_writer.hpp"

namespace wf::api {

tl::unexpected<codec::Problem> problem(std::string code, std::string text);
tl::unexpected<codec::Problem> problem(const Error& error);
tl::unexpected<codec::Problem> problem(const engine::Rejection& rejection);
/// With Retry-After where waiting helps: BUSY and everything with status 503.
http::Response problem_response(const codec::Problem& problem, std::int64_t retry_after_s = 1);

http::Response json_response(std::string body, int status = 200);
/// ETag of a version: a quoted number.
std::string etag(std::uint64_t version);

/// limit (1 … 500, default 50) and after. Error MALFORMED.
Result<store::Page> page_of(const Call& call);

/// {"items":[…],"next":…}; `write(writer, row)` writes one row.
template <class Row, class Write>
http::Response page_response(const store::Rows<Row>& rows, Write write) {
  std::string body;
  codec::JsonWriter writer(body);
  writer.begin_object().key("items").begin_array();
  for (const auto& row : rows.rows) write(writer, row);
  writer.end_array().key("next");
  if (rows.next.empty()) writer.null();
  else writer.string(rows.next);
  writer.end_object();
  return json_response(std::move(body));
}

}  // namespace wf::api
