// Runtime: load → advance → commit → reply → dispatch, the same for the daemon (SQL store, real clock, connectors) and
// for tests (memory store, virtual clock, scripted answers). One thread pumps it; any thread submits.
#pragma once
#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "base/log.hpp"
#include "base/queue.hpp"
#include "connect/connector.hpp"
#include "engine/advance.hpp"
#include "formats/compile.hpp"
#include "runtime/directory.hpp"
#include "runtime/ports.hpp"
#include "store/store.hpp"

namespace wf::runtime {

using engine::EntityKey;
using engine::InstanceKey;

/// A deployed version, ready to run. Shared, immutable.
struct Deployed {
  store::DefinitionRow row;  ///< without files
  std::shared_ptr<const model::ProcessDefinition> definition;
};

/// What a command did. `key` is the definition key of a deployment or the id of a token.
struct Reply {
  InstanceKey instance = 0;
  std::uint64_t seq = 0;                 ///< version of the instance, or of the person
  engine::InstanceState state = engine::InstanceState::active;
  std::int64_t key = 0;
  std::int64_t version = 0;              ///< number of the deployed version
  bool changed = true;                   ///< false: a deployment equal to the newest version
};
/// Codes: those of engine::Rejection, and BUSY (queue full: try again), UNAVAILABLE (draining or the store failed),
/// STALE (expected version does not match), SAME-KEY (Idempotency-Key used for another request).
using Answer = tl::expected<Reply, engine::Rejection>;

/// Start of a case by workflow id; newest version unless `definition` is given.
struct Start {
  std::string workflow;
  std::int64_t definition = 0;
  std::string start_at;
  feel::Value data;
  std::string business_key;
};
/// A command for one running case. For task, job, timer and incident commands the key names it.
struct OnInstance {
  InstanceKey instance = 0;
  engine::Command command;
  std::optional<std::uint64_t> expected_seq;
};
struct Deploy {
  std::shared_ptr<const model::ProcessDefinition> definition;  ///< compiled by the caller
  formats::Bundle bundle;
  std::string message;
};
struct PutPerson {
  store::PersonRow person;
  std::optional<std::uint64_t> expected_version;  ///< 0: must not exist yet
};
struct RemovePerson { std::string id; std::optional<std::uint64_t> expected_version; };
struct PutToken { store::TokenRow token; };  ///< a new one; its id and moment are given by the runtime
struct RevokeToken { std::int64_t id = 0; };

struct Submission {
  std::variant<Start, OnInstance, Deploy, PutPerson, RemovePerson, PutToken, RevokeToken> work;
  engine::Actor actor;
  std::string command_id;              ///< Idempotency-Key, scoped by the caller to actor and route; may be empty
  std::function<void(Answer)> done;    ///< called once, on the pumping thread, after the commit; must not block
  /// Asked on the pumping thread before the work, but not where a repeated command_id is answered; may be empty.
  std::function<std::optional<engine::Rejection>()> objection = {};
};

/// Told after each commit, on the pumping thread: event streams, worker wake-ups, traces.
class Observer {
 public:
  virtual ~Observer() = default;
  virtual void committed(InstanceKey instance, const model::ProcessDefinition& definition, std::span<const engine::Event> events) = 0;
};

/// Carries out effects of types it accepts; others wait as jobs for outside workers. Answers come back by `answer`,
/// from any thread, at once or later.
class Dispatcher {
 public:
  using AnswerJob = std::function<void(connect::JobAnswer)>;
  virtual ~Dispatcher() = default;
  virtual bool accepts(std::string_view job_type) const = 0;  ///< constant over the life of the runtime
  /// False: no room now; the runtime offers it again from the outbox when an answer has come.
  virtual bool start(connect::JobRequest request, AnswerJob answer) = 0;
};

struct RuntimeLimits {
  std::size_t queue = 10'000;              ///< submissions waiting; more are answered BUSY
  std::size_t batch = 512;                 ///< commands in one group commit
  std::size_t cached_instances = 4'000;
  std::size_t timers_at_once = 500;        ///< due timers turned into commands per batch
  std::size_t outbox_page = 500;
  engine::Limits engine;
};

/// Counters for /metrics; written by the pumping thread, read by any.
struct Figures {
  std::atomic<std::uint64_t> commands{0}, rejections{0}, commits{0}, events{0}, timers_fired{0}, jobs_dispatched{0};
  static constexpr std::size_t buckets = 12;  ///< commit latency: ≤ 0.25 ms · 2^i
  std::array<std::atomic<std::uint64_t>, buckets> commit_latency{};
  std::atomic<std::uint64_t> commit_latency_us_sum{0};
  std::atomic<std::uint64_t> cached_instances{0};
};

struct RuntimePorts {
  store::Store* store = nullptr;
  Clock* clock = nullptr;
  Log* log = nullptr;                 ///< may be null
  Dispatcher* dispatcher = nullptr;   ///< may be null: every job waits for an outside worker
  Observer* observer = nullptr;       ///< may be null
  feel::Value settings;
};

class Runtime {
 public:
  /// Reads people, tokens and the outbox; definitions are compiled when first needed.
  static Result<std::unique_ptr<Runtime>> open(RuntimePorts ports, RuntimeLimits limits = {});
  ~Runtime();

  // ── any thread ──
  /// Always calls `done`, with BUSY or UNAVAILABLE at once where it cannot be queued.
  void submit(Submission submission);
  /// Submits and waits for the answer. Not from the pumping thread.
  Answer call(Submission submission);
  std::shared_ptr<const Directory> directory() const;
  /// Compiled definition by key; compiles and caches it where needed. NOT-FOUND otherwise.
  Result<std::shared_ptr<const Deployed>> deployed(std::int64_t key);
  /// Newest version of a workflow.
  Result<std::shared_ptr<const Deployed>> newest(std::string_view workflow);
  std::size_t queue_length() const;
  const Figures& figures() const;
  bool failed() const;  ///< the store failed: the process must exit

  // ── the pumping thread ──
  /// Takes what is waiting and due, carries it out in one or more group commits, answers. Returns the number of
  /// commands. Waits for work until `wait_until` (steady clock), or not at all.
  std::size_t pump(std::optional<std::chrono::steady_clock::time_point> wait_until = std::nullopt);
  /// pump() until stop() is called and the queue is drained, sleeping until the next due timer in between.
  void run();
  std::optional<Instant> next_due();  ///< of the timers in the store

  // ── any thread ──
  void stop();  ///< refuse new work, finish what is queued, let run() return

 private:
  struct Body;
  explicit Runtime(std::unique_ptr<Body> body);
  std::unique_ptr<Body> body_;
};

}  // namespace wf::runtime
