// Writing and reading batches of events; the fields of each type are described in event_fields.hpp.
#include "codec/json_event.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codec/event_fields.hpp"
#include "codec/json_writer.hpp"

namespace wf::codec {

namespace {

using engine::Event;
using Body = engine::EventBody::Variant;

template <class T>
void read_body(FieldReader& fields, Body& body) {
  T event;
  describe(fields, event);
  body = std::move(event);
}

using ReadBody = void (*)(FieldReader&, Body&);
template <std::size_t... I>
constexpr std::array<ReadBody, sizeof...(I)> body_readers(std::index_sequence<I...>) {
  return {&read_body<std::variant_alternative_t<I, Body>>...};
}
constexpr auto readers = body_readers(std::make_index_sequence<std::variant_size_v<Body>>());

/// What an entry takes over from the one before it.
struct Header {
  std::uint64_t seq = 0;
  Instant at;
  std::string by;
};

Result<Event> read_event(std::vector<RawMember> members, Header& last, DefinitionIndex& index, std::span<const UpcastRule> rules) {
  RawEvent raw{{}, 1, std::move(members), {}};
  std::string type;
  Event event;
  event.seq = last.seq + 1;
  event.at = last.at;
  event.by = last.by;
  // The header is not a matter of upcasting: it belongs to the format of the batch.
  FieldReader header(raw.members, nullptr);
  header.text("type", type);
  header.number("v", event.version);
  header.number("seq", event.seq);
  header.moment("at", event.at);
  header.text("by", event.by);
  if (header.failed()) return tl::unexpected(header.error());
  std::erase_if(raw.members, [](const RawMember& m) {
    return m.name == "type" || m.name == "v" || m.name == "seq" || m.name == "at" || m.name == "by";
  });
  raw.type = type;
  raw.version = event.version;
  if (auto lifted = upcast(raw, rules); !lifted) return tl::unexpected(lifted.error());
  event.version = raw.version;
  const auto found = std::find(event_types.begin(), event_types.end(), raw.type);
  if (found == event_types.end()) return fail("WF-CODEC-003", "The log holds an event '" + std::string(raw.type) + "', which this version does not know.");
  FieldReader fields(std::move(raw.members), &index);
  readers[static_cast<std::size_t>(found - event_types.begin())](fields, event.body);
  if (auto done = fields.finish(); !done) return fail(done.error().code, std::string(raw.type) + ": " + done.error().text);
  last = {event.seq, event.at, event.by};
  return event;
}

}  // namespace

void EventWriter::add(const Event& event) {
  if (!first_) out_ += ',';
  JsonWriter writer(out_);
  writer.begin_object();
  writer.field("type", event_types[event.body.index()]);
  if (event.version != 1) writer.field("v", static_cast<std::int64_t>(event.version));
  if (first_ || event.seq != seq_ + 1) writer.field("seq", static_cast<std::int64_t>(event.seq));
  if (first_ || event.at != at_) writer.field("at", event.at.ms);
  if (first_ || event.by != by_) writer.field("by", std::string_view(event.by));
  FieldWriter fields(writer, &definition_);
  std::visit([&](const auto& body) { describe(fields, body); }, event.body);
  writer.end_object();
  first_ = false;
  seq_ = event.seq;
  at_ = event.at;
  if (by_ != event.by) by_ = event.by;
}

std::string events_to_json(std::span<const Event> events, const model::ProcessDefinition& definition) {
  constexpr std::size_t usual_bytes = 96;
  std::string out;
  out.reserve(events.size() * usual_bytes);
  EventWriter writer(out, definition);
  for (const auto& event : events) writer.add(event);
  writer.finish();
  return out;
}

Result<void> read_events(std::string_view json, const model::ProcessDefinition& definition, std::vector<Event>& events, std::span<const UpcastRule> rules) {
  if (const auto bad = invalid_utf8(json)) return fail("WF-CODEC-001", "A batch of events is damaged: invalid UTF-8 at byte " + std::to_string(*bad) + ".");
  DefinitionIndex index(definition);
  Header last;
  JsonScan scan(json);
  if (scan.expect('[') && !scan.take(']')) {
    do {
      auto members = scan.object();
      if (scan.failed()) break;
      auto event = read_event(std::move(members), last, index, rules);
      if (!event) return tl::unexpected(event.error());
      events.push_back(std::move(*event));
    } while (scan.take(','));
    scan.expect(']');
  }
  if (!scan.at_end()) return fail("WF-CODEC-001", "A batch of events is no whole JSON array of objects.");
  return {};
}

}  // namespace wf::codec
