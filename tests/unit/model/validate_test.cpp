// The checks of whole graphs: faults that cannot be written in the language are built in code here; the others are
// shown with their places in tests/lint.
#include "model/validate.hpp"

#include <catch2/catch.hpp>

#include "model/builder.hpp"

using namespace wf;
using namespace wf::model;

namespace {

/// A process that is put together step by step; `p.start` leads to the first step.
class Graph {
 public:
  Graph() : builder_("p", "Process") { start_ = add("p.start", NodeKind::start_event); }

  NodeIndex add(std::string id, NodeKind kind, NodeIndex parent = process_node) {
    FlowNode node;
    node.id = std::move(id);
    node.kind = kind;
    node.parent = parent;
    return builder_.add(std::move(node));
  }
  NodeIndex add(FlowNode node) { return builder_.add(std::move(node)); }
  FlowIndex connect(NodeIndex source, NodeIndex target, std::string condition = {}) {
    std::optional<Formula> formula;
    if (!condition.empty()) formula.emplace().text = std::move(condition);
    return builder_.connect(source, target, std::move(formula));
  }
  void otherwise(NodeIndex gateway, FlowIndex flow) { builder_.set_default(gateway, flow); }
  NodeIndex start() const { return start_; }

  /// "CODE element: message" for each finding.
  std::vector<std::string> findings() {
    std::vector<std::string> out;
    for (const auto& one : validate(builder_.definition())) out.push_back(one.code + " " + one.element + ": " + one.message);
    return out;
  }

 private:
  ProcessBuilder builder_;
  NodeIndex start_ = no_index;
};

using Findings = std::vector<std::string>;

FlowNode event_at(std::string id, NodeIndex activity, NodeIndex parent = process_node) {
  FlowNode node;
  node.id = std::move(id);
  node.kind = NodeKind::boundary_event;
  node.parent = parent;
  node.attached_to = activity;
  node.event = EventKind::error;
  node.error = ErrorDefinition{"", {}};
  return node;
}

}  // namespace

TEST_CASE("a sound graph has no findings") {
  Graph g;
  const auto task = g.add("task", NodeKind::user_task), end = g.add("end", NodeKind::end_event);
  g.connect(g.start(), task);
  g.connect(task, end);
  CHECK(g.findings() == Findings{});
}

TEST_CASE("an id that two nodes have is reported") {
  Graph g;
  const auto a = g.add("same", NodeKind::task), b = g.add("same", NodeKind::task), end = g.add("end", NodeKind::end_event);
  g.connect(g.start(), a);
  g.connect(a, b);
  g.connect(b, end);
  CHECK(g.findings() == Findings{"WF-FLOW-001 same: the id 'same' is taken"});
}

TEST_CASE("an arc that has the id of a node is reported") {
  Graph g;
  const auto a = g.add("a", NodeKind::task), taken = g.add("p.start__a", NodeKind::end_event);
  g.connect(g.start(), a);
  g.connect(a, taken);
  CHECK(g.findings() == Findings{"WF-FLOW-001 p.start: the id 'p.start__a' of a sequence flow is taken"});
}

TEST_CASE("a process without start is reported") {
  ProcessBuilder builder("p");
  FlowNode end;
  end.id = "end";
  end.kind = NodeKind::end_event;
  builder.add(end);
  const auto found = validate(builder.definition());
  REQUIRE(found.size() == 2);
  CHECK(found[0].code == "WF-FLOW-002");
  CHECK(found[0].message == "'p' has no start");
  CHECK(found[1].code == "WF-FLOW-008");
}

