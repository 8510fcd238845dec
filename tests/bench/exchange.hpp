// A lean HTTP/1.1 client: client and server share the cores, so it parses no more than it must. Not for hostile peers.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace wf::bench {

/// A request with keep-alive; a body makes it one of JSON.
std::string request_text(std::string_view method, std::string_view path, std::string_view token, std::string_view body);

struct Reply {
  int status = 0;
  std::string_view body;   ///< valid until the next exchange on the connection
};

/// The end of a loopback connection.
class Connection {
 public:
  explicit Connection(int port);
  ~Connection();
  Connection(Connection&& other) noexcept;
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void send(std::string_view request);
  /// Reads what is there; true once a whole reply is, which reply() shows.
  bool receive();
  const Reply& reply() const { return reply_; }
  const Reply& exchange(std::string_view request);  ///< sends and waits
  int socket() const { return socket_; }

 private:
  int socket_ = -1;
  std::string in_;
  std::size_t body_at_ = 0, whole_ = 0;  // of the reply that is being read; zero: its head is not whole yet
  Reply reply_;
};

/// What a run of many clients showed.
struct LoadResult {
  double seconds = 0, client_cpu_seconds = 0;
  std::vector<double> latencies_ms;  ///< of each request
  double per_second(double count) const { return count / seconds; }
};

/// `clients` keep-alive connections on one thread, each with one request under way. `next` is asked for the next request
/// of a client with the reply to its last one (none at first); an empty text ends the client.
using NextRequest = std::function<std::string_view(std::size_t client, const Reply* last)>;
LoadResult run_load(int port, std::size_t clients, const NextRequest& next);

}  // namespace wf::bench
