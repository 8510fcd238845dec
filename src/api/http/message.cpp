// Look-up of headers and names of methods.
#include "api/http/message.hpp"

#include <algorithm>
#include <array>

namespace wf::api::http {

namespace {
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool same_name(std::string_view a, std::string_view b) {
  return a.size() == b.size() && std::equal(a.begin(), a.end(), b.begin(), [](char x, char y) { return lower(x) == lower(y); });
}
}  // namespace

std::string_view method_name(Method method) {
  constexpr std::array<std::string_view, 4> names = {"GET", "POST", "PUT", "DELETE"};
  return names[static_cast<std::size_t>(method)];
}

const std::string* Headers::find(std::string_view name) const {
  for (const auto& [key, value] : entries_) {
    if (same_name(key, name)) return &value;
  }
  return nullptr;
}

std::size_t Headers::count(std::string_view name) const {
  return static_cast<std::size_t>(std::count_if(entries_.begin(), entries_.end(), [&](const auto& entry) { return same_name(entry.first, name); }));
}

}  // namespace wf::api::http
