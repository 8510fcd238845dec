// cpp-httplib behind the neutral interface. The library parses requests and frames answers; bounds on bytes, time and
// threads are ours (wire, elastic_pool), and it sees only the headers that frame a message: no compression, ranges,
// forms or expectations of its own take part.
#include "api/server/http_server.hpp"

#include <httplib.h>
#include <sys/socket.h>

#include <algorithm>

#include "api/answer.hpp"
#include "api/server/wake.hpp"

namespace wf::api {

namespace {

constexpr int bad_request = 400, too_large = 413, uri_too_long = 414, unsupported_media = 415, no_content = 204;

/// The stream that the library reads and writes.
class WireStream final : public httplib::Stream {
 public:
  explicit WireStream(Wire& wire) : wire_(wire) {}
  bool is_readable() const override { return true; }
  bool is_writable() const override { return true; }
  ssize_t read(char* to, std::size_t size) override { return wire_.read(to, size); }
  ssize_t write(const char* from, std::size_t size) override { return wire_.write(from, size); }
  void get_remote_ip_and_port(std::string& ip, int& port) const override {
    ip = wire_.peer();
    port = 0;
  }
  void get_local_ip_and_port(std::string&, int&) const override {}
  socket_t socket() const override { return wire_.socket(); }

 private:
  Wire& wire_;
};

class SinkWriter final : public http::StreamWriter {
 public:
  explicit SinkWriter(httplib::DataSink& sink) : sink_(sink) {}
  bool write(std::string_view piece) override { return sink_.write(piece.data(), piece.size()); }

 private:
  httplib::DataSink& sink_;
};

/// What one connection knows about its present request.
struct Exchange {
  Wire& wire;
  http::Request request;
  bool answered = false;    ///< what goes out is in our words
  bool must_close = false;
};

/// The library calls its handlers without saying on which connection; each connection has one thread.
thread_local Exchange* current = nullptr;
thread_local bool overloaded = false;

http::Response problem_of(std::string code, std::string text) {
  return problem_response(codec::problem_of(Error{std::move(code), std::move(text)}));
}

bool is_whole_number(const std::string& text) {
  return !text.empty() && text.size() < 16 && std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Nothing where the framing is sound (RFC 9112 §6.3) and the body may come.
std::optional<http::Response> objection(const http::Headers& headers, std::size_t most_body) {
  const auto lengths = headers.count("Content-Length");
  const auto codings = headers.count("Transfer-Encoding");
  if (lengths + codings > 1) return problem_of("MALFORMED", "The length of the body is given more than once.");
  if (const auto* coding = headers.find("Transfer-Encoding"); coding && *coding != "chunked") {
    return problem_of("MALFORMED", "The only Transfer-Encoding taken here is 'chunked'.");
  }
  if (const auto* length = headers.find("Content-Length")) {
    if (!is_whole_number(*length)) return problem_of("MALFORMED", "Content-Length is not a number.");
    if (std::stoull(*length) > most_body) return problem_of("TOO-LARGE", "The body is larger than " + std::to_string(most_body) + " bytes.");
  }
  if (const auto* coding = headers.find("Content-Encoding"); coding && *coding != "identity") {
    return problem_of("UNSUPPORTED-MEDIA-TYPE", "Send the body as it is, without Content-Encoding.");
  }
  return std::nullopt;
}

/// The library's own refusals, said in the words of the API.
http::Response problem_of_status(int status, bool overrun) {
  if (overrun || status == too_large) return problem_of("TOO-LARGE", "The request is larger than this server takes.");
  if (status == uri_too_long) return problem_of("MALFORMED", "The address is too long.");
  if (status == unsupported_media) return problem_of("UNSUPPORTED-MEDIA-TYPE", "The body has a form that is not taken here.");
  return problem_of("MALFORMED", "This is not a request of HTTP/1.1 that can be understood.");
}

void send(http::Response from, httplib::Response& to) {
  to.status = from.status;
  for (const auto& [name, value] : from.headers.entries()) to.headers.emplace(name, value);
  to.headers.emplace("X-Content-Type-Options", "nosniff");
  if (!from.stream) {
    if (!from.body.empty()) to.headers.emplace("Content-Type", from.content_type);
    to.body = std::move(from.body);
    return;
  }
  current->wire.flush_each_write();
  to.set_chunked_content_provider(from.content_type, [stream = std::move(from.stream)](std::size_t, httplib::DataSink& sink) {
    SinkWriter writer(sink);
    stream(writer);
    sink.done();
    return true;
  });
}

}  // namespace

class HttpServer::Body final : public httplib::Server {
 public:
  Body(AnswerRequest answer, const ServerLimits& limits) : answer_(std::move(answer)), limits_(limits) {
    new_task_queue = [this] { return new Tasks(*this); };
    set_payload_max_length(limits_.wire.body);
    set_tcp_nodelay(true);
    set_socket_options([](socket_t socket) {  // the library's own would let two servers share one port
      const int on = 1;
      ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    });
    set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) { return before_body(request, response); });
    const auto with_body = [this](const httplib::Request& request, httplib::Response& response) {
      current->request.body = request.body;
      reply(response);
    };
    Post("/", with_body).Put("/", with_body).Patch("/", with_body).Delete("/", with_body);
    set_error_handler(HandlerWithResponse([](const httplib::Request&, httplib::Response& response) { return own_refusal(response); }));
    set_exception_handler([](const httplib::Request&, httplib::Response& response, std::exception_ptr) {
      send(problem_of("INTERNAL", "The server met an unexpected fault."), response);
    });
    set_post_routing_handler([](const httplib::Request&, httplib::Response& response) {
      if (response.status == no_content) response.headers.erase("Content-Length");
      for (const char* name : {"Keep-Alive", "Accept-Ranges"}) response.headers.erase(name);  // the library's, not ours
    });
  }

