// Reading URLs.
#include "connect/http/url.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"

namespace wf::connect {

namespace {
constexpr std::size_t most_bytes = 8192;

bool has_odd_bytes(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte <= 0x20 || byte >= 0x7F || c == '\\' || c == '"' || c == '<' || c == '>';
  });
}
}  // namespace

std::optional<Url> parse_url(std::string_view text) {
  if (text.size() > most_bytes || has_odd_bytes(text)) return std::nullopt;
  Url url;
  const auto colon = text.find("://");
  if (colon == std::string_view::npos) return std::nullopt;
  url.scheme = lower_ascii(text.substr(0, colon));
  if (url.scheme != "http" && url.scheme != "https") return std::nullopt;
  auto rest = text.substr(colon + 3);
  rest = rest.substr(0, rest.find('#'));
  const auto path = rest.find_first_of("/?");
  std::string_view authority = rest.substr(0, path);
  url.target = path == std::string_view::npos ? "/" : std::string(rest[path] == '?' ? "/" : "") + std::string(rest.substr(path));
  if (authority.find('@') != std::string_view::npos) return std::nullopt;
  url.port = url.scheme == "https" ? 443 : 80;
  std::string_view port;
  if (!authority.empty() && authority.front() == '[') {
    const auto close = authority.find(']');
    if (close == std::string_view::npos) return std::nullopt;
    url.host = lower_ascii(authority.substr(1, close - 1));
    authority.remove_prefix(close + 1);
    if (!authority.empty() && authority.front() != ':') return std::nullopt;
    if (!authority.empty()) port = authority.substr(1);
    if (!authority.empty() && port.empty()) return std::nullopt;
  } else {
    const auto at = authority.find(':');
    url.host = lower_ascii(authority.substr(0, at));
    if (at != std::string_view::npos) port = authority.substr(at + 1);
    if (at != std::string_view::npos && port.empty()) return std::nullopt;
  }
  if (url.host.empty()) return std::nullopt;
  if (port.empty()) return url;
  constexpr int highest_port = 65535;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), url.port);
  if (error != std::errc() || end != port.data() + port.size() || url.port < 1 || url.port > highest_port) return std::nullopt;
  return url;
}

std::string percent_encoded(std::string_view text) {
  constexpr char hex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.' || c == '~';
    if (plain) {
      out += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += hex[byte >> 4];
    out += hex[byte & 15];
  }
  return out;
}

}  // namespace wf::connect
