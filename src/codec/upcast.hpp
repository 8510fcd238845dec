// Upcast: lifts events that older versions wrote into today's shape, before they are read. The log itself is never
// rewritten. Not for the database schema (schemas/sql).
#pragma once
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "codec/json_scan.hpp"

namespace wf::codec {

/// One stored event before its fields are read. `owned` holds texts that a rule made; members may point into it.
struct RawEvent {
  std::string_view type;
  std::uint16_t version = 1;
  std::vector<RawMember> members;
  std::deque<std::string> owned;

  /// Keeps `text` for the life of the event.
  std::string_view keep(std::string text) { return owned.emplace_back(std::move(text)); }
  RawMember* find(std::string_view name);
};

/// Lifts one type from version `from` to `from` + 1. A rule may rename the type, and add, rename or drop members.
struct UpcastRule {
  std::string_view type;
  std::uint16_t from = 1;
  void (*lift)(RawEvent& event) = nullptr;
};

/// All rules of this version of the program, in the order of versions.
std::span<const UpcastRule> upcast_rules();
/// The version that `type` is written in today: 1 and one more for each rule.
std::uint16_t current_version(std::string_view type, std::span<const UpcastRule> rules);
/// Applies all rules that concern the event. Error WF-CODEC-003: it was written by a newer version of the program.
Result<void> upcast(RawEvent& event, std::span<const UpcastRule> rules);

}  // namespace wf::codec
