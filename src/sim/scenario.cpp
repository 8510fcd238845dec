// Steps of a case, then its expectations (expect.cpp).
#include "sim/scenario.hpp"

#include <algorithm>
#include <chrono>

#include "base/text.hpp"
#include "runtime/outbox.hpp"
#include "sim/expect.hpp"

namespace wf::sim {

namespace {

constexpr Instant default_start{1767603600000};  // Monday 2026-01-05 09:00 UTC, where a case says no `now`

class Run {
 public:
  Run(const TestFile& file, const TestCase& test_case, const std::vector<formats::Compilation>& definitions)
      : file_(file), case_(test_case), world_(definitions, test_case, test_case.now.value_or(default_start)), main_(*definitions.front().definition) {}

  void steps() {
    if (case_.start) {
      Step step;
      step.body = *case_.start;
      step.where = case_.start_where;
      carry_out(step);
    }
    for (const auto& step : case_.steps) {
      if (!result.failures.empty()) return;
      carry_out(step);
    }
    if (!result.failures.empty() || !case_.expect) return;
    check(*case_.expect);
  }

  void finish() {
    if (const auto broken = world_.failure(); !broken.empty()) fail(case_.where, broken);
    for (const auto& [script, times] : world_.unanswered()) {
      if (!result.failures.empty()) fail(case_.where, "Job '" + script + "' was asked " + std::to_string(times) + " more times than it has answers.");
    }
    result.end = end_of_case(world_);
    result.trace = world_.recorded();
    result.passed = result.failures.empty();
  }

  CaseResult result;

 private:
  void fail(Span where, std::string message) { result.failures.push_back({std::move(message), file_.source->position(where.begin)}); }

  void check(const Expectation& expectation) {
    for (auto& message : unmet(expectation, world_)) fail(expectation.where, std::move(message));
  }

  /// An undeclared person belongs to whatever group the task is offered to; separation of duties still holds.
  engine::Actor actor(const std::string& as, const engine::UserTask* task) const {
    if (as.empty()) {
      if (task && !task->assignee.empty()) return actor(task->assignee, task);
      return {"test", {}, true};
    }
    for (const auto& person : case_.people) {
      if (person.id == as) return {as, person.groups, false};
    }
    return {as, task ? task->groups : std::vector<std::string>{}, false};
  }

  struct FoundTask {
    engine::InstanceKey instance = 0;
    const engine::UserTask* task = nullptr;
  };
  /// The oldest open task of a step.
  FoundTask find_task(const std::string& element) const {
    for (const auto& [key, followed] : world_.instances()) {
      for (const auto& [task_key, task] : followed.instance.tasks) {
        const auto* e = followed.instance.find_element(task.element);
        if (e && followed.definition->node(e->node).id == element) return {key, &task};
      }
    }
    return {};
  }

  std::string waiting_text() const {
    std::vector<std::string> ids;
    for (const auto& waiting : end_of_case(world_).waiting) ids.push_back(waiting.element);
    std::string text = ids.empty() ? "nothing is waiting" : "waiting are: " + joined(ids, ", ");
    for (const auto& [key, followed] : world_.instances()) {
      for (const auto& [local, incident] : followed.instance.incidents) text += "; stuck with " + incident.code + ": " + incident.message;
    }
    return text;
  }

  engine::InstanceKey last_instance() const { return world_.instances().empty() ? 0 : world_.instances().rbegin()->first; }

  void judge(const Step& step, const runtime::Answer& answer, const std::string& what) {
    if (answer && step.refused) return fail(step.where, what + " was expected to be refused, but was done.");
    if (answer || (step.refused && (step.refused_code.empty() || step.refused_code == answer.error().code))) return;
    std::string message = what + " was refused: " + answer.error().code + ": " + answer.error().text;
    for (const auto& field : answer.error().fields) message += "\n    " + field.pointer + ": " + field.message;
    fail(step.where, std::move(message));
  }

