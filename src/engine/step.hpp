// Step: one advance in the making: emits events, moves tokens, collects effects. Private to engine.
//
//   command handler ──> emit, push work ──> run(): one piece of work after the other until nothing can move
//
// Moving tokens is a list of work, not a recursion, so that neither long paths nor wide splits use stack.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <variant>

#include "engine/advance.hpp"
#include "engine/variables.hpp"

namespace wf::engine {

/// Why something of a definition could not be computed: becomes an incident.
struct Trouble {
  std::string code, message;
};
template <class T>
using Tried = tl::expected<T, Trouble>;

class Step {
 public:
  Step(const model::ProcessDefinition& definition, Instance& instance, const Context& context, const Limits& limits)
      : definition_(definition), instance_(instance), context_(context), limits_(limits) {}

  const model::ProcessDefinition& definition() const { return definition_; }
  const Instance& instance() const { return instance_; }
  const Context& context() const { return context_; }
  const ElementInstance* find(LocalKey element) const { return instance_.find_element(element); }
  const model::FlowNode& node_of(const ElementInstance& element) const { return definition_.node(element.node); }

  /// Appends the event and applies it.
  template <class Body>
  void emit(Body body) {
    append(EventBody::Variant(std::move(body)));
  }
  LocalKey fresh_key() const { return instance_.last_key + 1; }
  void owe(Effect effect) { outcome_.effects.push_back(std::move(effect)); }

  // ── tokens (tokens.cpp) ──
  /// A token on the flow; it goes on when its turn comes.
  void take(LocalKey scope, FlowIndex flow);
  /// A new element without a token of a flow: starts of scopes, boundary events.
  void activate_later(LocalKey scope, NodeIndex node);
  /// Leaves the element: data written, timers cancelled, outgoing flows taken, its scope perhaps completed.
  void complete(LocalKey element);
  /// Completes with these flows, chosen already.
  void complete_with(LocalKey element, const std::vector<FlowIndex>& flows);
  /// Ends the element and everything in it without going on.
  void terminate(LocalKey element);
  /// Everything inside the scope, but not the scope.
  void terminate_contents(LocalKey scope);
  /// If nothing is left in the scope, it completes.
  void check_scope(LocalKey scope);
  /// Completes the scope although tokens may wait or be on their way inside (a terminate end event).
  void complete_scope_now(LocalKey scope);
  /// Does again what the element could not do when its incident was raised.
  void repeat(LocalKey element);
  /// Lets every token that waits on a flow try again.
  void resume_tokens();
  /// Runs until no work is left.
  void run();

  // ── trouble (trouble.cpp) ──
  void raise(LocalKey element, const Trouble& trouble, LocalKey job = no_key);
  /// A BPMN error: the innermost catcher takes it, else the process fails. BPMN 2.0.2 §10.5.1.
  void throw_error(LocalKey thrower, const std::string& code, const std::string& message, NodeIndex end_event = model::no_index);
  void end_process(EventBody::Variant last);

  // ── data (data.cpp) ──
  Tried<feel::Value> evaluate(const model::ValueTree& tree, LocalKey element, const feel::Value* over = nullptr) const;
  /// Whether the condition is true; null with a reason is trouble, a plain null is not true.
  Tried<bool> holds(const model::Formula& condition, LocalKey element, const feel::Value* over = nullptr) const;
  struct Write {
    LocalKey scope;
    std::string name;
    feel::Value value;
  };
  /// What `out`, `into` and `set` of the element write, all computed before the first is written.
  Tried<std::vector<Write>> outputs(const ElementInstance& element) const;
  Tried<std::vector<Write>> assignments(const std::vector<model::Assignment>& list, const ElementInstance& element, const feel::Value* over) const;
  void write(const std::vector<Write>& writes);
  /// The scope that a variable written from `element` belongs to: the nearest that has it, else the process.
  LocalKey scope_for(const ElementInstance& element, std::string_view name) const;

  // ── timers (timers.cpp) ──
  struct Schedule {
    NodeIndex node;
    Instant due;
    std::int32_t repeats_left = 0;  ///< further times after the next; -1: without end
  };
  Tried<Schedule> schedule(NodeIndex node, LocalKey element) const;
  Tried<Instant> due_date(const model::TimerDefinition& due, const std::string& id, LocalKey element) const;
  /// Schedules for every boundary timer of an activity, computed before anything of it is set up.
  Tried<std::vector<Schedule>> boundary_schedules(const ElementInstance& element) const;
  void set_timers(LocalKey element, const std::vector<Schedule>& schedules);
  std::optional<Instant> next_repeat(const Timer& timer) const;

  Outcome finish();

 private:
  Tried<Schedule> scheduled(const model::TimerDefinition& timer, const std::string& id, NodeIndex node, LocalKey element) const;
  struct Arrive {
    LocalKey scope;
    FlowIndex flow;
  };
  struct Activate {
    LocalKey scope;
    NodeIndex node;
  };
  struct Complete {
    LocalKey element;
  };
  using Work = std::variant<Arrive, Activate, Complete>;

  void append(EventBody::Variant body);
  void carry_out(const Arrive& work);
  void carry_out(const Activate& work);
  void carry_out(const Complete& work);
  void activate(LocalKey scope, NodeIndex node, FlowIndex via);
  Tried<std::vector<FlowIndex>> outgoing(const ElementInstance& element, const feel::Value* over) const;
  void leave_quietly(LocalKey element);
  NodeIndex find_catcher(const ElementInstance& activity, const std::string& code) const;

  const model::ProcessDefinition& definition_;
  Instance& instance_;
  const Context& context_;
  const Limits& limits_;
  Outcome outcome_;
  std::deque<Work> work_;
  std::int64_t steps_ = 0;
  bool out_of_steps_ = false;
  NodeIndex last_end_ = model::no_index;
};

}  // namespace wf::engine
