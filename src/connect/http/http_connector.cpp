// One request with cpp-httplib, pinned to the address that the guard allowed.
#include "connect/http/http_connector.hpp"

#include <httplib.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "base/text.hpp"
#include "codec/json_value.hpp"
#include "connect/http/address_guard.hpp"
#include "connect/http/url.hpp"

namespace wf::connect {

namespace {

using Clock = std::chrono::steady_clock;
using feel::Value;

constexpr std::array<std::string_view, 6> methods = {"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"};
constexpr std::size_t most_headers = 100;

JobAnswer failed(std::string code, std::string message, bool retry) {
  JobAnswer answer;
  answer.outcome = JobAnswer::Outcome::failed;
  answer.code = std::move(code);
  answer.message = std::move(message);
  answer.retry = retry;
  return answer;
}

bool is_header_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos;
  });
}

bool is_header_value(std::string_view value) {
  return std::none_of(value.begin(), value.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

/// The request that an input describes, or a sentence that says what is wrong with it.
Result<httplib::Request> request_of(const Value& input, const Url& url, const std::string& idempotency_key) {
  httplib::Request request;
  request.method = std::string(input.member("method").text());
  std::transform(request.method.begin(), request.method.end(), request.method.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  if (request.method.empty()) request.method = "GET";
  if (std::find(methods.begin(), methods.end(), request.method) == methods.end()) return fail("BAD-REQUEST", "'" + request.method + "' is not a method of HTTP that can be used.");
  request.path = url.target;
  if (const auto* query = input.member("query").as_context()) {
    for (const auto& entry : query->entries()) {
      if (entry.value.is_null()) continue;
      request.path += (request.path.find('?') == std::string::npos ? "?" : "&") + percent_encoded(entry.name) + "=" + percent_encoded(to_display_text(entry.value));
    }
  }
  if (const auto* headers = input.member("headers").as_context()) {
    if (headers->size() > most_headers) return fail("BAD-REQUEST", "The request has more than 100 headers.");
    for (const auto& entry : headers->entries()) {
      const std::string value = to_display_text(entry.value);
      if (!is_header_name(entry.name) || !is_header_value(value)) return fail("BAD-REQUEST", "'" + entry.name + "' is not a header that can be sent.");
      request.headers.emplace(entry.name, value);
    }
  }
  const auto has = [&](const char* name) { return request.headers.find(name) != request.headers.end(); };
  if (const auto& body = input.member("body"); !body.is_null()) {
    const auto* text = body.as_string();
    request.body = text ? *text : codec::to_json(body);
    if (!has("Content-Type")) request.headers.emplace("Content-Type", text ? "text/plain; charset=utf-8" : "application/json");
  }
  if (!has("Idempotency-Key")) request.headers.emplace("Idempotency-Key", idempotency_key);
  if (!has("Accept")) request.headers.emplace("Accept", "application/json, */*;q=0.5");
  return request;
}

/// Seconds, or nothing for a date: those are rare and clocks differ.
std::optional<std::int64_t> retry_after_ms(const httplib::Response& response) {
  const auto seconds = Decimal::parse(response.get_header_value("Retry-After"));
  const auto whole = seconds ? seconds->to_int64() : std::nullopt;
  constexpr std::int64_t longest_s = 86'400;
  if (!whole || *whole < 0 || *whole > longest_s) return std::nullopt;
  return *whole * 1000;
}

Value response_value(const httplib::Response& response, const std::string& body) {
  feel::Context headers;
  for (const auto& [name, value] : response.headers) {
    if (invalid_utf8(value)) continue;
    headers.set(lower_ascii(name), value);
  }
  Value content;
  const bool json = response.get_header_value("Content-Type").find("json") != std::string::npos;
  if (auto parsed = json ? codec::parse_json(body, {}) : Result<Value>(fail("", "")); parsed) content = std::move(*parsed);
  else if (!invalid_utf8(body) && body.find('\0') == std::string::npos) content = body.empty() ? Value() : Value(body);
  return feel::Context{{"status", response.status}, {"headers", std::move(headers)}, {"body", std::move(content)}};
}

JobAnswer answer_of(const httplib::Response& response, const std::string& body, const std::string& where) {
  const int status = response.status;
  if (status >= 200 && status < 300) {
    JobAnswer answer;
    answer.output = feel::Context{{"response", response_value(response, body)}};
    return answer;
  }
  const bool again = status == 408 || status == 425 || status == 429 || status >= 500;
  constexpr std::size_t shown = 300;
  std::string message = where + " answered with status " + std::to_string(status);
  if (status >= 300 && status < 400) message += "; redirects are not followed, use the final address";
  else if (!body.empty() && !invalid_utf8(body)) message += ": " + body.substr(0, shown);
  auto answer = failed("HTTP-" + std::to_string(status), message, again);
  answer.retry_after_ms = retry_after_ms(response);
  return answer;
}

class HttpConnector final : public Connector {
 public:
  explicit HttpConnector(HttpConnectorOptions options) : options_(std::move(options)), guard_(options_.allow) {}
  std::string_view type() const override { return "http"; }

  JobAnswer run(const JobRequest& job) override {
    try {
      return send(job);
    } catch (const std::exception& error) {  // the library's own
      return failed("CONNECTION-FAILED", std::string("The request could not be sent: ") + error.what(), true);
    }
  }

 private:
  JobAnswer send(const JobRequest& job) {
    const auto url = parse_url(job.input.member("url").text());
    if (!url) return failed("BAD-REQUEST", "'" + std::string(job.input.member("url").text()) + "' is not an address that can be called (http:// or https://).", false);
    auto request = request_of(job.input, *url, job.idempotency_key);
    if (!request) return failed(request.error().code, request.error().text, false);
    if (const auto name = job.input.member("secret").text(); !name.empty()) {
      const auto secret = options_.secret ? options_.secret(name) : std::nullopt;
      if (!secret || !is_header_value(*secret)) return failed("SECRET-MISSING", "There is no secret named '" + std::string(name) + "' on this server.", false);
      request->headers.emplace("Authorization", "Bearer " + *secret);
    }
    const auto address = guard_.resolve(url->host, url->port);
    if (!address) return failed(address.error().code, address.error().text, address.error().code != "EGRESS-DENIED");
    return exchange(*url, *address, std::move(*request), job.timeout_ms);
  }

  JobAnswer exchange(const Url& url, const std::string& address, httplib::Request request, std::int64_t timeout_ms) {
    const std::string host = url.host.find(':') == std::string::npos ? url.host : "[" + url.host + "]";
    const std::string where = url.scheme + "://" + host + ":" + std::to_string(url.port);
    httplib::Client client(where);
    client.set_hostname_addr_map({{url.host, address}});
    const auto limit = std::chrono::milliseconds(std::max<std::int64_t>(1, timeout_ms));
    const auto deadline = Clock::now() + limit;
    client.set_connection_timeout(limit);
    client.set_read_timeout(limit);
    client.set_write_timeout(limit);
    client.set_follow_location(false);
    client.set_keep_alive(false);
    std::string body;
    bool too_large = false, late = false;
    // The read timeout counts from byte to byte; the deadline bounds the whole reply.
    request.content_receiver = [&](const char* data, std::size_t length, std::uint64_t, std::uint64_t) {
      late = Clock::now() > deadline;
      too_large = body.size() + length > options_.response_bytes;
      if (late || too_large) return false;
      body.append(data, length);
      return true;
    };
    const auto result = client.send(request);
    if (too_large) return failed("TOO-LARGE", where + " sent more than " + std::to_string(options_.response_bytes) + " bytes.", false);
    if (late || Clock::now() > deadline) return failed("TIMEOUT", where + " did not answer within " + std::to_string(timeout_ms) + " ms.", true);
    if (!result) return failed("CONNECTION-FAILED", where + " cannot be reached (" + httplib::to_string(result.error()) + ").", true);
    return answer_of(*result, body, where);
  }

  HttpConnectorOptions options_;
  AddressGuard guard_;
};

}  // namespace

std::unique_ptr<Connector> make_http_connector(HttpConnectorOptions options) { return std::make_unique<HttpConnector>(std::move(options)); }

}  // namespace wf::connect
