// The port to durable state. Store writes (engine thread only), Reader reads (any number, each on its own thread).
// MemoryStore and SqliteStore keep one contract (tests/store/contract).
#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "engine/advance.hpp"
#include "store/rows.hpp"

namespace wf::store {

/// One stored outbox entry: an effect that is owed until the command that answers it is committed.
struct OutboxRow {
  EntityKey job;
  engine::RunJob effect;
};

/// One step of one instance, or (instance 0) a step of administration. All parts of a batch commit together.
struct Commit {
  std::string command_id;             ///< Idempotency-Key of the caller; empty: none. Remembered with `reply`
  std::string reply;                  ///< what a repetition of the same command_id is answered
  Instant at;                         ///< when, for the expiry of command_id; zero: that of the last event, else of the step before
  InstanceKey instance = 0;
  std::uint64_t expected_seq = 0;     ///< seq before the step, counting earlier members of the batch; 0 for a new instance
  std::vector<engine::Event> events;
  RowChanges rows;
  std::vector<EntityKey> outbox_done; ///< entries answered or cancelled; carried out before `outbox`
  std::vector<OutboxRow> outbox;      ///< new entries; a job that is tried again replaces its entry
  bool snapshot = false;              ///< also store the state `after`, as it is at the end of the batch (its seq counts)
  const engine::Instance* after = nullptr;
  const model::ProcessDefinition* definition = nullptr;
  // administration
  std::vector<DefinitionRow> definitions;  ///< new ones; a version never changes
  std::vector<PersonRow> people;      ///< insert or replace; expected version is checked by the caller on its thread
  std::vector<std::string> people_gone;
  std::vector<TokenRow> tokens;       ///< insert or replace by id
};

struct RememberedReply {
  std::string reply;
};

/// How an instance comes back: newest snapshot, then the events after it.
struct StoredInstance {
  std::optional<engine::Instance> snapshot;
  std::vector<engine::Event> events;
};

struct TaskFilter {
  std::optional<TaskState> state = TaskState::open;
  std::string workflow = {}, element = {}, assignee = {};
  InstanceKey instance = 0;
  /// Tasks that this person may do: assigned to them, or not assigned and open to them, to one of `groups` or to
  /// everybody (no candidates), and not excluded. Of ended tasks: those that the person completed.
  std::string for_person = {};
  std::vector<std::string> groups = {};
};
struct InstanceFilter {
  std::optional<engine::InstanceState> state = {};
  std::string workflow = {}, business_key = {}, started_by = {};
  bool with_incidents = false;
};
struct JobFilter {
  std::string type = {};
  std::optional<engine::JobState> state = {};
  InstanceKey instance = 0;
  bool oldest_first = false;  ///< order of handing out, instead of newest first
};
struct IncidentFilter {
  bool open_only = true;
  std::string workflow = {}, code = {};
  InstanceKey instance = 0;
};
/// Pages run from newest to oldest (tasks: by priority, then due, then age). `after` is the cursor of the last page.
struct Page {
  std::size_t limit = 50;  ///< 1 … 500
  std::string after = {};
};
template <class Row>
struct Rows {
  std::vector<Row> rows;
  std::string next;  ///< cursor of the following page, or empty
};
struct Counts {
  std::int64_t active_instances = 0, open_tasks = 0, open_jobs = 0, open_timers = 0, open_incidents = 0, definitions = 0,
               outbox = 0, ended_instances = 0;
};

/// Never blocks the writer; sees everything that was committed before the call. One thread at a time per Reader.
class Reader {
 public:
  virtual ~Reader() = default;
  virtual Result<Rows<InstanceRow>> instances(const InstanceFilter&, const Page&) = 0;
  virtual Result<std::optional<InstanceRow>> instance(InstanceKey) = 0;
  /// State as of the last commit (snapshot and later events folded). Needs the definition for `apply`.
  virtual Result<std::optional<StoredInstance>> load(InstanceKey, const model::ProcessDefinition&) = 0;
  /// Events with seq > `after`, at most `limit`.
  virtual Result<std::vector<engine::Event>> history(InstanceKey, const model::ProcessDefinition&, std::uint64_t after, std::size_t limit) = 0;
  virtual Result<Rows<TaskRow>> tasks(const TaskFilter&, const Page&) = 0;
  virtual Result<std::optional<TaskRow>> task(const EntityKey&) = 0;
  virtual Result<Rows<JobRow>> jobs(const JobFilter&, const Page&) = 0;
  virtual Result<std::optional<JobRow>> job(const EntityKey&) = 0;
  virtual Result<Rows<IncidentRow>> incidents(const IncidentFilter&, const Page&) = 0;
  virtual Result<std::optional<IncidentRow>> incident(const EntityKey&) = 0;
  /// Without `files`; newest version first. Empty workflow: the newest of each.
  virtual Result<std::vector<DefinitionRow>> definitions(const std::string& workflow) = 0;
  virtual Result<std::optional<DefinitionRow>> definition(std::int64_t key) = 0;  ///< with files
  virtual Result<std::vector<PersonRow>> people() = 0;
  virtual Result<std::vector<TokenRow>> tokens() = 0;
  virtual Result<Counts> counts() = 0;
};

/// Used by the engine thread alone, except open_reader (any thread).
class Store {
 public:
  virtual ~Store() = default;
  /// All of `batch` in one transaction, durable when this returns. Errors: WF-STORE-001 CONFLICT (a stale expected_seq,
  /// a command_id that is remembered already, or a definition that is deployed already; the text names it; nothing of the
  /// batch is written), WF-STORE-002 the medium failed (the caller must stop acknowledging and exit), WF-STORE-003 the
  /// disk is full (nothing is written; the same batch may succeed once there is space), WF-STORE-006 a step without what
  /// belongs to it, or with rows of another case (a fault of the caller; nothing is written).
  virtual Result<void> commit(std::span<const Commit> batch) = 0;
  virtual Result<std::optional<RememberedReply>> find_reply(const std::string& command_id) = 0;
  virtual Result<std::optional<StoredInstance>> load(InstanceKey, const model::ProcessDefinition&) = 0;
  virtual Result<std::optional<std::int64_t>> definition_of(InstanceKey) = 0;
  virtual Result<InstanceKey> last_instance_key() = 0;
  virtual Result<std::vector<DefinitionRow>> all_definitions() = 0;  ///< with files, by key
  virtual Result<std::optional<DefinitionRow>> definition(std::int64_t key) = 0;
  virtual Result<std::vector<PersonRow>> people() = 0;
  virtual Result<std::vector<TokenRow>> tokens() = 0;
  virtual Result<std::vector<OutboxRow>> outbox(EntityKey after, std::size_t limit) = 0;  ///< by key
  virtual Result<std::optional<Instant>> next_due() = 0;
  virtual Result<std::vector<TimerRow>> timers_due(Instant until, std::size_t limit) = 0;  ///< earliest first
  virtual Result<std::unique_ptr<Reader>> open_reader() = 0;
  /// Housekeeping between batches: checkpoint, expiry of remembered replies older than `before`, the oldest first and
  /// no more than a database deletes without a pause that people notice (the rest the next time).
  virtual Result<void> maintain(Instant before) = 0;
};

/// Projects events onto rows. `after` is the instance once they are applied; `version` the number of its definition.
RowChanges project(const engine::Instance& after, std::span<const engine::Event> events, const model::ProcessDefinition& definition,
                   std::int64_t version);

std::unique_ptr<Store> open_memory_store();

struct SqliteOptions {
  std::string directory;    ///< created with mode 0700 where missing; holds wf.db and a lock file
  bool full_sync = true;
};
/// Brings the schema up to date (schemas/sql). Errors: WF-STORE-010 another wfd uses the directory, WF-STORE-011
/// written by a newer version, WF-STORE-012 not a wfd directory or damaged.
Result<std::unique_ptr<Store>> open_sqlite_store(const SqliteOptions& options);

/// Reads every page and index of the database in `directory`, which no wfd may be using; the findings, none if sound.
Result<std::vector<std::string>> check_sqlite_store(const std::string& directory);

}  // namespace wf::store
