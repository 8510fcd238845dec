// Matching is by segments: no regular expressions, no prefixes.
#include "api/route.hpp"

#include "base/text.hpp"

namespace wf::api {

std::string_view Call::parameter(std::string_view name) const {
  for (const auto& [key, value] : target.query) {
    if (key == name) return value;
  }
  return {};
}

bool Call::has_parameter(std::string_view name) const {
  for (const auto& [key, value] : target.query) {
    if (key == name) return true;
  }
  return false;
}

Route::Route(http::Method method, std::string_view pattern, Right right, Handler answer, Description description)
    : method_(method), pattern_(pattern), right_(right), handler_(answer), description_(std::move(description)) {
  if (pattern != "/") parts_ = split(pattern.substr(1), '/');
}

std::vector<std::string_view> Route::path_parameters() const {
  std::vector<std::string_view> names;
  for (const auto part : parts_) {
    if (part.starts_with('{')) names.push_back(part.substr(1, part.size() - 2));
  }
  return names;
}

std::optional<std::vector<std::string_view>> Route::match(const std::vector<std::string>& segments) const {
  if (segments.size() != parts_.size()) return std::nullopt;
  std::vector<std::string_view> values;
  for (std::size_t i = 0; i < parts_.size(); ++i) {
    if (parts_[i].starts_with('{')) values.emplace_back(segments[i]);
    else if (parts_[i] != segments[i]) return std::nullopt;
  }
  return values;
}

}  // namespace wf::api
