// Sockets and epoll.
#include "exchange.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <cstring>
#include <utility>

#include "server_process.hpp"

namespace wf::bench {

namespace {

using Clock = std::chrono::steady_clock;

double thread_cpu_seconds() {
  rusage usage{};
  ::getrusage(RUSAGE_THREAD, &usage);
  const auto seconds = [](const timeval& t) { return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6; };
  return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::size_t content_length(std::string_view head) {
  constexpr std::string_view name = "\r\nContent-Length: ";
  const auto at = head.find(name);
  if (at == std::string_view::npos) return 0;
  std::size_t length = 0;
  std::from_chars(head.data() + at + name.size(), head.data() + head.size(), length);
  return length;
}

}  // namespace

std::string request_text(std::string_view method, std::string_view path, std::string_view token, std::string_view body) {
  std::string text;
  text.append(method).append(" ").append(path).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
  if (!token.empty()) text.append("Authorization: Bearer ").append(token).append("\r\n");
  if (!body.empty()) text.append("Content-Type: application/json\r\nContent-Length: ").append(std::to_string(body.size())).append("\r\n");
  return text.append("\r\n").append(body);
}

Connection::Connection(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (socket_ < 0 || ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) give_up("cannot connect to the server");
  const int on = 1;
  ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}
Connection::Connection(Connection&& other) noexcept : socket_(std::exchange(other.socket_, -1)), in_(std::move(other.in_)) {}
Connection::~Connection() {
  if (socket_ >= 0) ::close(socket_);
}

void Connection::send(std::string_view request) {
  in_.erase(0, whole_);
  body_at_ = whole_ = 0;
  while (!request.empty()) {
    const auto sent = ::send(socket_, request.data(), request.size(), MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent <= 0) give_up("the server closed a connection");
    request.remove_prefix(static_cast<std::size_t>(sent));
  }
}

bool Connection::receive() {
  constexpr std::size_t piece = 16384, shortest_head = 12;
  const auto filled = in_.size();
  in_.resize(filled + piece);
  const auto got = ::recv(socket_, in_.data() + filled, piece, 0);
  in_.resize(filled + static_cast<std::size_t>(got > 0 ? got : 0));
  if (got < 0 && errno == EINTR) return false;
  if (got <= 0) give_up("the server closed a connection");
  if (whole_ == 0) {
    const auto end = in_.find("\r\n\r\n");
    if (end == std::string::npos || end < shortest_head) return false;
    body_at_ = end + 4;
    whole_ = body_at_ + content_length(std::string_view(in_).substr(0, end));
  }
  if (in_.size() < whole_) return false;
  constexpr std::size_t status_at = 9;
  std::from_chars(in_.data() + status_at, in_.data() + status_at + 3, reply_.status);
  reply_.body = std::string_view(in_).substr(body_at_, whole_ - body_at_);
  return true;
}

const Reply& Connection::exchange(std::string_view request) {
  send(request);
  while (!receive()) {
  }
  return reply_;
}

LoadResult run_load(int port, std::size_t clients, const NextRequest& next) {
  const int poll = ::epoll_create1(EPOLL_CLOEXEC);
  std::vector<Connection> connections;
  for (std::size_t i = 0; i < clients; ++i) {
    connections.emplace_back(port);
    epoll_event event{EPOLLIN, {.u64 = i}};
    ::epoll_ctl(poll, EPOLL_CTL_ADD, connections[i].socket(), &event);
  }
  LoadResult result;
  std::vector<Clock::time_point> sent(clients);
  std::size_t working = 0;
  const double cpu_before = thread_cpu_seconds();
  const auto start = Clock::now();
  const auto go_on = [&](std::size_t client, const Reply* last) {
    const auto request = next(client, last);
    if (request.empty()) return false;
    sent[client] = Clock::now();
    connections[client].send(request);
    return true;
  };
  for (std::size_t i = 0; i < clients; ++i) working += go_on(i, nullptr) ? 1 : 0;
  std::array<epoll_event, 64> events{};
  while (working > 0) {
    const int ready = ::epoll_wait(poll, events.data(), static_cast<int>(events.size()), -1);
    for (int i = 0; i < ready; ++i) {
      const auto client = static_cast<std::size_t>(events[static_cast<std::size_t>(i)].data.u64);
      if (!connections[client].receive()) continue;
      result.latencies_ms.push_back(std::chrono::duration<double, std::milli>(Clock::now() - sent[client]).count());
      if (!go_on(client, &connections[client].reply())) --working;
    }
  }
  result.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  result.client_cpu_seconds = thread_cpu_seconds() - cpu_before;
  ::close(poll);
  return result;
}

}  // namespace wf::bench
