// advance: the one way an instance moves; apply: the one way its state changes. Pure: no clock, no I/O, no randomness.
#pragma once
#include <memory>
#include <span>
#include <string>
#include <vector>

#include <tl/expected.hpp>

#include "base/time.hpp"
#include "engine/command.hpp"
#include "engine/effect.hpp"
#include "engine/event.hpp"
#include "engine/instance.hpp"
#include "feel/expression.hpp"
#include "model/process_definition.hpp"

namespace wf::engine {

/// Who acts. `system` is the daemon itself (timers, connectors) and an administrator's intervention.
struct Actor {
  std::string id;                    ///< person id, "timer", "worker:<id>" or "system"
  std::vector<std::string> groups;
  bool system = false;               ///< may act on any task and job
  bool operator==(const Actor&) const = default;
};

/// People and functions as of one moment, immutable during an advance.
class Catalog {
 public:
  virtual ~Catalog() = default;
  /// Context with id, name, email, manager, groups; null where unknown.
  virtual feel::Value person(std::string_view id) const = 0;
  virtual std::span<const feel::HostFunction> functions() const = 0;
  /// Installation settings visible to expressions as `settings`.
  virtual const feel::Value& settings() const = 0;
};

struct Context {
  Instant now;
  Actor actor;
  const Catalog* catalog = nullptr;
};

/// Bounds of one advance. A case that moves through more steps without waiting is stuck with an incident.
struct Limits {
  std::int64_t steps = 200'000;
  std::int64_t elements = 1'000'000;  ///< element instances alive at once
};

/// A refused command; the instance is unchanged. Codes: NOT-FOUND, CONFLICT (wrong state), FORBIDDEN, INVALID.
struct Rejection {
  struct Field {
    std::string pointer;  ///< JSON pointer into the submitted data
    std::string message;
    bool operator==(const Field&) const = default;
  };
  std::string code;
  std::string text;
  std::vector<Field> fields;
};

struct Outcome {
  std::vector<Event> events;    ///< already applied to the instance
  std::vector<Effect> effects;
};

/// Carries out `command` on `instance`, in place. On rejection the instance is exactly as before: everything that
/// can refuse is checked before the first event. The cost does not depend on the size of the instance.
tl::expected<Outcome, Rejection> advance(const model::ProcessDefinition& definition, Instance& instance, const Command& command,
                                         const Context& context, const Limits& limits = {});

/// Total: any event of a well-formed log applies. Frozen behaviour: replaying an old log gives the same state for ever.
void apply(const model::ProcessDefinition& definition, Instance& instance, const Event& event);

/// The effects that the present state still owes (jobs that are ready): after a restart the outbox can be checked by it.
std::vector<Effect> owed_effects(const Instance& instance);

/// Stable for one job over all attempts and restarts.
std::string idempotency_key(InstanceKey instance, LocalKey job);

}  // namespace wf::engine
