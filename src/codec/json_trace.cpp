// Local keys to steps, and the members of trace objects.
#include "codec/json_trace.hpp"

#include <type_traits>

#include "codec/event_fields.hpp"
#include "codec/json_writer.hpp"

namespace wf::codec {

namespace {

/// A visitor like FieldWriter, for readers: keys as "<instance>.<local>", times as text; what EventPlace says is left out.
class MemberWriter {
 public:
  static constexpr bool writes = true;
  MemberWriter(JsonWriter& writer, engine::InstanceKey instance, const model::ProcessDefinition& definition)
      : writer_(writer), instance_(instance), definition_(definition) {}

  void text(std::string_view name, const std::string& field) { if (!field.empty()) writer_.field(name, std::string_view(field)); }
  template <class Integer>
  void number(std::string_view name, Integer field) { writer_.field(name, static_cast<std::int64_t>(field)); }
  void key(std::string_view name, engine::LocalKey field) {
    if (field == engine::no_key || name == "element" || name == "scope") return;
    writer_.field(name, std::string_view(std::to_string(instance_) + "." + std::to_string(field)));
  }
  void node(std::string_view name, model::NodeIndex field) {
    if (field == model::no_index || name == "node") return;
    writer_.field(name, std::string_view(definition_.node(field).id));
  }
  void flow(std::string_view name, model::FlowIndex field) {
    if (field == model::no_index || name == "flow") return;
    writer_.field(name, std::string_view(definition_.flow(field).id));
  }
  void value(std::string_view name, const feel::Value& field) { writer_.field(name, field); }
  void moment(std::string_view name, Instant field) { writer_.field(name, std::string_view(format_rfc3339(field, definition_.time_zone))); }
  void moment(std::string_view name, const std::optional<Instant>& field) { if (field) moment(name, *field); }
  void texts(std::string_view name, const std::vector<std::string>& field) {
    if (field.empty()) return;
    writer_.key(name).begin_array();
    for (const auto& item : field) writer_.string(item);
    writer_.end_array();
  }

 private:
  JsonWriter& writer_;
  engine::InstanceKey instance_;
  const model::ProcessDefinition& definition_;
};

template <class T, class... Kinds>
constexpr bool is_one_of = (std::is_same_v<T, Kinds> || ...);

}  // namespace

model::NodeIndex TraceWriter::node_of(engine::LocalKey key) const {
  const auto found = nodes_.find(key);
  return found == nodes_.end() ? model::no_index : found->second;
}

void TraceWriter::at_node(EventPlace& place, model::NodeIndex node) const {
  if (node >= definition_.nodes.size()) return;
  const auto& found = definition_.node(node);
  place.element = node == model::process_node ? std::string_view(definition_.id) : std::string_view(found.id);
  place.element_type = model::element_type(found.kind);
  place.name = node == model::process_node ? std::string_view(definition_.name) : std::string_view(found.name);
}

EventPlace TraceWriter::locate(const engine::Event& event) {
  EventPlace place;
  place.event = event_types[event.body.index()];
  std::visit(
      [&](const auto& body) {
        using namespace engine;
        using T = std::decay_t<decltype(body)>;
        if constexpr (is_one_of<T, ProcessStarted, ProcessCompleted, ProcessTerminated, ProcessFailed>) {
          at_node(place, model::process_node);
        } else if constexpr (std::is_same_v<T, ElementActivated>) {
          nodes_[body.key] = body.node;
          at_node(place, body.node);
        } else if constexpr (std::is_same_v<T, FlowTaken>) {
          const auto& flow = definition_.flow(body.flow);
          place.element = flow.id;
          place.element_type = "sequenceFlow";
          place.name = flow.name;
        } else if constexpr (std::is_same_v<T, VariableSet>) {
          at_node(place, node_of(body.scope));
        } else if constexpr (std::is_same_v<T, JobCreated>) {
          const auto& job = jobs_[body.key] = {node_of(body.element), body.type};
          at_node(place, job.node);
          place.job_type = job.type;
        } else if constexpr (is_one_of<T, JobCompleted, JobFailed, JobReleased, JobCancelled>) {
          if (const auto job = jobs_.find(body.key); job != jobs_.end()) {
            at_node(place, job->second.node);
            place.job_type = job->second.type;
          }
        } else if constexpr (std::is_same_v<T, TimerScheduled>) {
          const auto node = body.node != model::no_index ? body.node : node_of(body.element);
          nodes_[body.key] = node;
          at_node(place, node);
        } else if constexpr (is_one_of<T, UserTaskCreated, IncidentRaised>) {
          nodes_[body.key] = node_of(body.element);
          at_node(place, nodes_[body.key]);
        } else if constexpr (std::is_same_v<T, ErrorThrown>) {
          at_node(place, node_of(body.element));
        } else {
          at_node(place, node_of(body.key));
        }
      },
      event.body);
  return place;
}

void TraceWriter::write_members(std::string& out, const engine::Event& event) {
  const EventPlace place = locate(event);
  std::string object;
  JsonWriter writer(object);
  writer.begin_object();
  writer.field("seq", static_cast<std::int64_t>(event.seq));
  writer.field("at", std::string_view(format_rfc3339(event.at, definition_.time_zone)));
  writer.field("instance", std::string_view(std::to_string(instance_)));
  writer.field("process", std::string_view(definition_.id));
  writer.field("event", place.event);
  if (!place.element.empty()) writer.field("element", place.element).field("elementType", place.element_type);
  if (!place.job_type.empty()) writer.field("jobType", place.job_type);
  if (!event.by.empty()) writer.field("by", std::string_view(event.by));
  std::string data;
  write_event_data(data, event, instance_, definition_);
  writer.key("data").raw(data);
  out.append(object, 1);  // without the opening brace
}

void write_event_data(std::string& out, const engine::Event& event, engine::InstanceKey instance, const model::ProcessDefinition& definition) {
  JsonWriter writer(out);
  MemberWriter fields(writer, instance, definition);
  writer.begin_object();
  std::visit([&](const auto& body) { describe(fields, body); }, event.body);
  writer.end_object();
}

}  // namespace wf::codec
