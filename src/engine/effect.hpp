// Effects: work outside the instance that a step asks for, carried out after the commit, at least once.
#pragma once
#include <cstdint>
#include <string>
#include <variant>

#include "engine/key.hpp"
#include "feel/value.hpp"

namespace wf::engine {

/// Run a job, by a connector of wfd or by an outside worker. `idempotency_key` is the same for every attempt.
struct RunJob {
  LocalKey job = no_key;
  std::string type;
  feel::Value input;
  std::int32_t attempt = 1;
  std::int64_t timeout_ms = 0;
  std::string idempotency_key;
  bool operator==(const RunJob&) const = default;
};

struct Effect {
  std::variant<RunJob> body;
  bool operator==(const Effect&) const = default;
};

}  // namespace wf::engine
