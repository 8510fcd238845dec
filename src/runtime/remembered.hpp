// What is kept for a repeated Idempotency-Key: the reply and the digest of the request it answered.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runtime/runtime.hpp"

namespace wf::runtime {

/// The parts of Submission::command_id: "KEY:DIGEST" (the digest may be missing).
struct CommandId {
  std::string key;
  std::string digest;
};
CommandId split_command_id(std::string_view command_id);

std::string remembered_text(const Reply& reply, std::string_view digest);
/// The first reply, or SAME-KEY where the digests differ.
Answer recalled(std::string_view remembered, std::string_view digest);

}  // namespace wf::runtime
