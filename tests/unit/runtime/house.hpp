// A runtime over a memory store with a clock and machines of the test's own; the store outlives restarts.
#pragma once
#include <catch2/catch.hpp>

#include <memory>
#include <string>
#include <vector>

#include "formats/compile.hpp"
#include "runtime/job_desk.hpp"
#include "runtime/runtime.hpp"

namespace wf::runtime::test {

/// Keeps every request and its way to answer; has room as long as `room` lasts.
class Machines final : public Dispatcher {
 public:
  bool accepts(std::string_view job_type) const override { return job_type == "machine"; }
  bool start(connect::JobRequest request, AnswerJob answer) override {
    if (room == 0) return false;
    --room;
    requests.push_back(std::move(request));
    answers.push_back(std::move(answer));
    return true;
  }
  int room = 100;
  std::vector<connect::JobRequest> requests;
  std::vector<AnswerJob> answers;
};

inline const engine::Actor boss{"boss", {}, true};
inline const engine::Actor anna{"anna", {}, false};

/// A job for a machine, one for an outside worker, a task with a timer, side by side.
inline formats::Bundle bundle() {
  return {"workflow.yaml", {{"workflow.yaml", R"(workflow: t
data: { number: any }
start: [ { id: asked } ]
steps:
  - id: all
    parallel: All
    branches:
      - { steps: [ { id: auto, call: Auto, job: machine, retry: { times: 2, wait: 10 s, jitter: 0 } } ] }
      - { steps: [ { id: work, call: Work, job: worker } ] }
      - { steps: [ { id: look, task: Look, meanwhile: [ { id: slow, after: 1 h, steps: [ { id: nag, manual: Nag } ] } ] } ] }
)"}}};
}

class House {
 public:
  explicit House(std::unique_ptr<store::Store> opened = store::open_memory_store()) : store(std::move(opened)), desk(*store, clock, &machines) {
    open();
    const auto files = bundle();
    auto compiled = formats::compile(formats::BundleSource(files), files.entry);
    REQUIRE(compiled.definition);
    REQUIRE(ask(Deploy{compiled.definition, files, "first"}, boss));
  }

  /// As after a crash: what is not in the store is gone.
  void open(RuntimeLimits limits = {}) {
    runtime.reset();
    RuntimePorts ports;
    ports.store = store.get();
    ports.clock = &clock;
    ports.dispatcher = &machines;
    ports.observer = &desk;
    auto opened = Runtime::open(std::move(ports), limits);
    REQUIRE(opened);
    runtime = std::move(*opened);
  }

  /// Submits without carrying out; the answer comes with a later pump.
  std::shared_ptr<std::optional<Answer>> post(decltype(Submission::work) work, const engine::Actor& actor, std::string command_id = {}) {
    auto answer = std::make_shared<std::optional<Answer>>();
    runtime->submit({std::move(work), actor, std::move(command_id), [answer](Answer given) { *answer = std::move(given); }});
    return answer;
  }
  Answer ask(decltype(Submission::work) work, const engine::Actor& actor, std::string command_id = {}) {
    const auto answer = post(std::move(work), actor, std::move(command_id));
    runtime->pump();
    REQUIRE(answer->has_value());
    return **answer;
  }
  InstanceKey start_case() {
    const auto started = ask(Start{"t", 0, {}, {}, {}}, anna);
    REQUIRE(started);
    return started->instance;
  }

  /// The stored event numbers of a case.
  std::uint64_t seq_of(InstanceKey key) {
    auto reader = store->open_reader();
    REQUIRE(reader);
    const auto row = (*reader)->instance(key);
    REQUIRE(row);
    return row->has_value() ? (*row)->seq : 0;
  }
  engine::LocalKey task_of(InstanceKey key) {
    auto reader = store->open_reader();
    REQUIRE(reader);
    store::TaskFilter filter;
    filter.instance = key;
    filter.element = "look";
    const auto rows = (*reader)->tasks(filter, {});
    REQUIRE(rows);
    REQUIRE(rows->rows.size() == 1);
    return rows->rows.front().key.local;
  }
  std::int64_t owed() {
    auto reader = store->open_reader();
    REQUIRE(reader);
    return (*reader)->counts()->outbox;
  }

  std::unique_ptr<store::Store> store;
  VirtualClock clock{Instant{1'767'600'000'000}};
  Machines machines;
  JobDesk desk;
  std::unique_ptr<Runtime> runtime;
};

}  // namespace wf::runtime::test
