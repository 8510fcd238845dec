// Splits first, decodes then: an encoded slash can never make a new segment.
#include "api/http/target.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace wf::api::http {

namespace {

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Result<std::string> decoded(std::string_view text, bool plus_is_blank) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const int high = i + 2 < text.size() ? hex_digit(text[i + 1]) : -1;
      const int low = high >= 0 ? hex_digit(text[i + 2]) : -1;
      if (low < 0) return fail("MALFORMED", "The address has a '%' that is not followed by two hexadecimal digits.");
      out += static_cast<char>(high * 16 + low);
      i += 2;
    } else {
      out += plus_is_blank && text[i] == '+' ? ' ' : text[i];
    }
  }
  if (invalid_utf8(out)) return fail("MALFORMED", "The address is not valid UTF-8.");
  if (std::any_of(out.begin(), out.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; })) {
    return fail("MALFORMED", "The address has control characters.");
  }
  return out;
}

tl::unexpected<Error> no_such_path() { return fail("NOT-FOUND", "There is nothing at this address."); }

Result<void> read_path(std::string_view path, const TargetLimits& limits, Target& target) {
  if (path.empty() || path[0] != '/') return no_such_path();
  if (path == "/") return {};
  for (const auto raw : split(path.substr(1), '/')) {
    auto segment = decoded(raw, false);
    if (!segment) return tl::unexpected(segment.error());
    const bool odd = segment->empty() || *segment == "." || *segment == ".." || segment->find_first_of("/\\") != std::string::npos;
    if (odd || target.segments.size() >= limits.segments) return no_such_path();
    target.segments.push_back(std::move(*segment));
  }
  return {};
}

Result<void> read_query(std::string_view query, const TargetLimits& limits, Target& target) {
  for (const auto pair : split(query, '&')) {
    if (pair.empty()) continue;
    const auto equals = pair.find('=');
    auto name = decoded(pair.substr(0, equals), true);
    if (!name) return tl::unexpected(name.error());
    auto value = decoded(equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1), true);
    if (!value) return tl::unexpected(value.error());
    const bool repeated = std::any_of(target.query.begin(), target.query.end(), [&](const auto& entry) { return entry.first == *name; });
    if (repeated) return fail("MALFORMED", "The parameter '" + *name + "' is given twice.");
    if (target.query.size() >= limits.parameters) return fail("MALFORMED", "There are too many parameters.");
    target.query.emplace_back(std::move(*name), std::move(*value));
  }
  return {};
}

}  // namespace

Result<Target> read_target(std::string_view text, const TargetLimits& limits) {
  Target target;
  const auto question = text.find('?');
  if (auto path = read_path(text.substr(0, question), limits, target); !path) return tl::unexpected(path.error());
  if (question == std::string_view::npos) return target;
  if (auto query = read_query(text.substr(question + 1), limits, target); !query) return tl::unexpected(query.error());
  return target;
}

}  // namespace wf::api::http
