// Depth-first search along references and applicators in place, without recursion.
#include "model/schema/loops.hpp"

#include <unordered_map>

namespace wf::model::schema {

namespace {

/// What is applied to the same value whatever the value is.
std::vector<const Node*> in_place(const Node& node) {
  std::vector<const Node*> next;
  for (const Node* single : {node.ref, node.not_this, node.if_this}) {
    if (single) next.push_back(single);
  }
  for (const auto* many : {&node.all_of, &node.any_of, &node.one_of})
    next.insert(next.end(), many->begin(), many->end());
  return next;
}

enum class Mark : std::uint8_t { fresh, open, done };

struct Step {
  const Node* node;
  std::vector<const Node*> next;
};

}  // namespace

const Node* looping_node(const std::deque<Node>& nodes) {
  std::unordered_map<const Node*, Mark> marks;
  for (const Node& start : nodes) {
    if (marks[&start] != Mark::fresh) continue;
    std::vector<Step> path;
    marks[&start] = Mark::open;
    path.push_back({&start, in_place(start)});
    while (!path.empty()) {
      Step& step = path.back();
      if (step.next.empty()) {
        marks[step.node] = Mark::done;
        path.pop_back();
        continue;
      }
      const Node* next = step.next.back();
      step.next.pop_back();
      Mark& mark = marks[next];
      if (mark == Mark::open) return next;
      if (mark == Mark::done) continue;
      mark = Mark::open;
      path.push_back({next, in_place(*next)});
    }
  }
  return nullptr;
}

}  // namespace wf::model::schema
