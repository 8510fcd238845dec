// Splitting, merging and joining of URI references.
#include "model/schema/uri.hpp"

#include <optional>
#include <vector>

#include "base/text.hpp"

namespace wf::model::schema {

namespace {

struct Parts {
  std::string_view scheme, authority, path, query, fragment;
  bool has_authority = false, has_query = false, has_fragment = false;
};

/// RFC 3986 appendix B.
Parts parts_of(std::string_view uri) {
  Parts parts;
  if (const auto hash = uri.find('#'); hash != std::string_view::npos) {
    parts.fragment = uri.substr(hash + 1);
    parts.has_fragment = true;
    uri = uri.substr(0, hash);
  }
  if (const auto mark = uri.find('?'); mark != std::string_view::npos) {
    parts.query = uri.substr(mark + 1);
    parts.has_query = true;
    uri = uri.substr(0, mark);
  }
  const auto colon = uri.find(':');
  if (colon != std::string_view::npos && colon > 0 && uri.find('/') > colon) {
    parts.scheme = uri.substr(0, colon);
    uri.remove_prefix(colon + 1);
  }
  if (uri.starts_with("//")) {
    uri.remove_prefix(2);
    const auto slash = std::min(uri.find('/'), uri.size());
    parts.authority = uri.substr(0, slash);
    parts.has_authority = true;
    uri.remove_prefix(slash);
  }
  parts.path = uri;
  return parts;
}

/// §5.2.4.
std::string without_dots(std::string_view path) {
  const bool absolute = path.starts_with('/');
  std::vector<std::string_view> kept;
  const auto segments = split(absolute ? path.substr(1) : path, '/');
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const bool last = i + 1 == segments.size();
    if (segments[i] == "..") {
      if (!kept.empty() && kept.back() != "..")
        kept.pop_back();
      else if (!absolute)
        kept.push_back(segments[i]);
      if (last) kept.emplace_back("");
    } else if (segments[i] == ".") {
      if (last) kept.emplace_back("");
    } else {
      kept.push_back(segments[i]);
    }
  }
  std::string out = absolute ? "/" : "";
  for (std::size_t i = 0; i < kept.size(); ++i) {
    if (i > 0) out += '/';
    out += kept[i];
  }
  return out;
}

/// §5.2.3.
std::string merged_path(const Parts& base, std::string_view path) {
  if (base.has_authority && base.path.empty()) return "/" + std::string(path);
  const auto slash = base.path.rfind('/');
  if (slash == std::string_view::npos) return std::string(path);
  return std::string(base.path.substr(0, slash + 1)) + std::string(path);
}

/// §5.3.
std::string recomposed(const Parts& parts, const std::string& path) {
  std::string out;
  if (!parts.scheme.empty()) out += std::string(parts.scheme) + ':';
  if (parts.has_authority) out += "//" + std::string(parts.authority);
  out += path;
  if (parts.has_query) out += '?' + std::string(parts.query);
  if (parts.has_fragment) out += '#' + std::string(parts.fragment);
  return out;
}

std::optional<int> hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto high = text[i] == '%' && i + 2 < text.size() ? hex_digit(text[i + 1]) : std::nullopt;
    const auto low = high ? hex_digit(text[i + 2]) : std::nullopt;
    if (!low) {
      out += text[i];
      continue;
    }
    out += static_cast<char>(*high * 16 + *low);
    i += 2;
  }
  return out;
}

}  // namespace

std::string resolve_uri(std::string_view base, std::string_view reference) {
  Parts to = parts_of(reference);
  if (!to.scheme.empty())
    return recomposed(to, to.path.starts_with('/') ? without_dots(to.path) : std::string(to.path));
  const Parts from = parts_of(base);
  to.scheme = from.scheme;
  if (to.has_authority) return recomposed(to, without_dots(to.path));
  to.authority = from.authority;
  to.has_authority = from.has_authority;
  if (!to.path.empty()) {
    return recomposed(
        to, without_dots(to.path.starts_with('/') ? std::string(to.path) : merged_path(from, to.path)));
  }
  if (!to.has_query) {
    to.query = from.query;
    to.has_query = from.has_query;
  }
  return recomposed(to, std::string(from.path));
}

SplitUri split_fragment(std::string_view uri) {
  const auto hash = uri.find('#');
  if (hash == std::string_view::npos) return {std::string(uri), {}};
  return {std::string(uri.substr(0, hash)), percent_decoded(uri.substr(hash + 1))};
}

std::string pointer_token(std::string_view name) {
  std::string out;
  for (const char c : name) {
    if (c == '~')
      out += "~0";
    else if (c == '/')
      out += "~1";
    else
      out += c;
  }
  return out;
}

std::string unescaped_token(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1')) {
      out += token[++i] == '0' ? '~' : '/';
    } else {
      out += token[i];
    }
  }
  return out;
}

}  // namespace wf::model::schema
