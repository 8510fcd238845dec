// The port through which jobs reach other systems: http, and later mail, commands, queues; scripted in tests.
// A connector knows nothing of instances: it gets a request and gives an answer.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.hpp"

namespace wf::connect {

struct JobRequest {
  std::string job;              ///< public key, for logs
  std::string workflow;         ///< id of the workflow, for logs and scripts
  std::string element;          ///< id of the step
  std::string type;
  feel::Value input;
  std::int32_t attempt = 1;     ///< counts from 1
  std::int64_t timeout_ms = 30'000;
  std::string idempotency_key;  ///< the same over all attempts
};

struct JobAnswer {
  enum class Outcome : std::uint8_t { completed, failed, error, left_open };
  Outcome outcome = Outcome::completed;
  feel::Value output;           ///< completed: result; error: data
  std::string code, message;    ///< failed, error
  bool retry = true;            ///< failed: another attempt may help
  std::optional<std::int64_t> retry_after_ms;
};

/// `run` may block up to the request's timeout and is called from several threads at once. It never throws.
class Connector {
 public:
  virtual ~Connector() = default;
  virtual std::string_view type() const = 0;
  virtual JobAnswer run(const JobRequest& request) = 0;
};

}  // namespace wf::connect
