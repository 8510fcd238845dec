// A case that is checked against the promises of the engine at every step: the state is the fold of its events, also
// after both went through their stored form, and a refused command changes nothing. Not for what should happen.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "engine/advance.hpp"

namespace wf::engine_traces {

class MirroredCase {
 public:
  MirroredCase(std::shared_ptr<const model::ProcessDefinition> definition, const engine::Catalog* catalog);

  /// Carries out the command; a broken promise is added to `broken`.
  tl::expected<engine::Outcome, engine::Rejection> send(engine::Command::Body body, const engine::Actor& actor);
  /// Throws the live state away and folds the stored events anew, as a start after a crash does.
  void crash();

  const model::ProcessDefinition& definition() const { return *definition_; }
  const engine::Instance& instance() const { return live_; }
  const std::vector<engine::Event>& events() const { return events_; }
  const std::vector<std::string>& broken() const { return broken_; }
  Instant now{1'767'600'000'000};  ///< 2026-01-05T08:00Z, a Monday

 private:
  void check(bool promise, const std::string& what);
  void check_stored_forms(const std::vector<engine::Event>& fresh);
  void check_references();
  engine::Instance folded(const std::vector<engine::Event>& events) const;

  std::shared_ptr<const model::ProcessDefinition> definition_;
  const engine::Catalog* catalog_;
  engine::Instance live_, replayed_;
  std::vector<engine::Event> events_;
  std::string log_;  // batches as they are stored, a line each
  std::vector<std::string> broken_;
};

}  // namespace wf::engine_traces
