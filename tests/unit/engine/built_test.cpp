// What the language cannot say, only a definition built in code: limits, repeating timers, conditions behind a script.
#include <catch2/catch.hpp>

#include "engine/advance.hpp"
#include "model/builder.hpp"

using namespace wf;
using namespace wf::engine;

namespace {

const Actor system_actor{"system", {}, true};

model::FlowNode node_of(std::string id, model::NodeKind kind) {
  model::FlowNode node;
  node.id = node.name = std::move(id);
  node.kind = kind;
  return node;
}

model::Formula formula(const std::string& text) {
  model::Formula made;
  made.text = text;
  feel::Scope scope;
  scope.open = true;
  made.compiled = feel::compile_expression(text, scope).expression;
  REQUIRE(made.compiled);
  return made;
}

model::ValueTree constant(feel::Value value) {
  model::ValueTree tree;
  tree.form = model::ValueTree::Form::constant;
  tree.constant = std::move(value);
  return tree;
}

struct Case {
  std::shared_ptr<const model::ProcessDefinition> definition;
  Instance live, replayed;
  Instant now{1000};

  explicit Case(model::ProcessBuilder builder) : definition(std::move(builder).build()) { live.key = replayed.key = 1; }
  bool send(Command::Body body, const Limits& limits = {}) {
    const auto outcome = advance(*definition, live, Command{std::move(body)}, {now, system_actor, nullptr}, limits);
    if (!outcome) return false;
    for (const auto& event : outcome->events) wf::engine::apply(*definition, replayed, event);
    CHECK(live == replayed);
    return true;
  }
  std::string only_incident() const {
    REQUIRE(live.incidents.size() == 1);
    return live.incidents.begin()->second.code;
  }
  feel::Value value(std::string_view name) const {
    const auto* found = live.find_variable(root_key, name);
    return found ? *found : feel::Value();
  }
};

}  // namespace

TEST_CASE("a script whose following flows are in trouble is not carried out twice") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  auto script = node_of("count", model::NodeKind::script_task);
  model::Assignment assignment;
  assignment.target = "n";
  assignment.value.form = model::ValueTree::Form::formula;
  assignment.value.formula = formula("n + 1");
  script.assignments.push_back(assignment);
  const auto count = builder.add(std::move(script));
  const auto end = builder.add(node_of("end", model::NodeKind::end_event));
  builder.connect(start, count);
  builder.connect(count, end, formula("go and n = 2"));
  Case c(std::move(builder));
  REQUIRE(c.send(StartInstance{1, "", feel::Context{{"n", 1}, {"go", false}}, ""}));
  CHECK(c.only_incident() == "NO-FLOW");
  CHECK(c.value("n") == feel::Value(1));
  REQUIRE(c.send(SetVariables{root_key, feel::Context{{"go", true}}}));
  REQUIRE(c.send(RetryInstance{}));
  CHECK(c.live.state == InstanceState::completed);
  CHECK(c.value("n") == feel::Value(2));
}

TEST_CASE("a loop without a wait is stopped after the limit of steps and goes on when it is tried again") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  const auto one = builder.add(node_of("one", model::NodeKind::task));
  const auto two = builder.add(node_of("two", model::NodeKind::task));
  builder.connect(start, one);
  builder.connect(one, two);
  builder.connect(two, one);
  Case c(std::move(builder));
  const Limits limits{50, 1'000};
  REQUIRE(c.send(StartInstance{}, limits));
  CHECK(c.only_incident() == "ENDLESS-LOOP");
  const auto seq = c.live.seq;
  REQUIRE(c.send(RetryInstance{}, limits));
  CHECK(c.only_incident() == "ENDLESS-LOOP");
  CHECK(c.live.seq > seq + 50);
}

TEST_CASE("more steps at once than the limit is an incident, and the tokens go on when it is tried again with room") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  const auto split = builder.add(node_of("split", model::NodeKind::parallel_gateway));
  builder.connect(start, split);
  for (int i = 0; i < 5; ++i) builder.connect(split, builder.add(node_of("m" + std::to_string(i), model::NodeKind::manual_task)));
  Case c(std::move(builder));
  REQUIRE(c.send(StartInstance{}, Limits{1'000, 4}));
  CHECK(c.live.tasks.size() == 3);
  CHECK(c.live.incidents.begin()->second.code == "TOO-MANY-ELEMENTS");
  REQUIRE(c.send(RetryInstance{}));
  CHECK(c.live.tasks.size() == 5);
  CHECK(c.live.incidents.empty());
}

TEST_CASE("a repeating timer at a step repeats from the moment it was due, as often as it says") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  const auto work = builder.add(node_of("work", model::NodeKind::manual_task));
  auto timer = node_of("nag", model::NodeKind::boundary_event);
  timer.attached_to = work;
  timer.interrupting = false;
  timer.event = model::EventKind::timer;
  timer.timer.emplace();
  timer.timer->form = model::TimerDefinition::Form::cycle;
  timer.timer->value = constant("R2/PT1M");
  const auto nag = builder.add(std::move(timer));
  builder.connect(start, work);
  builder.connect(nag, builder.add(node_of("mail", model::NodeKind::task)));
  Case c(std::move(builder));
  REQUIRE(c.send(StartInstance{}));
  c.now = {1000 + 90'000};
  REQUIRE(c.send(FireTimer{c.live.timers.begin()->first}));
  REQUIRE(c.live.timers.size() == 1);
  CHECK(c.live.timers.begin()->second.due.ms == 1000 + 120'000);
  CHECK_FALSE(c.send(FireTimer{c.live.timers.begin()->first}));
  c.now = {1000 + 120'000};
  REQUIRE(c.send(FireTimer{c.live.timers.begin()->first}));
  CHECK(c.live.timers.empty());
  CHECK(c.live.tasks.size() == 1);
}

TEST_CASE("a repetition of no length is trouble, not a timer that fires for ever") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  auto wait = node_of("wait", model::NodeKind::intermediate_catch_event);
  wait.event = model::EventKind::timer;
  wait.timer.emplace();
  wait.timer->form = model::TimerDefinition::Form::cycle;
  wait.timer->value = constant("R/PT0S");
  builder.connect(start, builder.add(std::move(wait)));
  Case c(std::move(builder));
  REQUIRE(c.send(StartInstance{}));
  CHECK(c.only_incident() == "TIMER-FAILED");
  CHECK(c.live.timers.empty());
}

TEST_CASE("a kind that this version cannot execute is an incident that names it") {
  model::ProcessBuilder builder("t");
  const auto start = builder.add(node_of("start", model::NodeKind::start_event));
  builder.connect(start, builder.add(node_of("any", model::NodeKind::inclusive_gateway)));
  Case c(std::move(builder));
  REQUIRE(c.send(StartInstance{}));
  CHECK(c.only_incident() == "ELEMENT-NOT-SUPPORTED");
}