  void missing_task(const Step& step, const std::string& element) {
    if (step.refused) return;
    fail(step.where, "There is no open task '" + element + "'; " + waiting_text() + ".");
  }

  void carry_out(const Step& step) {
    std::visit([&](const auto& body) { act(step, body); }, step.body);
  }

  void act(const Step& step, const StartStep& start) {
    const std::string workflow = start.workflow.empty() ? main_.id : start.workflow;
    judge(step, world_.act(runtime::Start{workflow, 0, start.at, start.data, start.business_key}, actor(start.as.empty() ? "test" : start.as, nullptr)), "The start");
  }
  void act(const Step& step, const CompleteStep& complete) {
    const auto [instance, task] = find_task(complete.element);
    if (!task) return missing_task(step, complete.element);
    judge(step, world_.act(runtime::OnInstance{instance, {engine::CompleteTask{task->key, complete.data}}, {}}, actor(complete.as, task)),
          "Completing '" + complete.element + "'");
  }
  void act(const Step& step, const ClaimStep& claim) {
    const auto [instance, task] = find_task(claim.element);
    if (!task) return missing_task(step, claim.element);
    judge(step, world_.act(runtime::OnInstance{instance, {engine::ClaimTask{task->key}}, {}}, actor(claim.as, task)), "Claiming '" + claim.element + "'");
  }
  void act(const Step&, const AdvanceStep& advance) {
    const auto* calendar = main_.calendar ? &*main_.calendar : nullptr;
    world_.advance_to(model::add(world_.now(), advance.period, main_.time_zone, calendar));
    settle();
  }
  void act(const Step& step, const AdvanceToStep& advance) {
    if (advance.moment < world_.now()) return fail(step.where, "The clock already shows " + format_rfc3339(world_.now(), main_.time_zone) + "; it cannot go back.");
    world_.advance_to(advance.moment);
    settle();
  }
  void act(const Step& step, const AnswerStep& answer) {
    for (const auto& [key, followed] : world_.instances()) {
      for (const auto& [job_key, job] : followed.instance.jobs) {
        const auto* e = followed.instance.find_element(job.element);
        if (!e || followed.definition->node(e->node).id != answer.element) continue;
        auto command = runtime::command_for(job_key, answer.answer);
        return judge(step, world_.act(runtime::OnInstance{key, *command, {}}, {"worker:test", {}, true}), "The answer of job '" + answer.element + "'");
      }
    }
    if (!step.refused) fail(step.where, "There is no open job '" + answer.element + "'; " + waiting_text() + ".");
  }
  void act(const Step& step, const SetStep& set) {
    judge(step, world_.act(runtime::OnInstance{last_instance(), {engine::SetVariables{engine::root_key, set.values}}, {}}, {"test", {}, true}), "Setting variables");
  }
  void act(const Step& step, const RetryStep&) {
    judge(step, world_.act(runtime::OnInstance{last_instance(), {engine::RetryInstance{}}, {}}, {"test", {}, true}), "The retry");
  }
  void act(const Step& step, const CancelStep& cancel) {
    judge(step, world_.act(runtime::OnInstance{last_instance(), {engine::CancelInstance{cancel.reason}}, {}}, {"test", {}, true}), "The cancellation");
  }
  void act(const Step&, const RunUntilIdleStep&) { settle(); }
  void act(const Step&, const Expectation& expectation) { check(expectation); }

  void settle() { world_.settle(); }

  const TestFile& file_;
  const TestCase& case_;
  World world_;
  const model::ProcessDefinition& main_;
};

}  // namespace

CaseResult run_case(const TestFile& file, const TestCase& test_case, const std::vector<formats::Compilation>& definitions) {
  const auto before = std::chrono::steady_clock::now();
  Run run(file, test_case, definitions);
  run.steps();
  run.finish();
  run.result.name = test_case.name;
  run.result.duration_us = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before).count();
  return std::move(run.result);
}

}  // namespace wf::sim
