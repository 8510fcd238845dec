// The guard's classification of addresses, and URLs that must not be read in two ways.
#include <catch2/catch.hpp>

#include "connect/http/address_guard.hpp"
#include "connect/http/url.hpp"

using namespace wf::connect;

TEST_CASE("addresses of the machine and of internal networks are not public") {
  for (const char* address : {"127.0.0.1", "10.1.2.3", "172.16.0.1", "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
                              "224.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd12::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
                              "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1", "not an address", ""}) {
    INFO(address);
    CHECK_FALSE(is_public_address(address));
  }
  for (const char* address : {"8.8.8.8", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"}) {
    INFO(address);
    CHECK(is_public_address(address));
  }
}

TEST_CASE("an internal host is reached only when it is allowed by name") {
  const auto denied = AddressGuard({}).resolve("127.0.0.1", 80);
  REQUIRE_FALSE(denied);
  CHECK(denied.error().code == "EGRESS-DENIED");
  CHECK(AddressGuard({"127.0.0.1"}).resolve("127.0.0.1", 80).value_or("") == "127.0.0.1");
  CHECK_FALSE(AddressGuard({"127.0.0.1"}).resolve("127.0.0.2", 80));
  for (const char* spelling : {"2130706433", "0x7f000001", "127.1", "017700000001"}) {
    INFO(spelling);
    CHECK_FALSE(AddressGuard({"127.0.0.1"}).resolve(spelling, 80));
  }
}

TEST_CASE("a URL is read in one way or not at all") {
  const auto url = parse_url("HTTPS://Example.org:8443/a/b?c=d#frag");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->host == "example.org");
  CHECK(url->port == 8443);
  CHECK(url->target == "/a/b?c=d");
  CHECK(parse_url("http://[::1]:80/")->host == "::1");
  CHECK(parse_url("http://host?x=1")->target == "/?x=1");
  for (const char* bad : {"ftp://x/", "http://", "http://user@host/", "http://host:0/", "http://host:99999/", "http://host:/", "http://ho st/", "http://host/\r\nX: y",
                          "//host/", "http://[::1", "http://[::1]x/", "http:\\\\host"}) {
    INFO(bad);
    CHECK_FALSE(parse_url(bad));
  }
}
