// Classifying addresses and resolving names under the guard.
#include "connect/http/address_guard.hpp"

#include <arpa/inet.h>
#include <netdb.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "base/text.hpp"

namespace wf::connect {

namespace {

struct Block {
  std::uint32_t network;
  int bits;
};

constexpr std::uint32_t ip(unsigned a, unsigned b, unsigned c, unsigned d) { return (a << 24) | (b << 16) | (c << 8) | d; }

/// IANA special-purpose registry (RFC 6890 and successors): none of these is a public destination.
constexpr std::array special_blocks = {
    Block{ip(0, 0, 0, 0), 8},       Block{ip(10, 0, 0, 0), 8},      Block{ip(100, 64, 0, 0), 10},   Block{ip(127, 0, 0, 0), 8},
    Block{ip(169, 254, 0, 0), 16},  Block{ip(172, 16, 0, 0), 12},   Block{ip(192, 0, 0, 0), 24},    Block{ip(192, 0, 2, 0), 24},
    Block{ip(192, 88, 99, 0), 24},  Block{ip(192, 168, 0, 0), 16},  Block{ip(198, 18, 0, 0), 15},   Block{ip(198, 51, 100, 0), 24},
    Block{ip(203, 0, 113, 0), 24},  Block{ip(224, 0, 0, 0), 4},     Block{ip(240, 0, 0, 0), 4},
};

bool is_public_v4(std::uint32_t address) {
  return std::none_of(special_blocks.begin(), special_blocks.end(),
                      [&](const Block& block) { return (address >> (32 - block.bits)) == (block.network >> (32 - block.bits)); });
}

std::uint32_t v4_at(const std::array<unsigned char, 16>& bytes, std::size_t at) {
  return ip(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

bool is_public_v6(const std::array<unsigned char, 16>& bytes) {
  const auto starts = [&](std::initializer_list<unsigned char> prefix) { return std::equal(prefix.begin(), prefix.end(), bytes.begin()); };
  if (starts({0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF})) return is_public_v4(v4_at(bytes, 12));      // mapped
  if (starts({0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) return is_public_v4(v4_at(bytes, 12));   // NAT64
  if (starts({0x20, 0x02})) return is_public_v4(v4_at(bytes, 2));                                      // 6to4
  if (starts({0x20, 0x01, 0x0D, 0xB8}) || starts({0x20, 0x01, 0x00})) return false;                    // documentation, Teredo, special
  return (bytes[0] & 0xE0) == 0x20;  // 2000::/3 is the only public unicast space
}

}  // namespace

bool is_public_address(std::string_view address) {
  const std::string text(address);
  in_addr v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4) == 1) return is_public_v4(ntohl(v4.s_addr));
  std::array<unsigned char, 16> v6{};
  if (inet_pton(AF_INET6, text.c_str(), v6.data()) == 1) return is_public_v6(v6);
  return false;
}

Result<std::string> AddressGuard::resolve(const std::string& host, int port) const {
  addrinfo hints{};
  hints.ai_family = AF_UNSPEC;
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (getaddrinfo(host.c_str(), std::to_string(port).c_str(), &hints, &found) != 0 || !found) {
    return fail("NAME-NOT-FOUND", "The host '" + host + "' cannot be found.");
  }
  const bool allowed = std::find(allowed_.begin(), allowed_.end(), lower_ascii(host)) != allowed_.end();
  std::string answer;
  for (const addrinfo* one = found; one && answer.empty(); one = one->ai_next) {
    std::array<char, NI_MAXHOST> text{};
    if (getnameinfo(one->ai_addr, one->ai_addrlen, text.data(), text.size(), nullptr, 0, NI_NUMERICHOST) != 0) continue;
    if (allowed || is_public_address(text.data())) answer = text.data();
  }
  freeaddrinfo(found);
  if (!answer.empty()) return answer;
  return fail("EGRESS-DENIED", "The host '" + host + "' is in an internal network, and workflows may not reach it. An administrator can allow it by name under connect.allow.");
}

}  // namespace wf::connect
