// The http connector against a real server on loopback.
#include <catch2/catch.hpp>
#include <httplib.h>

#include <thread>

#include "connect/http/http_connector.hpp"

using namespace wf;
using connect::JobAnswer;

namespace {

class TestServer {
 public:
  TestServer() {
    server_.Post("/echo", [](const httplib::Request& r, httplib::Response& out) {
      out.set_content("{\"got\":" + r.body + ",\"key\":\"" + r.get_header_value("Idempotency-Key") + "\",\"auth\":\"" + r.get_header_value("Authorization") + "\",\"q\":\"" +
                          (r.has_param("q") ? r.get_param_value("q") : "") + "\"}",
                      "application/json");
    });
    server_.Get("/busy", [](const httplib::Request&, httplib::Response& out) { out.status = 503, out.set_header("Retry-After", "7"); });
    server_.Get("/missing", [](const httplib::Request&, httplib::Response& out) { out.status = 404, out.set_content("no such thing", "text/plain"); });
    server_.Get("/elsewhere", [](const httplib::Request&, httplib::Response& out) { out.set_redirect("/echo"); });
    server_.Get("/large", [](const httplib::Request&, httplib::Response& out) { out.set_content(std::string(100'000, 'x'), "text/plain"); });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread([this] { server_.listen_after_bind(); });
    while (!server_.is_running()) std::this_thread::yield();
  }
  ~TestServer() {
    server_.stop();
    thread_.join();
  }
  std::string url(const std::string& path) const { return "http://127.0.0.1:" + std::to_string(port_) + path; }

 private:
  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

JobAnswer ask(feel::Context input, connect::HttpConnectorOptions options = {{"127.0.0.1"}, {}, 4 << 20}) {
  connect::JobRequest request;
  request.type = "http";
  request.input = std::move(input);
  request.timeout_ms = 5'000;
  request.idempotency_key = "case-1-job-7";
  return connect::make_http_connector(std::move(options))->run(request);
}

}  // namespace

TEST_CASE("a call sends its body as JSON and returns the reply as data") {
  TestServer server;
  connect::HttpConnectorOptions options{{"127.0.0.1"}, [](std::string_view name) { return name == "agency" ? std::optional<std::string>("s3cret") : std::nullopt; }, 4 << 20};
  const auto answer = ask({{"method", "post"}, {"url", server.url("/echo")}, {"body", feel::Context{{"days", 3}}}, {"query", feel::Context{{"q", "a&b"}}}, {"secret", "agency"}}, options);
  REQUIRE(answer.outcome == JobAnswer::Outcome::completed);
  const auto& response = answer.output.member("response");
  CHECK(response.member("status") == feel::Value(200));
  CHECK(response.member("body").member("got").member("days") == feel::Value(3));
  CHECK(response.member("body").member("key") == feel::Value("case-1-job-7"));
  CHECK(response.member("body").member("auth") == feel::Value("Bearer s3cret"));
  CHECK(response.member("body").member("q") == feel::Value("a&b"));
}

TEST_CASE("statuses decide whether another attempt makes sense") {
  TestServer server;
  const auto busy = ask({{"url", server.url("/busy")}});
  CHECK(busy.code == "HTTP-503");
  CHECK(busy.retry);
  CHECK(busy.retry_after_ms == 7'000);
  const auto missing = ask({{"url", server.url("/missing")}});
  CHECK(missing.code == "HTTP-404");
  CHECK_FALSE(missing.retry);
  CHECK(missing.message.find("no such thing") != std::string::npos);
  const auto elsewhere = ask({{"url", server.url("/elsewhere")}});
  CHECK(elsewhere.code == "HTTP-302");
  CHECK_FALSE(elsewhere.retry);
}

TEST_CASE("what must not be sent is refused before anything leaves the machine") {
  CHECK(ask({{"url", "http://127.0.0.1:1/"}}, {}).code == "EGRESS-DENIED");
  CHECK(ask({{"url", "file:///etc/passwd"}}).code == "BAD-REQUEST");
  CHECK(ask({{"url", "http://127.0.0.1:1/"}, {"method", "TRACE"}}).code == "BAD-REQUEST");
  CHECK(ask({{"url", "http://127.0.0.1:1/"}, {"headers", feel::Context{{"X", "a\r\nHost: b"}}}}).code == "BAD-REQUEST");
  CHECK(ask({{"url", "http://127.0.0.1:1/"}, {"secret", "unknown"}}).code == "SECRET-MISSING");
}

TEST_CASE("a reply above the limit and a closed port are failures, not crashes") {
  TestServer server;
  const auto large = ask({{"url", server.url("/large")}}, {{"127.0.0.1"}, {}, 1'000});
  CHECK(large.code == "TOO-LARGE");
  CHECK_FALSE(large.retry);
  const auto closed = ask({{"url", "http://127.0.0.1:1/"}});
  CHECK(closed.code == "CONNECTION-FAILED");
  CHECK(closed.retry);
}
