// A small definition and one event of every type: what the codec tests turn into text and back.
#pragma once
#include <memory>
#include <vector>

#include "engine/event.hpp"
#include "engine/instance.hpp"
#include "model/builder.hpp"

namespace wf::codec::sample {

inline model::FlowNode node(std::string id, model::NodeKind kind, std::string name = {}) {
  model::FlowNode made;
  made.id = std::move(id);
  made.name = std::move(name);
  made.kind = kind;
  return made;
}

/// start → decide (user task, with a timer `late`) → book (service task) → done
inline std::shared_ptr<const model::ProcessDefinition> definition() {
  model::ProcessBuilder builder("leave", "Leave of absence");
  const auto start = builder.add(node("start", model::NodeKind::start_event));
  const auto decide = builder.add(node("decide", model::NodeKind::user_task, "The head decides"));
  const auto book = builder.add(node("book", model::NodeKind::service_task, "Book it"));
  const auto done = builder.add(node("done", model::NodeKind::end_event));
  auto late = node("late", model::NodeKind::boundary_event);
  late.attached_to = decide;
  builder.add(std::move(late));
  builder.connect(start, decide);
  builder.connect(decide, book);
  builder.connect(book, done);
  builder.definition().time_zone = "Europe/Rome";
  return std::move(builder).build();
}

inline constexpr model::NodeIndex start = 1, decide = 2, book = 3, done = 4, late = 5;

inline feel::Value data() {
  return feel::Context{{"days", Decimal(3)},
                       {"price", *Decimal::parse("1250.50")},
                       {"why", "Grüße, \"quoted\"\n\ttabs \\ and {brackets]"},
                       {"from", Date{2026, 3, 27}},
                       {"parts", feel::List{true, feel::Value(), feel::Context{}}}};
}

/// Numbered from 1; times and authors change on the way.
inline std::vector<engine::Event> every_event() {
  using namespace engine;
  std::vector<EventBody::Variant> bodies{
      ProcessStarted{"leave", 12, start, "R-2026/7"},
      ElementActivated{root_key, no_key, model::process_node, model::no_index},
      VariableSet{root_key, "request", data()},
      VariableSet{root_key, "nothing", {}},
      ElementActivated{2, root_key, start, model::no_index},
      ElementCompleted{2},
      FlowTaken{root_key, 0},
      ElementActivated{3, root_key, decide, 0},
      UserTaskCreated{4, 3, "", {"anna", "bob"}, {"heads"}, {"carl"}, Instant{1774602000000}, -2},
      TimerScheduled{5, 3, late, no_key, Instant{1774602000500}, 3, 60000},
      UserTaskAssigned{4, "anna"},
      TimerFired{5},
      UserTaskCompleted{4, feel::Context{{"outcome", "approve"}}},
      TimerCancelled{5},
      JobCreated{6, 3, "http", data(), 0, 30000},
      JobFailed{6, "HTTP-500", "The server said no.", 2, Instant{1774602001000}},
      JobFailed{6, "", "", 0, std::nullopt},
      IncidentRaised{7, 3, 6, "JOB-FAILED", "Three attempts failed."},
      IncidentResolved{7},
      JobReleased{6, 1},
      ErrorThrown{3, "no-funds", "No money left", late},
      ErrorThrown{3, "other", "", model::no_index},
      JobCompleted{6, data()},
      JobCancelled{6},
      UserTaskCancelled{4},
      ElementTerminated{3},
      ProcessTerminated{model::no_index, "no longer needed"},
      ProcessFailed{done, "no-funds", "No money left"},
      ProcessCompleted{done},
  };
  std::vector<Event> events;
  std::uint64_t seq = 0;
  for (auto& body : bodies) {
    ++seq;
    const std::string by = seq < 9 ? "anna" : seq < 14 ? "timer" : "";
    events.push_back({seq, Instant{1774601000000 + static_cast<std::int64_t>(seq / 4) * 250}, 1, by, std::move(body)});
  }
  return events;
}

inline engine::Instance instance() {
  using namespace engine;
  Instance made;
  made.key = 1042;
  made.workflow = "leave";
  made.definition = 12;
  made.state = InstanceState::active;
  made.business_key = "R-2026/7";
  made.started_by = "anna";
  made.started_at = {1774601000000};
  made.failure_message = "none yet";
  made.seq = 28;
  made.last_key = 7;
  ElementInstance root;
  root.key = root_key;
  root.node = model::process_node;
  root.taken = {{0, 1}, {2, 3}};
  root.children = {3};
  root.started = true;
  root.variables.set("request", data());
  root.variables.set("nothing", feel::Value());
  made.elements[root_key] = root;
  ElementInstance task;
  task.key = 3;
  task.scope = root_key;
  task.node = decide;
  task.has_result = true;
  task.result = data();
  task.job = 6;
  task.task = 4;
  task.timers = {5};
  task.incidents = {7};
  made.elements[3] = task;
  made.jobs[6] = {6, 3, "http", data(), 2, 2, 30000, JobState::stuck, {1774601000000}, "HTTP-500: The server said no."};
  made.tasks[4] = {4, 3, "anna", {"anna", "bob"}, {"heads"}, {"carl"}, Instant{1774602000000}, 5, {1774601000000}};
  made.timers[5] = {5, 3, late, 6, {1774602000500}, 3, 60000};
  made.incidents[7] = {7, 3, 6, "JOB-FAILED", "Three attempts failed.", {1774601000000}};
  return made;
}

}  // namespace wf::codec::sample
