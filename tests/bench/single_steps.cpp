// W1b: the runtime and its store without HTTP. 256 cases are under way, each of ten jobs; a job is answered as soon as
// its commit is durable, so each step of a case is a commit of its own and 256 of them share a transaction.
#include <chrono>
#include <ctime>
#include <thread>
#include <unordered_map>

#include "bench.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t cases_at_once = 256;

double process_cpu_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

/// Hands on the job that a commit made, as a worker would find it.
class Worker final : public runtime::Observer {
 public:
  void committed(engine::InstanceKey instance, const model::ProcessDefinition&, std::span<const engine::Event> events) override {
    for (const auto& event : events) {
      if (const auto* job = std::get_if<engine::JobCreated>(&event.body)) jobs_[instance] = job->key;
    }
  }
  /// The open job of a case, once.
  std::optional<engine::LocalKey> take(engine::InstanceKey instance) {
    const auto found = jobs_.find(instance);
    if (found == jobs_.end()) return std::nullopt;
    const auto job = found->second;
    jobs_.erase(found);
    return job;
  }

 private:
  std::unordered_map<engine::InstanceKey, engine::LocalKey> jobs_;
};

/// All on the pumping thread: answers come there, and what follows from them is submitted there.
class Driver {
 public:
  Driver(runtime::Runtime& runtime, Worker& worker, std::size_t cases) : runtime_(runtime), worker_(worker), left_(cases), running_(cases) {}

  void run() {
    for (std::size_t i = 0; i < cases_at_once && left_ > 0; ++i) start_next();
    while (running_ > 0) runtime_.pump(Clock::now() + std::chrono::seconds(1));
  }
  std::size_t commands() const { return commands_; }

 private:
  void start_next() {
    --left_;
    runtime::Start start;
    start.workflow = "ten-jobs";
    start.data = feel::Context{{"amount", 1200}};
    submit(std::move(start));
  }

  template <class Work>
  void submit(Work work) {
    ++commands_;
    runtime_.submit({std::move(work), {"worker:1", {}, true}, {}, [this](const runtime::Answer& answer) { go_on(answer); }, {}});
  }

  void go_on(const runtime::Answer& answer) {
    if (!answer) give_up(Error{answer.error().code, answer.error().text});
    if (const auto job = worker_.take(answer->instance)) return submit(runtime::OnInstance{answer->instance, {engine::CompleteJob{*job, {}}}, {}});
    if (answer->state != engine::InstanceState::completed) give_up("a case did not end");
    --running_;
    if (left_ > 0) start_next();
  }

  runtime::Runtime& runtime_;
  Worker& worker_;
  std::size_t left_, running_, commands_ = 0;
};

struct Measured {
  double cases_per_second = 0, commands_per_second = 0, cpu_ms = 0, of_commit = 0;
};

Measured run_cases(const std::string& directory, std::size_t cases) {
  auto store = store::open_sqlite_store({directory + "/data"});
  if (!store) give_up(store.error());
  runtime::SystemClock clock;
  Worker worker;
  auto runtime = runtime::Runtime::open({store->get(), &clock, nullptr, nullptr, &worker, {}});
  if (!runtime) give_up(runtime.error());
  const auto compiled = workflow("ten_jobs.yaml");
  (*runtime)->submit({runtime::Deploy{compiled.definition, compiled.bundle, {}}, {"anna", {}, false}, {}, [](const runtime::Answer& answer) {
                        if (!answer) give_up(Error{answer.error().code, answer.error().text});
                      }, {}});
  (*runtime)->pump();
  Driver driver(**runtime, worker, cases);
  const double cpu_before = process_cpu_seconds();
  const auto start = Clock::now();
  driver.run();
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  const auto commit_us = static_cast<double>((*runtime)->figures().commit_latency_us_sum);
  return {static_cast<double>(cases) / seconds, static_cast<double>(driver.commands()) / seconds,
          (process_cpu_seconds() - cpu_before) * 1e3 / static_cast<double>(cases), commit_us / 1e6 / seconds};
}

}  // namespace

void measure_single_steps(Bench& bench) {
  constexpr double target = 5'000;
  int run = 0;
  const auto measured = best_of<Measured>(
      bench.amounts.times, [&] { return run_cases(bench.fresh_directory("steps" + std::to_string(run++)), bench.amounts.step_cases); },
      [](const Measured& m) { return m.cases_per_second; });
  constexpr double commands = 11;  // the start and ten jobs
  bench.report.add({"W1b", "10 steps, each committed by itself, 256 cases at once", "instances/s", measured.cases_per_second,
                    {"SQLite alone, rows/s for 11 commits", bench.bare_rows / commands}, target, true,
                    number_text(measured.commands_per_second) + " commands/s, each with its own row in the log; " + number_text(measured.cpu_ms) +
                        " s of CPU for 1,000 instances; " + number_text(measured.of_commit * 100) + " % of the time within the store's commit"});
}

}  // namespace wf::bench
