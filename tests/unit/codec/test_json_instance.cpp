// Snapshots and commands to text and back.
#include <catch2/catch.hpp>

#include "codec/json_command.hpp"
#include "codec/json_instance.hpp"
#include "sample.hpp"

namespace wf::codec {

TEST_CASE("a snapshot reads back equal to the instance") {
  const auto definition = sample::definition();
  const auto instance = sample::instance();
  std::string text;
  write_instance(text, instance, *definition);
  const auto back = read_instance(text, *definition);
  INFO((back ? "" : back.error().text));
  REQUIRE(back.has_value());
  CHECK(*back == instance);
  std::string again;
  write_instance(again, *back, *definition);
  CHECK(again == text);
}

TEST_CASE("an empty instance reads back equal") {
  const auto definition = sample::definition();
  std::string text;
  write_instance(text, {}, *definition);
  CHECK(read_instance(text, *definition).value() == engine::Instance{});
}

TEST_CASE("a damaged snapshot is an error with a code") {
  const auto definition = sample::definition();
  std::string text;
  write_instance(text, sample::instance(), *definition);
  for (std::size_t size = 0; size < text.size(); ++size) {
    INFO("cut to " << size << " bytes");
    CHECK_FALSE(read_instance(text.substr(0, size), *definition).has_value());
  }
  CHECK(read_instance(R"({"key":1,"state":9})", *definition).error().code == "WF-CODEC-001");
  CHECK(read_instance(R"({"elements":[{"key":1,"node":"gone"}]})", *definition).error().code == "WF-CODEC-002");
  CHECK(read_instance(R"({"elements":[{"key":1,"node":"","taken":{"gone":1}}]})", *definition).error().code == "WF-CODEC-002");
  CHECK(read_instance(R"({"elements":[{"key":1,"node":"","variables":[1]}]})", *definition).error().code == "WF-CODEC-001");
}

TEST_CASE("every command reads back as it was written") {
  using namespace engine;
  const std::vector<std::pair<Command, std::string>> commands = {
      {{StartInstance{12, "start", feel::Context{{"days", 3}}, "R-1"}}, R"({"command":"StartInstance","definition":12,"startAt":"start","data":{"days":3},"businessKey":"R-1"})"},
      {{ClaimTask{4}}, R"({"command":"ClaimTask","task":4})"},
      {{ReleaseTask{4}}, R"({"command":"ReleaseTask","task":4})"},
      {{AssignTask{4, "bob"}}, R"({"command":"AssignTask","task":4,"assignee":"bob"})"},
      {{CompleteTask{4, feel::Context{{"ok", true}}}}, R"({"command":"CompleteTask","task":4,"data":{"ok":true}})"},
      {{CompleteJob{6, feel::List{1}}}, R"({"command":"CompleteJob","job":6,"output":[1]})"},
      {{FailJob{6, "E", "no", false, 500}}, R"({"command":"FailJob","job":6,"code":"E","message":"no","retry":false,"retryAfterMs":500})"},
      {{ThrowJobError{6, "E", "no", {}}}, R"({"command":"ThrowJobError","job":6,"code":"E","message":"no"})"},
      {{FireTimer{5}}, R"({"command":"FireTimer","timer":5})"},
      {{ResolveIncident{7}}, R"({"command":"ResolveIncident","incident":7})"},
      {{RetryInstance{}}, R"({"command":"RetryInstance"})"},
      {{CancelInstance{"gone"}}, R"({"command":"CancelInstance","reason":"gone"})"},
      {{SetVariables{1, feel::Context{{"x", 1}}}}, R"({"command":"SetVariables","scope":1,"values":{"x":1}})"},
  };
  CHECK(commands.size() == std::variant_size_v<Command::Body>);
  for (const auto& [command, text] : commands) {
    std::string written;
    write_command(written, command);
    CHECK(written == text);
    const auto back = read_command(text);
    REQUIRE(back.has_value());
    std::string again;
    write_command(again, *back);
    CHECK(again == text);
  }
  CHECK(read_command(R"({"command":"Dance"})").error().code == "WF-CODEC-004");
  CHECK(read_command("[]").error().code == "WF-CODEC-001");
}

}  // namespace wf::codec
