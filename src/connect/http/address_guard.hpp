// AddressGuard: the one place that decides whether wfd may connect to an address. Promise: no request of a workflow
// reaches the machine itself or an internal network unless the administrator allowed that host by name.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"

namespace wf::connect {

/// Whether an IPv4 or IPv6 address (text form) is of the public Internet: not loopback, private, link-local, shared,
/// multicast, reserved, or one of these embedded in IPv6 (mapped, NAT64, 6to4).
bool is_public_address(std::string_view address);

/// Any thread; immutable.
class AddressGuard {
 public:
  /// `allowed` are host names or addresses, as they stand in URLs, that may lead to non-public addresses.
  explicit AddressGuard(std::vector<std::string> allowed) : allowed_(std::move(allowed)) {}

  /// Resolves `host` once and gives the address to connect to; the caller must connect to just this address, so that
  /// a second look-up cannot give another. Errors: EGRESS-DENIED, NAME-NOT-FOUND.
  Result<std::string> resolve(const std::string& host, int port) const;

 private:
  std::vector<std::string> allowed_;
};

}  // namespace wf::connect
