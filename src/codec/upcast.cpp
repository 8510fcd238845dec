// The table of rules and its application.
#include "codec/upcast.hpp"

#include <algorithm>

namespace wf::codec {

RawMember* RawEvent::find(std::string_view name) {
  const auto found = std::find_if(members.begin(), members.end(), [&](const RawMember& member) { return member.name == name; });
  return found == members.end() ? nullptr : &*found;
}

// Every event is at version 1: there is nothing to lift yet. The first change adds its rule here and a log to tests/logs.
std::span<const UpcastRule> upcast_rules() { return {}; }

std::uint16_t current_version(std::string_view type, std::span<const UpcastRule> rules) {
  std::uint16_t version = 1;
  for (const auto& rule : rules) {
    if (rule.type == type && rule.from >= version) version = static_cast<std::uint16_t>(rule.from + 1);
  }
  return version;
}

Result<void> upcast(RawEvent& event, std::span<const UpcastRule> rules) {
  for (const auto& rule : rules) {
    if (rule.type != event.type || rule.from != event.version) continue;
    event.version = static_cast<std::uint16_t>(event.version + 1);
    rule.lift(event);
  }
  if (event.version <= current_version(event.type, rules)) return {};
  return fail("WF-CODEC-003", "An event " + std::string(event.type) + " of version " + std::to_string(event.version) +
                                  " was written by a newer version of this program. Use that version.");
}

}  // namespace wf::codec
