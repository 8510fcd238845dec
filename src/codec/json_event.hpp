// Events as they stand in the log: one compact JSON array a batch. Nodes and flows are written by their ids, because a
// log outlives the order of a definition; times are milliseconds. Not for what people read (json_trace.hpp).
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "codec/upcast.hpp"
#include "engine/event.hpp"
#include "model/process_definition.hpp"

namespace wf::codec {

/// Of the batch as a whole: how an entry names its sequence number, time and author. Events have versions of their own.
inline constexpr int event_format = 1;

/// Appends events of one instance, in order, to one batch. `seq` is written where it does not follow the entry before,
/// `at` and `by` where they differ from it. `out` and `definition` must outlive it.
class EventWriter {
 public:
  EventWriter(std::string& out, const model::ProcessDefinition& definition) : out_(out), definition_(definition) { out_ += '['; }
  void add(const engine::Event& event);
  /// Closes the array; nothing may be added after it.
  void finish() { out_ += ']'; }

 private:
  std::string& out_;
  const model::ProcessDefinition& definition_;
  std::uint64_t seq_ = 0;
  Instant at_;
  std::string by_;
  bool first_ = true;
};

std::string events_to_json(std::span<const engine::Event> events, const model::ProcessDefinition& definition);

/// Appends the events of one batch to `events`. Errors (never a crash, `events` may hold the ones before the fault):
/// WF-CODEC-001 not an array of events, 002 an id unknown to the definition, 003 an event of a newer version.
Result<void> read_events(std::string_view json, const model::ProcessDefinition& definition, std::vector<engine::Event>& events,
                         std::span<const UpcastRule> rules = upcast_rules());

}  // namespace wf::codec
