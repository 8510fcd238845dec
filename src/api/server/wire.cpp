// Wire over a stream socket, with poll for every wait.
#include "api/server/wire.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace wf::api {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t flush_at = 64UL * 1024;

int milliseconds_until(Clock::time_point deadline) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<long>(left, 0, 3'600'000));
}

/// Waits until `file` has one of `events`; with `wake`, also false as soon as that is readable.
bool wait_for(int file, short events, int wake, Clock::time_point deadline) {
  for (;;) {
    std::array<pollfd, 2> files = {pollfd{file, events, 0}, pollfd{wake, POLLIN, 0}};
    const int ready = ::poll(files.data(), wake >= 0 ? 2 : 1, milliseconds_until(deadline));
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return false;
    if (files[0].revents != 0) return true;
    return false;
  }
}

std::string address_text(const sockaddr_storage& address, bool& local) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    ::inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    local = (ntohl(v4.sin_addr.s_addr) >> 24U) == 127;
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    ::inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
    local = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr) || (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) && v6.sin6_addr.s6_addr[12] == 127);
  }
  return text.data();
}

}  // namespace

Wire::Wire(int socket, int wake, const WireLimits& limits) : socket_(socket), wake_(wake), limits_(limits) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) == 0) peer_ = address_text(address, peer_is_local_);
}

Wire::~Wire() { ::close(socket_); }

bool Wire::wait_for_request() {
  overrun_ = false;
  unbuffered_ = false;
  allowance_ = limits_.head;
  if (in_from_ == in_to_ && !wait_for(socket_, POLLIN, wake_, Clock::now() + limits_.idle)) return false;
  deadline_ = Clock::now() + limits_.head_time;
  return true;
}

void Wire::expect_body() {
  constexpr std::size_t framing = 2;  // chunk sizes and line ends may take as much again as very small chunks
  allowance_ = limits_.body * framing + limits_.head;
  deadline_ = Clock::now() + limits_.body_time;
}

bool Wire::fill(Time deadline) {
  if (!out_.empty() && !flush()) return false;
  for (;;) {
    const auto got = ::recv(socket_, in_.data(), in_.size(), MSG_DONTWAIT);
    if (got > 0) {
      in_from_ = 0;
      in_to_ = static_cast<std::size_t>(got);
      return true;
    }
    if (got == 0) return false;
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
    if (!wait_for(socket_, POLLIN, -1, deadline)) return false;
  }
}

ssize_t Wire::read(char* to, std::size_t size) {
  if (allowance_ == 0) {
    overrun_ = true;
    return -1;
  }
  if (in_from_ == in_to_ && !fill(deadline_)) return -1;
  const std::size_t count = std::min({size, in_to_ - in_from_, allowance_});
  std::memcpy(to, in_.data() + in_from_, count);
  in_from_ += count;
  allowance_ -= count;
  return static_cast<ssize_t>(count);
}

bool Wire::send(const char* from, std::size_t size) {
  while (size > 0) {
    const auto sent = ::send(socket_, from, size, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent >= 0) {
      from += sent;
      size -= static_cast<std::size_t>(sent);
      continue;
    }
    if (errno == EINTR) continue;
    if (errno != EAGAIN && errno != EWOULDBLOCK) return false;
    if (!wait_for(socket_, POLLOUT, -1, Clock::now() + limits_.write_time)) return false;
  }
  return true;
}

ssize_t Wire::write(const char* from, std::size_t size) {
  out_.append(from, size);
  if ((unbuffered_ || out_.size() >= flush_at) && !flush()) return -1;
  return static_cast<ssize_t>(size);
}

bool Wire::flush() {
  const bool sent = send(out_.data(), out_.size());
  out_.clear();
  return sent;
}

void Wire::close_gently() {
  flush();
  if (::shutdown(socket_, SHUT_WR) != 0) return;
  const auto until = Clock::now() + std::chrono::seconds(1);
  std::array<char, 4096> dropped{};
  while (wait_for(socket_, POLLIN, -1, until)) {
    if (::recv(socket_, dropped.data(), dropped.size(), MSG_DONTWAIT) <= 0) return;
  }
}

}  // namespace wf::api
