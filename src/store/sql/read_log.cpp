// The log of one instance: snapshot and batches of events.
#include "codec/json_event.hpp"
#include "codec/json_instance.hpp"
#include "store/sql/row_text.hpp"

namespace wf::store::sql {

namespace {

/// The newest snapshot that this version can read; an older format is passed over, because the events say it all.
std::optional<engine::Instance> read_snapshot(Connection& connection, InstanceKey key, const model::ProcessDefinition& definition) {
  auto& s = connection.statement("SELECT format, body FROM snapshots WHERE instance = ?1");
  if (!s.bind(key).step() || s.integer(0) != codec::instance_format) return s.reset(), std::nullopt;
  auto read = codec::read_instance(s.text(1), definition);
  s.reset();
  if (read) return std::move(*read);
  connection.fault(read.error());
  return std::nullopt;
}

}  // namespace

std::vector<engine::Event> read_history(Connection& connection, InstanceKey key, const model::ProcessDefinition& definition,
                                        std::uint64_t after, std::size_t limit) {
  std::vector<engine::Event> events;
  auto& s = connection.statement("SELECT first_seq, format, body FROM event_batches WHERE instance = ?1 AND last_seq > ?2 ORDER BY last_seq");
  s.bind(key).bind(static_cast<std::int64_t>(after));
  while (events.size() < limit && s.step()) {
    if (s.integer(1) > codec::event_format) {
      connection.fault({"WF-CODEC-003", "The log of case " + std::to_string(key) + " was written by a newer version of this program. Use that version."});
      break;
    }
    if (auto read = codec::read_events(s.text(2), definition, events); !read) connection.fault(read.error());
    const bool straddles = static_cast<std::uint64_t>(s.integer(0)) <= after;  // only the first batch can
    if (straddles) std::erase_if(events, [&](const engine::Event& event) { return event.seq <= after; });
  }
  s.reset();
  if (events.size() > limit) events.resize(limit);
  return events;
}

std::optional<StoredInstance> read_stored(Connection& connection, InstanceKey key, const model::ProcessDefinition& definition) {
  auto& s = connection.statement("SELECT seq FROM instances WHERE key = ?1");
  if (!s.bind(key).step()) return std::nullopt;
  const auto seq = static_cast<std::uint64_t>(s.integer(0));
  s.reset();
  StoredInstance stored;
  stored.snapshot = read_snapshot(connection, key, definition);
  const std::uint64_t known = stored.snapshot ? stored.snapshot->seq : 0;
  stored.events = read_history(connection, key, definition, known, std::numeric_limits<std::size_t>::max());
  // Each event is counted, so that a lost or doubled row is noticed and never taken for the truth.
  std::uint64_t last = known;
  for (const auto& event : stored.events) {
    if (event.seq != last + 1) break;
    ++last;
  }
  if (!connection.failed() && (last != seq || last != known + stored.events.size())) {
    connection.fault({"WF-STORE-012", "The log of case " + std::to_string(key) + " has a gap behind event " + std::to_string(last) + ". Restore a backup."});
  }
  return stored;
}

}  // namespace wf::store::sql
