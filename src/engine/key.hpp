// Keys of cases and of what lives in them.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace wf::engine {

using InstanceKey = std::int64_t;  ///< positive, rising in order of start
using LocalKey = std::uint32_t;    ///< counts within one instance; 0 is "none", 1 is the process's own element
inline constexpr LocalKey no_key = 0;
inline constexpr LocalKey root_key = 1;

/// The public name of a task, job, timer or incident: "<instance>.<local>", e.g. "1042.7".
struct EntityKey {
  InstanceKey instance = 0;
  LocalKey local = no_key;
  auto operator<=>(const EntityKey&) const = default;
};
std::string to_text(const EntityKey& key);
std::optional<EntityKey> parse_entity_key(std::string_view text);

}  // namespace wf::engine