  Result<int> bind(const std::string& host, int port) {
    constexpr int backlog = 1024;  // the library's five is full at the first burst
    bound_ = port == 0 ? bind_to_any_port(host) : (bind_to_port(host, port) ? port : -1);
    if (bound_ < 0 || ::listen(svr_sock_, backlog) != 0) {
      return fail("WF-NET-001", "Cannot listen at " + host + ":" + std::to_string(port) + ". Is another program using the address?");
    }
    return bound_;
  }

  void end() {
    stopping_ = true;
    wake_.raise();
    stop();
  }

 private:
  /// Hands connections to the elastic pool.
  class Tasks final : public httplib::TaskQueue {
   public:
    explicit Tasks(Body& server) : pool_(server.limits_.pool, [&server](bool pressed) { server.press(pressed); }) {}
    void enqueue(std::function<void()> task) override {
      if (pool_.run(task)) return;
      overloaded = true;  // on the accepting thread: say so at once and close
      task();
      overloaded = false;
    }
    void shutdown() override { pool_.close(); }

   private:
    ElasticPool pool_;
  };

  void press(bool pressed) {
    if (pressed) wake_.raise();
    else if (!stopping_) wake_.lower();
  }

  bool process_and_close_socket(socket_t socket) override {
    Wire wire(socket, wake_.file(), limits_.wire);
    if (overloaded) return turn_away(wire);
    WireStream stream(wire);
    while (wire.wait_for_request()) {
      Exchange exchange{wire, {}};
      current = &exchange;
      bool closed = false;
      const bool last = stopping_;
      const bool done = process_request(stream, last, closed, [&](httplib::Request& request) { take_over(request, exchange); });
      current = nullptr;
      const bool end = !done || last || closed || exchange.must_close || wire.overrun() || !exchange.answered;
      if (end) {
        wire.close_gently();
        return done;
      }
      if (!wire.flush()) return false;
    }
    return true;
  }

  static bool turn_away(Wire& wire) {
    const auto response = problem_of("UNAVAILABLE", "Too many connections. Try again in a moment.");
    const std::string text = "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 1\r\nContent-Type: application/problem+json\r\nContent-Length: " +
                             std::to_string(response.body.size()) + "\r\n\r\n" + response.body;
    wire.write(text.data(), text.size());
    wire.flush();
    return false;
  }

  /// Keeps the request as it came, and leaves the library what it needs to read the body.
  void take_over(httplib::Request& request, Exchange& exchange) {
    auto& kept = exchange.request;
    kept.method = request.method;
    kept.target = std::move(request.target);
    kept.remote = exchange.wire.peer();
    for (const auto& [name, value] : request.headers) kept.headers.add(name, value);
    const bool forwarded = kept.headers.find("Forwarded") || kept.headers.find("X-Forwarded-For");
    kept.remote_is_local = exchange.wire.peer_is_local() && !forwarded;
    httplib::Headers framing;
    for (const char* name : {"Content-Length", "Transfer-Encoding", "Connection"}) {
      if (const auto* value = kept.headers.find(name)) framing.emplace(name, *value);
    }
    request.headers = std::move(framing);
    request.params.clear();
    request.ranges.clear();
    request.path = "/";
    exchange.wire.expect_body();
  }

  httplib::Server::HandlerResponse before_body(const httplib::Request& request, httplib::Response& response) {
    using Outcome = httplib::Server::HandlerResponse;
    const auto& headers = current->request.headers;
    if (auto refusal = objection(headers, limits_.wire.body)) {
      current->must_close = current->answered = true;
      send(std::move(*refusal), response);
      return Outcome::Handled;
    }
    const auto* length = headers.find("Content-Length");
    const bool has_body = headers.find("Transfer-Encoding") || (length && std::stoull(*length) > 0);
    const bool takes_body = request.method == "POST" || request.method == "PUT" || request.method == "PATCH" || (request.method == "DELETE" && length);
    if (has_body && takes_body) return Outcome::Unhandled;
    current->must_close = has_body;  // its body stays unread
    reply(response);
    return Outcome::Handled;
  }

  void reply(httplib::Response& response) {
    current->answered = true;
    send(answer_(current->request), response);
  }

  static httplib::Server::HandlerResponse own_refusal(httplib::Response& response) {
    if (!current || current->answered) return httplib::Server::HandlerResponse::Unhandled;
    current->must_close = current->answered = true;
    const bool overrun = current->wire.overrun();
    response.headers.clear();
    send(problem_of_status(response.status, overrun), response);
    return httplib::Server::HandlerResponse::Handled;
  }

  AnswerRequest answer_;
  const ServerLimits limits_;
  Wake wake_;
  std::atomic<bool> stopping_{false};
  int bound_ = -1;
};

HttpServer::HttpServer(AnswerRequest answer, ServerLimits limits) : body_(std::make_unique<Body>(std::move(answer), limits)) {}
HttpServer::~HttpServer() = default;
Result<int> HttpServer::bind(const std::string& host, int port) { return body_->bind(host, port); }
void HttpServer::serve() { body_->listen_after_bind(); }
void HttpServer::stop() { body_->end(); }

}  // namespace wf::api
