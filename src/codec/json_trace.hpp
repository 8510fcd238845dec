// The view of events for people and judges: `wfctl test --trace` and the history of the API. Steps by their ids, times
// with the definition's offset. Not for storing (json_event.hpp).
#pragma once
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/event.hpp"
#include "model/process_definition.hpp"

namespace wf::codec {

/// Where an event happened. Empty where it does not apply.
struct EventPlace {
  std::string_view event;         ///< "ElementActivated"
  std::string_view element;       ///< id of the step, event or (FlowTaken) sequence flow
  std::string_view element_type;  ///< "userTask", "sequenceFlow", "process"
  std::string_view name;          ///< human name of the element
  std::string_view job_type;      ///< job events
};

/// Follows one instance from its first event, because events name what they concern by local keys. One thread.
class TraceWriter {
 public:
  TraceWriter(const model::ProcessDefinition& definition, engine::InstanceKey instance) : definition_(definition), instance_(instance) {}

  /// Learns from the event and says where it happened. The views live as long as the definition and this writer.
  EventPlace locate(const engine::Event& event);
  /// Appends the members "seq" to "data" of one trace object (no braces, no line break), so that the caller can put
  /// members of its own beside them.
  void write_members(std::string& out, const engine::Event& event);

 private:
  struct JobPlace {
    model::NodeIndex node = model::no_index;
    std::string type;
  };
  model::NodeIndex node_of(engine::LocalKey key) const;
  void at_node(EventPlace& place, model::NodeIndex node) const;

  const model::ProcessDefinition& definition_;
  engine::InstanceKey instance_;
  std::unordered_map<engine::LocalKey, model::NodeIndex> nodes_;  // of elements, tasks, timers and incidents
  std::unordered_map<engine::LocalKey, JobPlace> jobs_;
};

/// The content of the event as a JSON object: its own fields, references to steps left out, times as RFC 3339.
void write_event_data(std::string& out, const engine::Event& event, engine::InstanceKey instance, const model::ProcessDefinition& definition);

}  // namespace wf::codec
