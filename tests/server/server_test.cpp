// What clients that break the rules get, over real sockets: an answer in the API's words or a closed connection, never
// a hang, a crash, or a request that another one hides in itself.
#include <catch2/catch.hpp>

#include <atomic>
#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>

#include "api/server/http_server.hpp"
#include "raw_client.hpp"

using namespace wf;
using test::RawAnswer;
using test::RawClient;

namespace {

/// Answers with what it understood: "METHOD target body".
api::http::Response echo(const api::http::Request& request) {
  api::http::Response response;
  response.content_type = "text/plain";
  response.body = request.method + " " + request.target + " " + request.body;
  return response;
}

api::ServerLimits small_limits() {
  api::ServerLimits limits;
  limits.wire.body = 1000;
  limits.wire.head = 4096;
  limits.wire.head_time = std::chrono::milliseconds(300);
  limits.wire.body_time = std::chrono::milliseconds(300);
  return limits;
}

struct Running {
  api::HttpServer server;
  int port;
  std::thread thread;
  explicit Running(api::HttpServer::AnswerRequest answer = echo, api::ServerLimits limits = small_limits()) : server(std::move(answer), limits) {
    port = server.bind("127.0.0.1", 0).value();
    thread = std::thread([this] { server.serve(); });
  }
  ~Running() {
    server.stop();
    thread.join();
  }
};

RawAnswer ask(int port, const std::string& bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.read();
}

}  // namespace

