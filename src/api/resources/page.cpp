// The status page: its files as they were compiled in. They say nothing about cases and people (the page asks the API
// for those with a token), so that anyone may have them. Not for what the page shows (web/status).
#include <array>
#include <map>

#include "api/answer.hpp"
#include "api/resources/resources.hpp"
#include "base/assert.hpp"
#include "base/hash.hpp"

namespace wf::embedded {
extern const std::map<std::string_view, std::string_view> status_page;
}

namespace wf::api {

namespace {

struct PageFile {
  std::string_view pattern, name, content_type, summary;
};
constexpr std::string_view script = "text/javascript; charset=utf-8";
constexpr std::array<PageFile, 5> files{{
    {"/", "index.html", "text/html; charset=utf-8", "The status page"},
    {"/status.css", "status.css", "text/css; charset=utf-8", "Its style"},
    {"/status.js", "status.js", script, "Its script"},
    {"/status_parts.js", "status_parts.js", script, "Parts of its script that make elements"},
    {"/status_views.js", "status_views.js", script, "Parts of its script that show lists and cases"},
}};

/// Nothing from elsewhere, nothing inline, no frame around it, and no text ever becomes markup.
constexpr std::string_view content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

struct Kept {
  std::string_view content, content_type;
  std::string etag;
};

/// By pattern. Read only after its construction.
const std::map<std::string_view, Kept>& kept_files() {
  static const auto kept = [] {
    std::map<std::string_view, Kept> all;
    for (const auto& file : files) {
      const auto found = embedded::status_page.find(file.name);
      WF_ASSERT(found != embedded::status_page.end());
      all.emplace(file.pattern, Kept{found->second, file.content_type, '"' + sha256_hex(found->second) + '"'});
    }
    return all;
  }();
  return kept;
}

/// RFC 9110 §13.1.2. Our tags are quoted digests, so that none is a part of another.
bool has_it_already(const http::Request& request, const std::string& etag) {
  const auto* tags = request.headers.find("If-None-Match");
  return tags && (*tags == "*" || tags->find(etag) != std::string::npos);
}

Answer get_file(Call& call) {
  constexpr int not_modified = 304;
  const auto& file = kept_files().at(call.route);
  http::Response response;
  response.content_type = file.content_type;
  response.headers.add("ETag", file.etag);
  response.headers.add("Cache-Control", "no-cache");
  response.headers.add("Content-Security-Policy", std::string(content_security_policy));
  response.headers.add("Referrer-Policy", "no-referrer");
  response.headers.add("Cross-Origin-Opener-Policy", "same-origin");
  response.headers.add("Cross-Origin-Resource-Policy", "same-origin");
  if (has_it_already(call.request, file.etag)) response.status = not_modified;
  else response.body = file.content;
  return response;
}

}  // namespace

void add_page_routes(std::vector<Route>& routes) {
  for (const auto& file : files) routes.emplace_back(http::Method::get, file.pattern, Right::anyone(), get_file, Description{file.summary, "", ""});
}

}  // namespace wf::api
