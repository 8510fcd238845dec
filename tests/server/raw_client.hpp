// RawClient: sends bytes as they are and reads what comes back, so that tests can break the rules of HTTP.
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace wf::test {

struct RawAnswer {
  int status = 0;  ///< 0: the connection was closed without an answer
  std::map<std::string, std::string> headers;  ///< names in small letters
  std::string body;
};

class RawClient {
 public:
  explicit RawClient(int port);
  ~RawClient();
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;
  /// False: the server closed.
  bool send(std::string_view bytes);
  /// The next answer; `head` answers have no body.
  RawAnswer read(bool head = false);
  /// Whether the server closes within five seconds.
  bool closed_by_server();

 private:
  bool fill();
  int socket_;
  std::string in_;
};

}  // namespace wf::test