TEST_CASE("requests on one connection are answered one after the other, also when they come at once") {
  Running running;
  RawClient client(running.port);
  client.send("GET /a?x=1 HTTP/1.1\r\nHost: h\r\n\r\nPOST /b HTTP/1.1\r\nHost: h\r\nContent-Length: 3\r\n\r\nxyzGET /c HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.read().body == "GET /a?x=1 ");
  CHECK(client.read().body == "POST /b xyz");
  CHECK(client.read().body == "GET /c ");
}

TEST_CASE("a POST without a length has an empty body and does not wait for one") {
  Running running;
  CHECK(ask(running.port, "POST /a HTTP/1.1\r\nHost: h\r\n\r\n").body == "POST /a ");
}

TEST_CASE("a chunked body is read, within the limit") {
  Running running;
  const std::string head = "POST /a HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n";
  CHECK(ask(running.port, head + "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n").body == "POST /a abcde");
  const auto refused = ask(running.port, head + "fff\r\n" + std::string(4095, 'x') + "\r\nfff\r\n" + std::string(4095, 'x') + "\r\n0\r\n\r\n");
  CHECK(refused.status == 413);
}

TEST_CASE("a body of a form or with ranges is the handler's affair, not the library's") {
  Running running;
  const auto form = ask(running.port, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 2\r\n\r\nab");
  CHECK(form.body == "POST /a ab");
  const auto range = ask(running.port, "GET /abcdefgh HTTP/1.1\r\nHost: h\r\nRange: bytes=0-1\r\nAccept-Encoding: gzip, br\r\n\r\n");
  CHECK(range.status == 200);
  CHECK(range.body == "GET /abcdefgh ");
}

TEST_CASE("HEAD is answered without a body and keeps the connection in step") {
  Running running;
  RawClient client(running.port);
  client.send("HEAD /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.read(true).headers["content-length"] == "8");
  CHECK(client.read().body == "GET /b ");
}

TEST_CASE("a body whose length is said twice is refused and nothing behind it is read as a request") {
  Running running;
  for (const std::string headers : {"Content-Length: 3\r\nContent-Length: 3", "Content-Length: 3\r\nTransfer-Encoding: chunked", "Content-Length: +3",
                                    "Content-Length: 3, 3", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked, identity",
                                    "Transfer-Encoding: xchunked"}) {
    CAPTURE(headers);
    RawClient client(running.port);
    client.send("POST /a HTTP/1.1\r\nHost: h\r\n" + headers + "\r\n\r\nabcGET /hidden HTTP/1.1\r\nHost: h\r\n\r\n");
    const auto answer = client.read();
    CHECK(answer.status >= 400);
    CHECK(answer.status < 500);
    CHECK(client.read().status == 0);
  }
}

TEST_CASE("a GET with a body ends the connection, so the body cannot be taken for a request") {
  Running running;
  RawClient client(running.port);
  client.send("GET /a HTTP/1.1\r\nHost: h\r\nContent-Length: 34\r\n\r\nGET /hidden HTTP/1.1\r\nHost: h\r\n\r\n");
  CHECK(client.read().body == "GET /a ");
  CHECK(client.read().status == 0);
}

TEST_CASE("too large is said before the body is sent") {
  Running running;
  const auto answer = ask(running.port, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 1001\r\n\r\n");
  CHECK(answer.status == 413);
  CHECK(answer.headers.at("content-type") == "application/problem+json");
}

TEST_CASE("compressed bodies are refused by name") {
  Running running;
  CHECK(ask(running.port, "POST /a HTTP/1.1\r\nHost: h\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\nab").status == 415);
}

TEST_CASE("heads without end, with long lines or of many headers are cut off") {
  Running running;
  std::string many = "GET /a HTTP/1.1\r\n";
  for (int i = 0; i < 1000; ++i) many += "X-" + std::to_string(i) + ": y\r\n";
  for (const auto& bytes : {"GET /" + std::string(9000, 'a') + " HTTP/1.1\r\nHost: h\r\n\r\n", "GET /a HTTP/1.1\r\nX: " + std::string(9000, 'b') + "\r\n\r\n", many + "\r\n"}) {
    RawClient client(running.port);
    client.send(bytes);
    const auto answer = client.read();
    CHECK((answer.status == 0 || (answer.status >= 400 && answer.status < 500)));
    CHECK(client.closed_by_server());
  }
}

TEST_CASE("nonsense is answered 400 and closed") {
  Running running;
  for (const std::string bytes : {"\r\n\r\n", "GET\r\n\r\n", "GET /a\r\n\r\n", "GET /a HTTP/9.9\r\n\r\n", "G\x01T /a HTTP/1.1\r\n\r\n", "BREW /a HTTP/1.1\r\nHost: h\r\n\r\n"}) {
    CAPTURE(bytes);
    RawClient client(running.port);
    client.send(bytes);
    const auto answer = client.read();
    CHECK((answer.status == 0 || answer.status == 400));
    CHECK(client.read().status == 0);
  }
}

TEST_CASE("whoever sends slower than the time allows is cut off") {
  Running running;
  RawClient head(running.port), body(running.port);
  head.send("GET /a HT");
  body.send("POST /a HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc");
  CHECK(head.closed_by_server());
  const auto answer = body.read();
  CHECK((answer.status == 0 || answer.status >= 400));
}

TEST_CASE("a hundred idle connections do not keep others from being served by four threads") {
  auto limits = small_limits();
  limits.pool = {4, 200};
  Running running(echo, limits);
  std::vector<std::unique_ptr<RawClient>> idle;
  for (int i = 0; i < 100; ++i) {
    idle.push_back(std::make_unique<RawClient>(running.port));
    idle.back()->send("GET /a HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  std::size_t answered = 0;
  for (auto& client : idle) answered += client->read().status == 200 ? 1 : 0;
  CHECK(answered == 100);
  CHECK(ask(running.port, "GET /last HTTP/1.1\r\nHost: h\r\n\r\n").body == "GET /last ");
}

TEST_CASE("more connections than can wait are told to come again") {
  std::promise<void> open;
  std::shared_future<void> gate(open.get_future());
  std::atomic<int> inside{0};
  auto limits = small_limits();
  limits.pool = {2, 2};
  Running running(
      [&](const api::http::Request& request) {
        ++inside;
        gate.wait();
        return echo(request);
      },
      limits);
  std::vector<std::unique_ptr<RawClient>> clients;
  for (int i = 0; i < 4; ++i) {
    clients.push_back(std::make_unique<RawClient>(running.port));
    clients.back()->send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  }
  while (inside < 2) std::this_thread::yield();
  RawClient one_too_many(running.port);
  const auto answer = one_too_many.read();
  open.set_value();
  CHECK(answer.status == 503);
  CHECK(answer.headers.at("retry-after") == "1");
  for (auto& client : clients) CHECK(client->read().status == 200);
}

TEST_CASE("a stream arrives piece by piece") {
  Running running([](const api::http::Request&) {
    api::http::Response response;
    response.content_type = "text/event-stream";
    response.stream = [](api::http::StreamWriter& writer) {
      writer.write("one");
      writer.write("two");
    };
    return response;
  });
  RawClient client(running.port);
  client.send("GET /s HTTP/1.1\r\nHost: h\r\n\r\n");
  const auto answer = client.read(true);
  CHECK(answer.headers.at("transfer-encoding") == "chunked");
}

TEST_CASE("stopping finishes the request that runs and closes idle connections") {
  std::promise<void> open;
  std::atomic<bool> inside{false};
  auto running = std::make_unique<Running>([&](const api::http::Request& request) {
    inside = true;
    open.get_future().wait();
    return echo(request);
  });
  RawClient idle(running->port), busy(running->port);
  busy.send("GET /slow HTTP/1.1\r\nHost: h\r\n\r\n");
  while (!inside) std::this_thread::yield();
  std::thread stopping([&] { running.reset(); });
  CHECK(idle.closed_by_server());
  open.set_value();
  CHECK(busy.read().body == "GET /slow ");
  stopping.join();
}

TEST_CASE("a request that a proxy passed on is not one of the machine itself") {
  Running running([](const api::http::Request& request) {
    api::http::Response response;
    response.body = request.remote_is_local ? "local" : "far";
    return response;
  });
  CHECK(ask(running.port, "GET /a HTTP/1.1\r\nHost: h\r\n\r\n").body == "local");
  CHECK(ask(running.port, "GET /a HTTP/1.1\r\nHost: h\r\nX-Forwarded-For: 203.0.113.5\r\n\r\n").body == "far");
}
