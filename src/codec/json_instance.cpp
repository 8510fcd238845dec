// The fields of the instance and of what lives in it.
#include "codec/json_instance.hpp"

#include "codec/fields.hpp"
#include "codec/json_value.hpp"

namespace wf::codec {

using engine::ElementInstance;
using engine::Incident;
using engine::Instance;
using engine::Job;
using engine::Timer;
using engine::UserTask;

// describe() is found through the namespace of its visitor, so it cannot hide in an unnamed one.

/// An enumeration of which `last` is the highest value, as its number.
template <class V, class Enum>
void enumeration(V& v, std::string_view name, Enum& field, std::remove_const_t<Enum> last) {
  if constexpr (V::writes) {
    v.number(name, static_cast<std::int64_t>(field));
  } else {
    std::uint8_t number = 0;
    v.number(name, number);
    if (number > static_cast<std::uint8_t>(last)) return v.fault(name, "a known state");
    field = static_cast<Enum>(number);
  }
}

template <class V>
void describe(V& v, Described<V, Job>& job) {
  v.key("key", job.key);
  v.key("element", job.element);
  v.text("type", job.type);
  v.value("input", job.input);
  v.number("attemptsLeft", job.attempts_left);
  v.number("attempt", job.attempt);
  v.number("timeoutMs", job.timeout_ms);
  enumeration(v, "state", job.state, engine::JobState::stuck);
  v.moment("created", job.created);
  v.text("lastError", job.last_error);
}

template <class V>
void describe(V& v, Described<V, UserTask>& task) {
  v.key("key", task.key);
  v.key("element", task.element);
  v.text("assignee", task.assignee);
  v.texts("people", task.people);
  v.texts("groups", task.groups);
  v.texts("excluded", task.excluded);
  v.moment("due", task.due);
  v.number("priority", task.priority);
  v.moment("created", task.created);
}

template <class V>
void describe(V& v, Described<V, Timer>& timer) {
  v.key("key", timer.key);
  v.key("element", timer.element);
  v.node("node", timer.node);
  v.key("job", timer.job);
  v.moment("due", timer.due);
  v.number("repeatsLeft", timer.repeats_left);
  v.number("periodMs", timer.period_ms);
}

template <class V>
void describe(V& v, Described<V, Incident>& incident) {
  v.key("key", incident.key);
  v.key("element", incident.element);
  v.key("job", incident.job);
  v.text("code", incident.code);
  v.text("message", incident.message);
  v.moment("at", incident.at);
}

/// All fields of an element instance but its variables and taken flows, which have shapes of their own, and its
/// children, which name it as their scope.
template <class V>
void describe(V& v, Described<V, ElementInstance>& element) {
  v.key("key", element.key);
  v.key("scope", element.scope);
  v.node("node", element.node);
  v.flag("started", element.started);
  v.flag("hasResult", element.has_result);
  v.value("result", element.result);
  v.key("job", element.job);
  v.key("task", element.task);
  v.keys("timers", element.timers);
  v.keys("incidents", element.incidents);
}

/// All plain fields of the instance.
template <class V>
void describe(V& v, Described<V, Instance>& instance) {
  v.number("key", instance.key);
  v.text("workflow", instance.workflow);
  v.number("definition", instance.definition);
  enumeration(v, "state", instance.state, engine::InstanceState::failed);
  v.text("businessKey", instance.business_key);
  v.text("startedBy", instance.started_by);
  v.moment("startedAt", instance.started_at);
  v.moment("endedAt", instance.ended_at);
  v.node("endedAtNode", instance.ended_at_node);
  v.text("failureCode", instance.failure_code);
  v.text("failureMessage", instance.failure_message);
  v.number("seq", instance.seq);
  v.key("lastKey", instance.last_key);
}

namespace {

void write_element(JsonWriter& writer, const model::ProcessDefinition& definition, const ElementInstance& element) {
  FieldWriter fields(writer, &definition);
  writer.begin_object();
  describe(fields, element);
  if (!element.variables.empty()) writer.field("variables", feel::Value(element.variables));
  if (!element.taken.empty()) {
    writer.key("taken").begin_object();
    for (const auto& [flow, tokens] : element.taken) writer.field(definition.flow(flow).id, static_cast<std::int64_t>(tokens));
    writer.end_object();
  }
  writer.end_object();
}

Result<void> read_taken(std::string_view json, DefinitionIndex& index, ElementInstance& element) {
  JsonScan scan(json);
  for (const auto& [name, count] : scan.object()) {
    const auto id = string_content('"' + std::string(name) + '"');
    const auto flow = id ? index.flow(*id) : std::nullopt;
    if (!flow) return fail("WF-CODEC-002", "A snapshot names the flow '" + std::string(name) + "', which the definition does not have.");
    const auto tokens = integer_content(count);
    if (!tokens || *tokens < 0 || *tokens > std::numeric_limits<std::uint32_t>::max()) return fail("WF-CODEC-001", "A snapshot holds a malformed count of tokens.");
    element.taken[*flow] = static_cast<std::uint32_t>(*tokens);
  }
  if (!scan.at_end()) return fail("WF-CODEC-001", "The taken flows of a snapshot are no JSON object.");
  return {};
}

Result<ElementInstance> read_element(std::string_view json, DefinitionIndex& index) {
  JsonScan scan(json);
  FieldReader fields(scan.object(), &index);
  if (!scan.at_end()) return fail("WF-CODEC-001", "An element of a snapshot is no JSON object.");
  ElementInstance element;
  describe(fields, element);
  feel::Value variables;
  fields.value("variables", variables);
  if (const auto* context = variables.as_context()) element.variables = *context;
  else if (!variables.is_null()) fields.fault("variables", "a context");
  const auto taken = fields.raw("taken");
  if (auto done = fields.finish(); !done) return tl::unexpected(done.error());
  if (taken) {
    if (auto read = read_taken(*taken, index, element); !read) return tl::unexpected(read.error());
  }
  return element;
}

template <class Part>
void write_parts(JsonWriter& writer, std::string_view name, const model::ProcessDefinition& definition, const std::map<engine::LocalKey, Part>& parts) {
  if (parts.empty()) return;
  writer.key(name).begin_array();
  for (const auto& [key, part] : parts) {
    if constexpr (std::is_same_v<Part, ElementInstance>) write_element(writer, definition, part);
    else write_fields(writer, &definition, part);
  }
  writer.end_array();
}

template <class Part>
Result<void> read_parts(FieldReader& fields, std::string_view name, DefinitionIndex& index, std::map<engine::LocalKey, Part>& parts) {
  const auto json = fields.raw(name);
  if (!json) return {};
  const auto elements = array_elements(*json);
  if (!elements) return fail("WF-CODEC-001", "The " + std::string(name) + " of a snapshot are no JSON array.");
  for (const auto element : *elements) {
    Result<Part> part = [&]() -> Result<Part> {
      if constexpr (std::is_same_v<Part, ElementInstance>) return read_element(element, index);
      else return read_fields<Part>(element, &index);
    }();
    if (!part) return tl::unexpected(part.error());
    const auto key = part->key;
    parts.emplace_hint(parts.end(), key, std::move(*part));
  }
  return {};
}

}  // namespace

void write_instance(std::string& out, const Instance& instance, const model::ProcessDefinition& definition) {
  JsonWriter writer(out);
  FieldWriter fields(writer, &definition);
  writer.begin_object();
  describe(fields, instance);
  write_parts(writer, "elements", definition, instance.elements);
  write_parts(writer, "jobs", definition, instance.jobs);
  write_parts(writer, "tasks", definition, instance.tasks);
  write_parts(writer, "timers", definition, instance.timers);
  write_parts(writer, "incidents", definition, instance.incidents);
  writer.end_object();
}

Result<Instance> read_instance(std::string_view json, const model::ProcessDefinition& definition) {
  DefinitionIndex index(definition);
  JsonScan scan(json);
  FieldReader fields(scan.object(), &index);
  if (!scan.at_end()) return fail("WF-CODEC-001", "A snapshot is no JSON object.");
  Instance instance;
  describe(fields, instance);
  auto read = read_parts(fields, "elements", index, instance.elements);
  if (read) read = read_parts(fields, "jobs", index, instance.jobs);
  if (read) read = read_parts(fields, "tasks", index, instance.tasks);
  if (read) read = read_parts(fields, "timers", index, instance.timers);
  if (read) read = read_parts(fields, "incidents", index, instance.incidents);
  if (read) read = fields.finish();
  if (!read) return tl::unexpected(read.error());
  for (const auto& [key, element] : instance.elements) {
    if (const auto scope = instance.elements.find(element.scope); scope != instance.elements.end()) scope->second.children.insert(key);
  }
  return instance;
}

}  // namespace wf::codec
