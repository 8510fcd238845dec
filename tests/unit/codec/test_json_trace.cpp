// What people and judges see of events.
#include <catch2/catch.hpp>

#include "codec/json_trace.hpp"
#include "codec/problem.hpp"
#include "sample.hpp"

namespace wf::codec {

TEST_CASE("a trace names steps, types and jobs, with times of the definition's zone") {
  const auto definition = sample::definition();
  TraceWriter trace(*definition, 1042);
  std::vector<std::string> lines;
  for (const auto& event : sample::every_event()) {
    lines.emplace_back();
    trace.write_members(lines.back(), event);
  }
  const std::string head = R"(,"instance":"1042","process":"leave",)";
  CHECK(lines[0] == R"("seq":1,"at":"2026-03-27T09:43:20+01:00")" + head +
                        R"("event":"ProcessStarted","element":"leave","elementType":"process","by":"anna","data":{"workflow":"leave","definition":12,"start":"start","businessKey":"R-2026/7"})");
  CHECK(lines[5] == R"("seq":6,"at":"2026-03-27T09:43:20.250+01:00")" + head +
                        R"("event":"ElementCompleted","element":"start","elementType":"startEvent","by":"anna","data":{"key":"1042.2"})");
  CHECK(lines[6].find(R"("event":"FlowTaken","element":"start__decide","elementType":"sequenceFlow")") != std::string::npos);
  CHECK(lines[7].find(R"("element":"decide","elementType":"userTask")") != std::string::npos);
  CHECK(lines[11].find(R"("event":"TimerFired","element":"late","elementType":"boundaryEvent")") != std::string::npos);
  CHECK(lines[22].find(R"("event":"JobCompleted","element":"decide","elementType":"userTask","jobType":"http")") != std::string::npos);
}

TEST_CASE("places carry the human name") {
  const auto definition = sample::definition();
  TraceWriter trace(*definition, 1);
  const auto place = trace.locate({1, {}, 1, "", engine::ElementActivated{3, 1, sample::decide, 0}});
  CHECK(place.name == "The head decides");
  CHECK(trace.locate({2, {}, 1, "", engine::ElementCompleted{3}}).name == "The head decides");
  CHECK(trace.locate({3, {}, 1, "", engine::JobCompleted{99, {}}}).element.empty());
}

TEST_CASE("problems follow RFC 9457 and name the fields") {
  engine::Rejection rejection{"INVALID", "The data do not fit the form.", {{"/days", "must be at least 1"}}};
  CHECK(to_json(problem_of(rejection)) ==
        R"({"type":"urn:wf:problem:invalid","title":"The data are not valid","status":422,"code":"INVALID","detail":"The data do not fit the form.","fields":[{"pointer":"/days","message":"must be at least 1"}]})");
  CHECK(to_json(problem_of(Error{"NOT-FOUND", "There is no case 7."})) ==
        R"({"type":"urn:wf:problem:not-found","title":"Not found","status":404,"code":"NOT-FOUND","detail":"There is no case 7."})");
  CHECK(status_of("INVALID-WORKFLOW") == 422);
  CHECK(status_of("WF-JSON-001") == 400);
  CHECK(status_of("WF-JSON-005") == 413);
  CHECK(status_of("STALE") == 412);
  CHECK(status_of("BUSY") == 429);
  CHECK(status_of("WF-STORE-002") == 503);
  CHECK(status_of("ANYTHING-ELSE") == 500);
}

}  // namespace wf::codec
