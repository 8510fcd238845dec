// World: a complete runtime for one test case: memory store, virtual clock, scripted machines. Everything happens on
// the caller's thread, so a case is deterministic.
#pragma once
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "runtime/runtime.hpp"
#include "sim/test_file.hpp"

namespace wf::sim {

/// One event of any instance of the case, in order of commit.
struct Recorded {
  engine::InstanceKey instance = 0;
  std::shared_ptr<const model::ProcessDefinition> definition;
  engine::Event event;
};

/// A live copy of each instance, folded from the events alone.
struct Followed {
  engine::Instance instance;
  std::shared_ptr<const model::ProcessDefinition> definition;
};

class World final : private runtime::Observer, private runtime::Dispatcher {
 public:
  /// `definitions` with their bundles are deployed in this order; the first is the one under test.
  World(std::vector<formats::Compilation> definitions, const TestCase& test_case, Instant start);
  ~World() override;

  /// Submits and runs until nothing can move without a person, the outside or a later moment.
  runtime::Answer act(decltype(runtime::Submission::work) work, engine::Actor actor);
  /// Lets time pass up to `moment`, stopping at every timer that is due on the way.
  void advance_to(Instant moment);
  /// Runs what is ready, and the back-offs of failing jobs, until nothing can move.
  void settle();
  Instant now() const { return clock_.now(); }
  runtime::Runtime& runtime() { return *runtime_; }

  const std::vector<Recorded>& recorded() const { return recorded_; }
  const std::map<engine::InstanceKey, Followed>& instances() const { return instances_; }
  /// Times the script of a step had no further answer.
  const std::map<std::string, int>& unanswered() const { return unanswered_; }
  std::string failure() const;  ///< text when the world itself broke (endless machine retries); empty otherwise

 private:
  void committed(engine::InstanceKey, const model::ProcessDefinition&, std::span<const engine::Event>) override;
  bool accepts(std::string_view job_type) const override;
  bool start(connect::JobRequest request, AnswerJob answer) override;
  /// Earliest back-off of a job: machines are not waited for, so the clock jumps there by itself.
  std::optional<Instant> next_back_off() const;

  const TestCase& case_;
  runtime::VirtualClock clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<runtime::Runtime> runtime_;
  std::vector<std::shared_ptr<const model::ProcessDefinition>> definitions_;
  std::vector<Recorded> recorded_;
  std::map<engine::InstanceKey, Followed> instances_;
  std::map<std::string, std::size_t> used_answers_;
  std::map<std::string, int> unanswered_;
  std::string failure_;
};

}  // namespace wf::sim
