// A script of commands against one workflow, and the trace that it leaves: what tests/engine/*.yaml hold.
// Not for tests of a user's workflow (sim).
#pragma once
#include <memory>
#include <string>

#include "codec/json_trace.hpp"
#include "feel/value.hpp"
#include "mirrored_case.hpp"
#include "runtime/directory.hpp"

namespace wf::engine_traces {

/// Plays one case: `do` is a list of commands, each a mapping with one verb.
class Script {
 public:
  Script(std::shared_ptr<const model::ProcessDefinition> definition, const runtime::Directory& people);

  void play(const feel::Value& commands);
  /// A line per command, a line per event below it, the state at the end.
  const std::string& trace() const { return trace_; }
  const std::vector<std::string>& broken() const { return case_.broken(); }

 private:
  void act(const feel::Value& step);
  engine::Command::Body command_of(const std::string& verb, const feel::Value& step) const;
  engine::Command::Body repair_of(const std::string& verb, const feel::Value& step) const;
  engine::Actor actor_of(const std::string& verb, const feel::Value& step) const;
  void send(engine::Command::Body body, const engine::Actor& actor);
  void pass(const std::string& period);
  void write_events(const engine::Outcome& outcome);
  void write_state();
  /// The oldest open thing of the step; where none is open, the last one there was.
  engine::LocalKey task_at(const std::string& element) const;
  engine::LocalKey job_at(const std::string& element) const;
  engine::LocalKey timer_at(const std::string& element) const;
  engine::LocalKey incident_at(const std::string& element) const;
  engine::LocalKey last_known(const std::string& element, std::string_view event) const;
  std::string id_of(engine::LocalKey element) const;

  MirroredCase case_;
  const runtime::Directory& people_;
  codec::TraceWriter writer_;
  std::string trace_;
};

/// What goes wrong in a script itself.
struct ScriptFault {
  std::string text;
};

}  // namespace wf::engine_traces
