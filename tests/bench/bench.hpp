// What the measurements share: where they write, how much they do, and the limits measured before them.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "report.hpp"
#include "runtime/runtime.hpp"

namespace wf::bench {

/// How much work a run does; quick: just enough to prove that everything runs.
struct Amounts {
  int times = 3;                   ///< repetitions, of which the best counts: others may use the machine as well
  std::size_t limit_rows = 400'000, bare_requests = 60'000;
  std::size_t starts = 30'000, completions = 20'000, step_cases = 20'000;
  std::size_t dormant = 1'000'000, open_cases = 100'000, pages = 100;
  std::size_t files = 1'000;
};
Amounts quick_amounts();

struct Bench {
  std::string directory;           ///< of this run; removed at its end
  Amounts amounts;
  Report report;
  /// Measured first; figures are shown beside them.
  double bare_rows = 0;
  std::map<std::size_t, double> bare_requests;  ///< by number of clients
  double yaml_seconds = 0;         ///< yaml-cpp alone, for the files of the validation

  std::string fresh_directory(const std::string& name) const;
};

/// Runs `measure` Amounts::times and keeps the result with the best `worth`.
template <class Result>
Result best_of(int times, const std::function<Result()>& measure, const std::function<double(const Result&)>& worth) {
  Result best = measure();
  for (int i = 1; i < times; ++i) {
    Result next = measure();
    if (worth(next) > worth(best)) best = std::move(next);
  }
  return best;
}

/// The compiled workflow of a file of tests/bench/workflows.
struct Workflow {
  std::shared_ptr<const model::ProcessDefinition> definition;
  formats::Bundle bundle;
};
Workflow workflow(const std::string& file);
/// Stops the bench with the error's text.
[[noreturn]] void give_up(const Error& error);

void measure_row_limit(Bench& bench);
void measure_http_limit(Bench& bench);
void measure_straight_through(Bench& bench);   // W1
void measure_single_steps(Bench& bench);       // W1b
void measure_task_completion(Bench& bench);    // W2
void measure_empty_server(Bench& bench);
void measure_dormant_cases(Bench& bench);      // W5
void measure_restart(Bench& bench);            // W6
void measure_validation(Bench& bench);

}  // namespace wf::bench
