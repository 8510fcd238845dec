// The fields of each command.
#include "codec/json_command.hpp"

#include <array>

#include "codec/fields.hpp"

namespace wf::codec {

namespace {

using Body = engine::Command::Body;

/// In the order of Command::Body.
constexpr std::array<std::string_view, 13> command_types = {
    "StartInstance", "ClaimTask", "ReleaseTask",     "AssignTask",    "CompleteTask",   "CompleteJob", "FailJob",
    "ThrowJobError", "FireTimer", "ResolveIncident", "RetryInstance", "CancelInstance", "SetVariables"};
static_assert(command_types.size() == std::variant_size_v<Body>);

template <class V>
void describe(V& v, Described<V, engine::StartInstance>& c) {
  v.number("definition", c.definition);
  v.text("startAt", c.start_at);
  v.value("data", c.data);
  v.text("businessKey", c.business_key);
}
template <class V>
void describe(V& v, Described<V, engine::ClaimTask>& c) { v.key("task", c.task); }
template <class V>
void describe(V& v, Described<V, engine::ReleaseTask>& c) { v.key("task", c.task); }
template <class V>
void describe(V& v, Described<V, engine::AssignTask>& c) {
  v.key("task", c.task);
  v.text("assignee", c.assignee);
}
template <class V>
void describe(V& v, Described<V, engine::CompleteTask>& c) {
  v.key("task", c.task);
  v.value("data", c.data);
}
template <class V>
void describe(V& v, Described<V, engine::CompleteJob>& c) {
  v.key("job", c.job);
  v.value("output", c.output);
}
template <class V>
void describe(V& v, Described<V, engine::FailJob>& c) {
  v.key("job", c.job);
  v.text("code", c.code);
  v.text("message", c.message);
  v.flag("retry", c.retry);
  v.amount("retryAfterMs", c.retry_after_ms);
}
template <class V>
void describe(V& v, Described<V, engine::ThrowJobError>& c) {
  v.key("job", c.job);
  v.text("code", c.code);
  v.text("message", c.message);
  v.value("data", c.data);
}
template <class V>
void describe(V& v, Described<V, engine::FireTimer>& c) { v.key("timer", c.timer); }
template <class V>
void describe(V& v, Described<V, engine::ResolveIncident>& c) { v.key("incident", c.incident); }
template <class V>
void describe(V&, Described<V, engine::RetryInstance>&) {}
template <class V>
void describe(V& v, Described<V, engine::CancelInstance>& c) { v.text("reason", c.reason); }
template <class V>
void describe(V& v, Described<V, engine::SetVariables>& c) {
  v.key("scope", c.scope);
  v.value("values", c.values);
}

template <class T>
void read_body(FieldReader& fields, Body& body) {
  T command;
  describe(fields, command);
  body = std::move(command);
}
using ReadBody = void (*)(FieldReader&, Body&);
template <std::size_t... I>
constexpr std::array<ReadBody, sizeof...(I)> body_readers(std::index_sequence<I...>) {
  return {&read_body<std::variant_alternative_t<I, Body>>...};
}
constexpr auto readers = body_readers(std::make_index_sequence<std::variant_size_v<Body>>());

}  // namespace

void write_command(std::string& out, const engine::Command& command) {
  JsonWriter writer(out);
  FieldWriter fields(writer, nullptr);
  writer.begin_object().field("command", command_types[command.body.index()]);
  std::visit([&](const auto& body) { describe(fields, body); }, command.body);
  writer.end_object();
}

Result<engine::Command> read_command(std::string_view json) {
  JsonScan scan(json);
  FieldReader fields(scan.object(), nullptr);
  if (!scan.at_end()) return fail("WF-CODEC-001", "A command is a JSON object.");
  std::string type;
  fields.text("command", type);
  const auto found = std::find(command_types.begin(), command_types.end(), type);
  if (found == command_types.end()) return fail("WF-CODEC-004", "There is no command '" + type + "'.");
  engine::Command command;
  readers[static_cast<std::size_t>(found - command_types.begin())](fields, command.body);
  if (auto done = fields.finish(); !done) return tl::unexpected(done.error());
  return command;
}

}  // namespace wf::codec