TEST_CASE("a sub-process needs exactly one plain start") {
  for (const std::size_t starts : {0U, 2U}) {
    Graph g;
    const auto sub = g.add("sub", NodeKind::sub_process), end = g.add("end", NodeKind::end_event);
    const auto inner_end = g.add("inner_end", NodeKind::end_event, sub);
    for (std::size_t i = 0; i < starts; ++i) g.connect(g.add("s" + std::to_string(i), NodeKind::start_event, sub), inner_end);
    g.connect(g.start(), sub);
    g.connect(sub, end);
    const auto found = g.findings();
    INFO(starts);
    REQUIRE_FALSE(found.empty());
    CHECK(found.front() == (starts == 0 ? "WF-FLOW-002 sub: 'sub' has no start"
                                        : "WF-FLOW-002 sub: a sub-process needs exactly one plain start; 'sub' has 2"));
  }
}

TEST_CASE("an arc that leads to a start is reported") {
  Graph g;
  const auto gate = g.add("gate", NodeKind::exclusive_gateway), end = g.add("end", NodeKind::end_event);
  g.connect(g.start(), gate);
  g.connect(gate, g.start(), "again");
  g.otherwise(gate, g.connect(gate, end));
  CHECK(g.findings() == Findings{"WF-FLOW-003 p.start: nothing can lead to the start of 'p'"});
}

TEST_CASE("a start that leads nowhere is reported") {
  Graph g;
  CHECK(g.findings() == Findings{"WF-FLOW-003 p.start: the start of 'p' leads nowhere"});
}

TEST_CASE("an arc that leaves an end is reported") {
  Graph g;
  const auto end = g.add("end", NodeKind::end_event), after = g.add("after", NodeKind::end_event);
  g.connect(g.start(), end);
  g.connect(end, after);
  CHECK(g.findings() == Findings{"WF-FLOW-004 end: nothing can follow the end 'end'"});
}

TEST_CASE("an event without its period, and one without its error, are reported") {
  Graph g;
  FlowNode wait;
  wait.id = "wait";
  wait.kind = NodeKind::intermediate_catch_event;
  wait.event = EventKind::timer;
  FlowNode end;
  end.id = "end";
  end.kind = NodeKind::end_event;
  end.event = EventKind::error;
  const auto waiting = g.add(wait), ending = g.add(end);
  g.connect(g.start(), waiting);
  g.connect(waiting, ending);
  CHECK(g.findings() == Findings{"WF-FLOW-005 wait: the event 'wait' does not say what it waits for or throws",
                                 "WF-FLOW-005 end: the event 'end' does not say what it waits for or throws"});
}

TEST_CASE("an arc across the border of a sub-process is reported") {
  Graph g;
  const auto sub = g.add("sub", NodeKind::sub_process), end = g.add("end", NodeKind::end_event);
  const auto inner = g.add("inner", NodeKind::start_event, sub);
  g.connect(g.start(), sub);
  g.connect(sub, end);
  g.connect(inner, end);
  CHECK(g.findings() == Findings{"WF-FLOW-006 inner: the arc 'inner__end' crosses the border of a sub-process"});
}

TEST_CASE("an event that hangs on nothing, or on a step of another sub-process, is reported") {
  Graph g;
  const auto sub = g.add("sub", NodeKind::sub_process), end = g.add("end", NodeKind::end_event);
  const auto inner = g.add("inner", NodeKind::start_event, sub), inside = g.add("inside", NodeKind::task, sub);
  g.connect(inner, inside);
  g.connect(g.start(), sub);
  g.connect(sub, end);
  g.connect(g.add(event_at("elsewhere", inside)), end);
  const auto found = g.findings();
  REQUIRE_FALSE(found.empty());
  CHECK(found.front() == "WF-FLOW-007 elsewhere: 'elsewhere' is not attached to an activity of its own sub-process");
}

TEST_CASE("an event at a step without trigger, without continuation, or with an arc to it is reported") {
  Graph g;
  const auto gate = g.add("gate", NodeKind::exclusive_gateway), task = g.add("task", NodeKind::task), end = g.add("end", NodeKind::end_event);
  auto bare = event_at("bare", task);
  bare.event = EventKind::none;
  const auto event = g.add(bare);
  g.connect(g.start(), gate);
  g.connect(gate, event, "odd");
  g.otherwise(gate, g.connect(gate, task));
  g.connect(task, end);
  CHECK(g.findings() == Findings{"WF-FLOW-007 bare: nothing can lead to 'bare', which is an event at a step",
                                 "WF-FLOW-007 bare: 'bare' leads nowhere", "WF-FLOW-007 bare: 'bare' has no trigger"});
}

