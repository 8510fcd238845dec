// Coverage: which steps and arcs of a workflow the cases of its tests reached.
// Not for whether what happened was right (expect.cpp).
#pragma once
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sim/world.hpp"

namespace wf::sim {

/// What was reached in one workflow. Only what stands in the file counts: the process itself and the gateways and
/// ends that blocks bring with them do not.
struct WorkflowCoverage {
  std::string workflow;  ///< its id
  std::size_t steps = 0, arcs = 0;
  std::vector<std::string> missed_steps;  ///< ids, sorted
  std::vector<std::string> missed_arcs;   ///< "from → to", with the label in brackets where there is one, sorted
};

class Coverage {
 public:
  /// Makes `definition` part of the report, also when no case reaches anything of it.
  void expect(const model::ProcessDefinition& definition);
  void note(const std::vector<Recorded>& events);
  /// In the order of ids and versions; files that test the same workflow count together.
  std::vector<WorkflowCoverage> report() const;

 private:
  struct Reached {
    std::map<std::string, std::string> steps, arcs;  ///< id → name shown
    std::set<std::string> seen_steps, seen_arcs;
  };
  using Version = std::pair<std::string, std::string>;  // id, digest
  std::map<Version, Reached> workflows_;
};

}  // namespace wf::sim
