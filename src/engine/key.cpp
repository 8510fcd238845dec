// Public names of tasks, jobs, timers and incidents.
#include "engine/key.hpp"

#include <charconv>

namespace wf::engine {

namespace {
template <class T>
bool read_positive(std::string_view text, T& value) {
  if (text.empty() || text.front() == '0') return false;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() && value > 0;
}
}  // namespace

std::string to_text(const EntityKey& key) { return std::to_string(key.instance) + "." + std::to_string(key.local); }

std::optional<EntityKey> parse_entity_key(std::string_view text) {
  const auto dot = text.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  EntityKey key;
  if (!read_positive(text.substr(0, dot), key.instance) || !read_positive(text.substr(dot + 1), key.local)) return std::nullopt;
  return key;
}

}  // namespace wf::engine
