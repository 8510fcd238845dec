// A definition put together in code keeps its cross references right.
#include "model/builder.hpp"

#include <catch2/catch.hpp>

using namespace wf::model;

namespace {
FlowNode node(std::string id, NodeKind kind, NodeIndex parent = process_node) {
  FlowNode made;
  made.id = std::move(id);
  made.kind = kind;
  made.parent = parent;
  return made;
}
}  // namespace

TEST_CASE("connecting nodes fills both ends and names the flow after them") {
  ProcessBuilder builder("p", "Process");
  const auto start = builder.add(node("start", NodeKind::start_event));
  const auto task = builder.add(node("ask", NodeKind::user_task));
  const auto flow = builder.connect(start, task, {}, "go");
  const auto definition = std::move(builder).build();
  CHECK(definition->flow(flow).id == "start__ask");
  CHECK(definition->flow(flow).name == "go");
  CHECK(definition->node(start).outgoing == std::vector<FlowIndex>{flow});
  CHECK(definition->node(task).incoming == std::vector<FlowIndex>{flow});
  CHECK(definition->find_flow("start__ask") == flow);
  CHECK(definition->find_flow("ask__start") == no_index);
}

TEST_CASE("parallel flows between the same nodes get distinct ids") {
  ProcessBuilder builder("p");
  const auto a = builder.add(node("a", NodeKind::exclusive_gateway));
  const auto b = builder.add(node("b", NodeKind::task));
  builder.connect(a, b);
  builder.connect(a, b);
  builder.connect(a, b, {}, {}, "mine");
  builder.connect(a, b);
  const auto definition = std::move(builder).build();
  CHECK(definition->flow(0).id == "a__b");
  CHECK(definition->flow(1).id == "a__b_2");
  CHECK(definition->flow(2).id == "mine");
  CHECK(definition->flow(3).id == "a__b_3");
}

TEST_CASE("scopes know their children and their plain start") {
  ProcessBuilder builder("p");
  auto timed = node("timed", NodeKind::start_event);
  timed.event = EventKind::timer;
  builder.add(timed);
  const auto plain = builder.add(node("plain", NodeKind::start_event));
  const auto sub = builder.add(node("sub", NodeKind::sub_process));
  const auto inner = builder.add(node("inner", NodeKind::start_event, sub));
  const auto definition = std::move(builder).build();
  CHECK(definition->node(process_node).start == plain);
  CHECK(definition->node(process_node).children.size() == 3);
  CHECK(definition->start_events().size() == 2);
  CHECK(definition->node(sub).start == inner);
  CHECK(definition->node(sub).children == std::vector<NodeIndex>{inner});
  CHECK(definition->find_node("inner") == inner);
  CHECK(definition->find_node("nobody") == no_index);
}

TEST_CASE("boundary events hang on their activity and the default flow on its gateway") {
  ProcessBuilder builder("p");
  const auto task = builder.add(node("task", NodeKind::task));
  auto boundary = node("late", NodeKind::boundary_event);
  boundary.attached_to = task;
  const auto late = builder.add(boundary);
  const auto gate = builder.add(node("gate", NodeKind::exclusive_gateway));
  const auto flow = builder.connect(gate, task);
  builder.set_default(gate, flow);
  const auto definition = std::move(builder).build();
  CHECK(definition->node(task).boundary_events == std::vector<NodeIndex>{late});
  CHECK(definition->node(gate).default_flow == flow);
}

TEST_CASE("of two nodes with the same id the first is found") {
  ProcessBuilder builder("p");
  const auto first = builder.add(node("same", NodeKind::task));
  builder.add(node("same", NodeKind::task));
  CHECK(builder.definition().find_node("same") == first);
}

TEST_CASE("element types carry the names of BPMN") {
  CHECK(element_type(NodeKind::user_task) == "userTask");
  CHECK(element_type(NodeKind::event_sub_process) == "subProcess");
  CHECK(element_type(NodeKind::intermediate_catch_event) == "intermediateCatchEvent");
  CHECK(is_activity(NodeKind::sub_process));
  CHECK_FALSE(is_activity(NodeKind::exclusive_gateway));
  CHECK(is_gateway(NodeKind::complex_gateway));
  CHECK_FALSE(is_gateway(NodeKind::end_event));
  CHECK(is_scope(NodeKind::process));
  CHECK(is_scope(NodeKind::event_sub_process));
  CHECK_FALSE(is_scope(NodeKind::call_activity));
}
