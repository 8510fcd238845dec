// Conditions, defaults, and joins that cannot fill. BPMN 2.0.2 §10.6, §13.4.
#include <array>

#include "base/text.hpp"
#include "model/validate/checks.hpp"

namespace wf::model {

namespace {

struct Comparison {
  std::string_view left, relation, right;
};

/// "a <= b" when the text is one comparison of simple operands.
std::optional<Comparison> comparison_of(std::string_view text) {
  constexpr std::array relations = {"<=", ">=", "!=", "<", ">", "="};
  for (const std::string_view relation : relations) {
    const auto at = text.find(relation);
    if (at == std::string_view::npos) continue;
    const auto left = trimmed(text.substr(0, at)), right = trimmed(text.substr(at + relation.size()));
    constexpr std::string_view joins = "<>=!(){}[]\"";
    const bool is_simple = left.find_first_of(joins) == left.npos && right.find_first_of("<>=!(){}[]") == right.npos &&
                           text.find(" and ") == text.npos && text.find(" or ") == text.npos;
    if (!is_simple) return std::nullopt;
    return Comparison{left, relation, right};
  }
  return std::nullopt;
}

bool are_opposites(std::string_view a, std::string_view b) {
  constexpr std::array<std::array<std::string_view, 2>, 3> pairs = {{{"<=", ">"}, {">=", "<"}, {"=", "!="}}};
  for (const auto& pair : pairs) {
    if ((a == pair[0] && b == pair[1]) || (a == pair[1] && b == pair[0])) return true;
  }
  return false;
}

/// Whether one of the two is true for every value: `x` and `not(x)`, or opposite comparisons of the same operands.
bool is_complete_pair(std::string_view a, std::string_view b) {
  const auto first = trimmed(a), second = trimmed(b);
  if (second == "not(" + std::string(first) + ")" || first == "not(" + std::string(second) + ")") return true;
  const auto left = comparison_of(first), right = comparison_of(second);
  return left && right && left->left == right->left && left->right == right->right &&
         are_opposites(left->relation, right->relation);
}

bool is_complete(const Checks& checks, const FlowNode& gateway) {
  const auto& outgoing = gateway.outgoing;
  for (std::size_t i = 0; i < outgoing.size(); ++i) {
    const auto& first = checks.definition.flow(outgoing[i]).condition;
    if (first && trimmed(first->text) == "true") return true;
    for (std::size_t j = i + 1; first && j < outgoing.size() && j < i + 50; ++j) {
      const auto& second = checks.definition.flow(outgoing[j]).condition;
      if (second && is_complete_pair(first->text, second->text)) return true;
    }
  }
  return false;
}

void check_choice(Checks& checks, const FlowNode& gateway) {
  const bool is_split = gateway.outgoing.size() > 1;
  bool has_condition = false;
  for (const FlowIndex index : gateway.outgoing) {
    const auto& flow = checks.definition.flow(index);
    if (flow.condition) has_condition = true;
    if (is_split && !flow.condition && index != gateway.default_flow) {
      checks.error(flow, "WF-FLOW-011", "the arc '" + flow.id + "' has no condition, so " + in_words(gateway) + " cannot choose",
                   "give it a condition, or make it what happens otherwise");
    }
  }
  if (has_condition && gateway.default_flow == no_index && !is_complete(checks, gateway)) {
    checks.warning(gateway, "WF-FLOW-012", in_words(gateway) + " gets stuck when none of its conditions is true",
                   "add '- else: label' for everything else");
  }
}

void check_gateway(Checks& checks, const FlowNode& node) {
  if (node.outgoing.empty()) {
    checks.error(node, "WF-FLOW-010", in_words("gateway", node) + " leads nowhere", "draw an arc to a step");
  }
  const bool chooses = node.kind == NodeKind::exclusive_gateway || node.kind == NodeKind::inclusive_gateway;
  if (chooses) check_choice(checks, node);
}

void check_flow(Checks& checks, const SequenceFlow& flow) {
  const FlowNode& source = checks.definition.node(flow.source);
  const bool may_have_condition = source.kind == NodeKind::exclusive_gateway || source.kind == NodeKind::inclusive_gateway ||
                                  source.kind == NodeKind::complex_gateway || is_activity(source.kind);
  if (flow.condition && !may_have_condition) {
    checks.error(flow, "WF-FLOW-013", "the arc '" + flow.id + "' cannot have a condition: it leaves " + in_words(source),
                 "put an exclusive gateway behind it");
  }
  const bool is_default = source.default_flow != no_index && checks.definition.flow(source.default_flow).id == flow.id;
  if (flow.condition && is_default) {
    checks.error(flow, "WF-FLOW-013", "the arc '" + flow.id + "' is taken otherwise: it has no condition of its own",
                 "remove the condition");
  }
}

/// The exclusive gateway from which this flow must come, walking back while there is only one way.
NodeIndex deciding_gateway(const ProcessDefinition& definition, FlowIndex flow, FlowIndex& branch) {
  for (std::size_t walked = 0; walked <= definition.nodes.size(); ++walked) {
    const NodeIndex source = definition.flow(flow).source;
    const FlowNode& node = definition.node(source);
    if (node.kind == NodeKind::exclusive_gateway && node.outgoing.size() > 1) {
      branch = flow;
      return source;
    }
    const bool is_only_way = node.incoming.size() == 1 && node.outgoing.size() == 1;
    if (!is_only_way) return no_index;
    flow = node.incoming.front();
  }
  return no_index;
}

/// Whether the gateway can be passed again, so that a join could be filled in several rounds.
bool is_in_loop(const ProcessDefinition& definition, NodeIndex gateway) {
  std::vector<bool> seen(definition.nodes.size(), false);
  std::vector<NodeIndex> open = {gateway};
  while (!open.empty()) {
    const NodeIndex at = open.back();
    open.pop_back();
    std::vector<NodeIndex> sources = {at};
    for (const NodeIndex boundary : definition.node(at).boundary_events) sources.push_back(boundary);
    for (const NodeIndex source : sources) {
      for (const FlowIndex flow : definition.node(source).outgoing) {
        const NodeIndex target = definition.flow(flow).target;
        if (target == gateway) return true;
        if (seen[target]) continue;
        seen[target] = true;
        open.push_back(target);
      }
    }
  }
  return false;
}

constexpr std::size_t max_join_flows = 100;  // each is walked back; wider joins are judged by their first arcs
constexpr std::size_t max_loop_searches = 50;

}  // namespace

void check_gateways(Checks& checks) {
  for (const auto& node : checks.definition.nodes) {
    if (is_gateway(node.kind)) check_gateway(checks, node);
  }
  for (const auto& flow : checks.definition.flows) check_flow(checks, flow);
}

void check_joins(Checks& checks) {
  std::size_t searches = 0;
  for (const auto& node : checks.definition.nodes) {
    if (node.kind != NodeKind::parallel_gateway || node.incoming.size() < 2) continue;
    std::vector<std::pair<NodeIndex, FlowIndex>> decided;
    for (std::size_t i = 0; i < node.incoming.size() && i < max_join_flows; ++i) {
      FlowIndex branch = no_index;
      const NodeIndex gateway = deciding_gateway(checks.definition, node.incoming[i], branch);
      if (gateway == no_index) continue;
      const auto same = [&](const auto& other) { return other.first == gateway && other.second != branch; };
      const bool cannot_fill = std::any_of(decided.begin(), decided.end(), same);
      decided.emplace_back(gateway, branch);
      if (!cannot_fill || searches >= max_loop_searches) continue;
      ++searches;
      if (is_in_loop(checks.definition, gateway)) continue;
      checks.error(node, "WF-FLOW-015",
                   in_words(node) + " waits for two arcs of which '" + checks.definition.node(gateway).id + "' takes only one",
                   "let the branches of the choice meet at a step, not at a parallel gateway");
      break;
    }
  }
}

}  // namespace wf::model