TEST_CASE("a gateway that leads nowhere is reported, for each kind") {
  for (const auto kind : {NodeKind::exclusive_gateway, NodeKind::parallel_gateway}) {
    Graph g;
    g.connect(g.start(), g.add("gate", kind));
    CHECK(g.findings() == Findings{"WF-FLOW-010 gate: the gateway 'gate' leads nowhere"});
  }
}

TEST_CASE("an arc of a choice without condition, which is not what happens otherwise, is reported") {
  Graph g;
  const auto gate = g.add("gate", NodeKind::exclusive_gateway), a = g.add("a", NodeKind::end_event), b = g.add("b", NodeKind::end_event);
  g.connect(g.start(), gate);
  g.connect(gate, a);
  g.otherwise(gate, g.connect(gate, b));
  CHECK(g.findings() == Findings{"WF-FLOW-011 gate: the arc 'gate__a' has no condition, so 'gate' cannot choose"});
}

TEST_CASE("a gateway with a single arc needs no condition") {
  Graph g;
  const auto gate = g.add("gate", NodeKind::exclusive_gateway), end = g.add("end", NodeKind::end_event);
  g.connect(g.start(), gate);
  g.connect(gate, end);
  CHECK(g.findings() == Findings{});
}

TEST_CASE("a condition on an arc that leaves no choice is reported") {
  Graph g;
  const auto fork = g.add("fork", NodeKind::parallel_gateway), a = g.add("a", NodeKind::end_event), b = g.add("b", NodeKind::end_event);
  g.connect(g.start(), fork, "amount > 5");
  g.connect(fork, a, "amount > 10");
  g.connect(fork, b);
  CHECK(g.findings() == Findings{"WF-FLOW-013 p.start: the arc 'p.start__fork' cannot have a condition: it leaves the start of 'p'",
                                 "WF-FLOW-013 fork: the arc 'fork__a' cannot have a condition: it leaves 'fork'"});
}

TEST_CASE("a condition on the arc that is taken otherwise is reported") {
  Graph g;
  const auto gate = g.add("gate", NodeKind::exclusive_gateway), a = g.add("a", NodeKind::end_event), b = g.add("b", NodeKind::end_event);
  g.connect(g.start(), gate);
  g.connect(gate, a, "amount > 10");
  g.otherwise(gate, g.connect(gate, b, "amount < 5"));
  CHECK(g.findings() == Findings{"WF-FLOW-013 gate: the arc 'gate__b' is taken otherwise: it has no condition of its own"});
}

TEST_CASE("a choice whose conditions are opposites needs no otherwise, one with a gap is warned of") {
  const auto findings_of = [](const std::string& first, const std::string& second) {
    Graph g;
    const auto gate = g.add("gate", NodeKind::exclusive_gateway), a = g.add("a", NodeKind::end_event), b = g.add("b", NodeKind::end_event);
    g.connect(g.start(), gate);
    g.connect(gate, a, first);
    g.connect(gate, b, second);
    return g.findings();
  };
  CHECK(findings_of("amount <= 200", "amount > 200") == Findings{});
  CHECK(findings_of("urgent", "not(urgent)") == Findings{});
  CHECK(findings_of("says = \"yes\"", "says != \"yes\"") == Findings{});
  const Findings gap = {"WF-FLOW-012 gate: 'gate' gets stuck when none of its conditions is true"};
  CHECK(findings_of("amount < 200", "amount > 200") == gap);
  CHECK(findings_of("amount <= 200", "total > 200") == gap);
}
