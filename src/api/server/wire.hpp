// Wire: bytes of one connection, with bounds on what a peer may send and how slowly. Not HTTP itself.
#pragma once
#include <sys/types.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <string>

namespace wf::api {

struct WireLimits {
  std::size_t head = 32UL * 1024;             ///< bytes of request line and headers
  std::size_t body = 4UL * 1024 * 1024;       ///< bytes of a body
  std::chrono::milliseconds idle{30'000};     ///< between requests
  std::chrono::milliseconds head_time{10'000};
  std::chrono::milliseconds body_time{60'000};
  std::chrono::milliseconds write_time{10'000};  ///< without the peer taking a byte
};

/// Owns the socket. One thread at a time. Output is kept until flush(), so that an answer is one segment.
class Wire {
 public:
  /// `wake` is readable when idle connections should close.
  Wire(int socket, int wake, const WireLimits& limits);
  ~Wire();
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  /// False: nothing came, or the connection should close.
  bool wait_for_request();
  /// The head is read: a body of up to `limits.body`, with its framing, may follow.
  void expect_body();
  /// 0 at the end, -1 on failure, when the time is over, or when more came than allowed.
  ssize_t read(char* to, std::size_t size);
  ssize_t write(const char* from, std::size_t size);
  bool flush();
  void flush_each_write() { unbuffered_ = true; }
  /// The peer sent more than allowed.
  bool overrun() const { return overrun_; }
  /// Sends what is left, and reads and drops what is still coming for a moment, so that the peer can read the answer.
  void close_gently();

  int socket() const { return socket_; }
  /// Address of the peer without the port, and whether it is this machine.
  const std::string& peer() const { return peer_; }
  bool peer_is_local() const { return peer_is_local_; }

 private:
  using Time = std::chrono::steady_clock::time_point;
  bool fill(Time deadline);
  bool send(const char* from, std::size_t size);

  int socket_, wake_;
  const WireLimits& limits_;
  std::array<char, 8192> in_;
  std::size_t in_from_ = 0, in_to_ = 0;
  std::string out_;
  std::size_t allowance_ = 0;
  Time deadline_;
  bool overrun_ = false, unbuffered_ = false;
  std::string peer_;
  bool peer_is_local_ = false;
};

}  // namespace wf::api
