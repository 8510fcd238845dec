// The client by cpp-httplib.
#include "client/api_client.hpp"

#include <httplib.h>
#include <sodium.h>

#include "codec/json_value.hpp"

namespace wf::client {

struct ApiClient::Connection {
  Target target;
  httplib::Client http;
  explicit Connection(Target t) : target(std::move(t)), http(target.server) {
    http.set_keep_alive(true);
    http.set_tcp_nodelay(true);
    http.set_connection_timeout(std::chrono::milliseconds(std::min<std::int64_t>(target.timeout_ms, 10'000)));
    http.set_read_timeout(std::chrono::milliseconds(target.timeout_ms));
    http.set_write_timeout(std::chrono::milliseconds(target.timeout_ms));
    httplib::Headers headers{{"Accept", "application/json"}};
    if (!target.token.empty()) headers.emplace("Authorization", "Bearer " + target.token);
    http.set_default_headers(headers);
  }
};

namespace {

std::string fresh_key() {
  unsigned char bytes[16];
  randombytes_buf(bytes, sizeof bytes);
  std::string out(sizeof bytes * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes, sizeof bytes);
  out.pop_back();
  return out;
}

Error unreachable(const Target& target, httplib::Error error) {
  return {"WF-NET-001", "The server at " + target.server + " cannot be reached (" + httplib::to_string(error) +
                            "). Is wfd running there? Set another address with --server or WFCTL_SERVER."};
}

/// RFC 9457: the code and detail, and one line per faulty field.
Error problem_of(const ApiReply& reply) {
  const auto& problem = reply.body;
  std::string code(problem.member("code").text());
  std::string text(problem.member("detail").text());
  if (text.empty()) text = std::string(problem.member("title").text());
  if (text.empty()) text = "The server answered with status " + std::to_string(reply.status) + ".";
  if (const auto* fields = problem.member("fields").as_list()) {
    for (const auto& field : *fields) {
      const auto pointer = field.member("pointer").text();
      text += "\n  " + std::string(pointer.empty() ? "(all)" : pointer) + ": " + std::string(field.member("message").text());
    }
  }
  return {code.empty() ? "HTTP-" + std::to_string(reply.status) : code, text};
}

Result<ApiReply> judged(const Target& target, const httplib::Result& result) {
  if (!result) return tl::unexpected(unreachable(target, result.error()));
  ApiReply reply;
  reply.status = result->status;
  reply.text = result->body;
  reply.etag = result->get_header_value("ETag");
  const bool json = result->get_header_value("Content-Type").find("json") != std::string::npos;
  if (json && !reply.text.empty()) {
    auto body = codec::parse_json(reply.text);
    if (!body) return fail("WF-NET-002", "The server at " + target.server + " sent JSON that cannot be read: " + body.error().text);
    reply.body = std::move(*body);
  }
  if (reply.status >= 200 && reply.status < 300) return reply;
  return tl::unexpected(problem_of(reply));
}

constexpr const char* json_type = "application/json";

}  // namespace

ApiClient::ApiClient(Target target) : connection_(std::make_unique<Connection>(std::move(target))) {}
ApiClient::~ApiClient() = default;
const Target& ApiClient::target() const { return connection_->target; }

std::string url_encoded(std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += hex[byte >> 4];
      out += hex[byte & 15];
    }
  }
  return out;
}

Result<ApiReply> ApiClient::get(const std::string& path, const Query& query) {
  std::string full = path;
  for (const auto& [name, value] : query) full += (full.find('?') == std::string::npos ? "?" : "&") + name + "=" + url_encoded(value);
  return judged(connection_->target, connection_->http.Get(full));
}

Result<ApiReply> ApiClient::post(const std::string& path, const feel::Value& body) {
  const httplib::Headers headers{{"Idempotency-Key", fresh_key()}};
  const std::string text = codec::to_json(body);
  auto result = connection_->http.Post(path, headers, text, json_type);
  // The key makes the repetition harmless: at most one of the two is carried out.
  if (!result && result.error() == httplib::Error::Read) result = connection_->http.Post(path, headers, text, json_type);
  return judged(connection_->target, result);
}

Result<ApiReply> ApiClient::put(const std::string& path, const feel::Value& body, const std::map<std::string, std::string>& extra) {
  const httplib::Headers headers(extra.begin(), extra.end());
  return judged(connection_->target, connection_->http.Put(path, headers, codec::to_json(body), json_type));
}

Result<ApiReply> ApiClient::remove(const std::string& path) { return judged(connection_->target, connection_->http.Delete(path)); }

Result<feel::List> ApiClient::list(const std::string& path, Query query, std::size_t most) {
  constexpr std::size_t page = 200;
  feel::List all;
  std::string after;
  do {
    Query q = query;
    q.emplace_back("limit", std::to_string(std::min(page, most - all.size())));
    if (!after.empty()) q.emplace_back("after", after);
    auto reply = get(path, q);
    if (!reply) return tl::unexpected(reply.error());
    if (const auto* items = reply->body.member("items").as_list()) all.insert(all.end(), items->begin(), items->end());
    after = std::string(reply->body.member("next").text());
  } while (!after.empty() && all.size() < most);
  return all;
}

}  // namespace wf::client
