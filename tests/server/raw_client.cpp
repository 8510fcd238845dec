// Blocking client over loopback with a time limit on each read.
#include "raw_client.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdlib>

namespace wf::test {

RawClient::RawClient(int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const timeval limit{20, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket_, SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) std::abort();
}

RawClient::~RawClient() { ::close(socket_); }

bool RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

bool RawClient::fill() {
  std::array<char, 4096> piece{};
  const auto got = ::recv(socket_, piece.data(), piece.size(), 0);
  if (got <= 0) return false;
  in_.append(piece.data(), static_cast<std::size_t>(got));
  return true;
}

RawAnswer RawClient::read(bool head) {
  RawAnswer answer;
  std::size_t end = 0;
  while ((end = in_.find("\r\n\r\n")) == std::string::npos) {
    if (!fill()) return answer;
  }
  std::string lines = in_.substr(0, end + 2);
  in_.erase(0, end + 4);
  answer.status = std::atoi(lines.c_str() + lines.find(' '));
  for (std::size_t at = lines.find("\r\n") + 2; at < lines.size();) {
    const auto line_end = lines.find("\r\n", at);
    const auto colon = lines.find(':', at);
    std::string name = lines.substr(at, colon - at);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    answer.headers[name] = lines.substr(colon + 2, line_end - colon - 2);
    at = line_end + 2;
  }
  if (head) return answer;
  const auto length = static_cast<std::size_t>(std::atoi(answer.headers["content-length"].c_str()));
  while (in_.size() < length && fill()) {}
  answer.body = in_.substr(0, length);
  in_.erase(0, length);
  return answer;
}

bool RawClient::closed_by_server() {
  const timeval limit{5, 0};
  ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  char c = 0;
  return ::recv(socket_, &c, 1, 0) == 0;
}

}  // namespace wf::test
