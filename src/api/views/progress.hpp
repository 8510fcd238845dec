// Progress: the steps of a workflow in the order of the file, each with what became of it in one case. For the tree of
// `wfctl status` and the status page. Not the history (history.hpp) and not drawing.
#pragma once
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "engine/event.hpp"
#include "engine/instance.hpp"
#include "model/process_definition.hpp"

namespace wf::api {

enum class StepState : std::uint8_t { not_reached, active, waiting, completed, failed };
std::string_view step_state_name(StepState state);  ///< "not reached", "active" …

/// Keys are those of what is open now; timers are the due moments. `since` is when the newest run of it began.
struct StepProgress {
  model::NodeIndex node = model::no_index;
  std::uint32_t depth = 0;
  StepState state = StepState::not_reached;
  std::optional<Instant> since;
  engine::LocalKey task = engine::no_key, job = engine::no_key, incident = engine::no_key;
  std::vector<Instant> timers;
};

/// Collects what the history tells; feed every event once, in order.
class ProgressReader {
 public:
  explicit ProgressReader(const model::ProcessDefinition& definition);
  void follow(std::span<const engine::Event> events);
  /// Activities, waiting events and named ends; gateways and plain starts are left out.
  std::vector<StepProgress> steps(const engine::Instance& now) const;

 private:
  struct Past {
    bool completed = false;
    std::optional<Instant> since;
  };
  const model::ProcessDefinition& definition_;
  std::vector<Past> past_;                                     // by node
  std::vector<std::pair<engine::LocalKey, model::NodeIndex>> running_;  // sorted by key: keys only rise
};

}  // namespace wf::api
