// Events to text and back, the golden log, and what happens to damaged ones.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "codec/event_fields.hpp"
#include "codec/json_event.hpp"
#include "sample.hpp"

namespace wf::codec {

namespace {

std::vector<engine::Event> read_all(std::string_view json) {
  std::vector<engine::Event> events;
  const auto definition = sample::definition();
  const auto read = read_events(json, *definition, events);
  INFO((read ? "" : read.error().text));
  REQUIRE(read.has_value());
  return events;
}

std::string code_of(std::string_view json) {
  std::vector<engine::Event> events;
  const auto definition = sample::definition();
  const auto read = read_events(json, *definition, events);
  return read ? "" : read.error().code;
}

}  // namespace

TEST_CASE("every event type reads back equal to what was written") {
  const auto events = sample::every_event();
  const auto definition = sample::definition();
  const auto back = read_all(events_to_json(events, *definition));
  REQUIRE(back.size() == events.size());
  for (std::size_t i = 0; i < events.size(); ++i) {
    INFO(event_types[events[i].body.index()]);
    CHECK(back[i] == events[i]);
  }
}

TEST_CASE("the sample holds each event type, so that none is forgotten") {
  std::set<std::size_t> seen;
  for (const auto& event : sample::every_event()) seen.insert(event.body.index());
  CHECK(seen.size() == event_types.size());
}

TEST_CASE("a log written by version 1 is read for ever") {
  const std::string path = "tests/logs/v1/every-event.json";
  const auto definition = sample::definition();
  const auto text = events_to_json(sample::every_event(), *definition);
  if (std::getenv("WF_ACCEPT") && !std::ifstream(path)) std::ofstream(path) << text << '\n';  // never rewritten
  std::ifstream file(path);
  REQUIRE(file);
  std::stringstream golden;
  golden << file.rdbuf();
  CHECK(read_all(golden.str()) == sample::every_event());
}

TEST_CASE("steps and flows are found by id though a new definition has them in another order") {
  model::ProcessBuilder builder("leave");
  builder.add(sample::node("late", model::NodeKind::boundary_event));
  const auto decide = builder.add(sample::node("decide", model::NodeKind::user_task));
  const auto start = builder.add(sample::node("start", model::NodeKind::start_event));
  builder.connect(decide, decide, {}, {}, "other");
  const auto flow = builder.connect(start, decide);
  const auto changed = std::move(builder).build();
  std::vector<engine::Event> events;
  const std::vector<engine::Event> written{{1, {5}, 1, "x", engine::ElementActivated{3, 1, sample::decide, 0}}};
  REQUIRE(read_events(events_to_json(written, *sample::definition()), *changed, events));
  CHECK(std::get<engine::ElementActivated>(events[0].body) == engine::ElementActivated{3, 1, decide, flow});
}

TEST_CASE("several batches of one writer form one array") {
  const auto events = sample::every_event();
  const auto definition = sample::definition();
  std::string out;
  EventWriter writer(out, *definition);
  for (const auto& event : events) writer.add(event);
  writer.finish();
  CHECK(out == events_to_json(events, *definition));
  CHECK(events_to_json({}, *definition) == "[]");
  CHECK(read_all("[]").empty());
}

TEST_CASE("damaged logs are errors with a code") {
  CHECK(code_of(R"([{"type":"ElementActivated","seq":1,"at":1,"key":2,"scope":1,"node":"gone"}])") == "WF-CODEC-002");
  CHECK(code_of(R"([{"type":"FlowTaken","seq":1,"at":1,"scope":1,"flow":"gone"}])") == "WF-CODEC-002");
  CHECK(code_of(R"([{"type":"TeaBrewed","seq":1,"at":1}])") == "WF-CODEC-003");
  CHECK(code_of(R"([{"type":"TimerFired","v":2,"seq":1,"at":1,"key":2}])") == "WF-CODEC-003");
  CHECK(code_of(R"([{"type":"TimerFired","seq":1,"at":1,"key":-2}])") == "WF-CODEC-001");
  CHECK(code_of(R"([{"type":"TimerFired","seq":1,"at":1,"key":4294967296}])") == "WF-CODEC-001");
  CHECK(code_of(R"([{"type":"TimerFired","seq":"one","at":1,"key":2}])") == "WF-CODEC-001");
  CHECK(code_of(R"([{"type":"TimerFired","seq":1,"at":1,"key":2,"colour":"red"}])") == "WF-CODEC-001");
  CHECK(code_of(R"([{"type":"VariableSet","seq":1,"at":1,"scope":1,"name":"x","value":{"a":}}])") == "WF-CODEC-001");
  CHECK(code_of("") == "WF-CODEC-001");
  CHECK(code_of("{}") == "WF-CODEC-001");
  CHECK(code_of("[1]") == "WF-CODEC-001");
  CHECK(code_of("[{}] x") == "WF-CODEC-003");
  CHECK(code_of("[\xff]") == "WF-CODEC-001");
}

TEST_CASE("a log cut off anywhere is an error, never a shorter log") {
  const auto definition = sample::definition();
  const auto text = events_to_json(sample::every_event(), *definition);
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO("cut to " << size << " bytes");
    CHECK_FALSE(code_of(std::string_view(text).substr(0, size)).empty());
  }
}

TEST_CASE("an older event is lifted step by step into today's shape") {
  static const UpcastRule rules[] = {
      {"TimerFired", 1, [](RawEvent& event) { event.find("timer")->name = "number"; }},
      {"TimerFired", 2,
       [](RawEvent& event) {
         auto* number = event.find("number");
         number->json = event.keep(std::to_string(*integer_content(number->json) * 10));
         number->name = "key";
       }},
  };
  const auto definition = sample::definition();
  std::vector<engine::Event> events;
  const auto read = read_events(
      R"([{"type":"TimerFired","seq":7,"at":1,"by":"timer","timer":4},{"type":"TimerFired","v":2,"number":5},{"type":"TimerFired","v":3,"key":6}])",
      *definition, events, rules);
  REQUIRE(read.has_value());
  CHECK(events == std::vector<engine::Event>{{7, {1}, 3, "timer", engine::TimerFired{40}},
                                             {8, {1}, 3, "timer", engine::TimerFired{50}},
                                             {9, {1}, 3, "timer", engine::TimerFired{6}}});
  CHECK(read_events(R"([{"type":"TimerFired","v":4,"seq":1,"key":6}])", *definition, events, rules).error().code == "WF-CODEC-003");
}

}  // namespace wf::codec
