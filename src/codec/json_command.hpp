// Commands as JSON, for logs and tools: {"command":"CompleteTask","task":7,"data":{…}}. Not for bodies of the API,
// which have shapes of their own.
#pragma once
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "engine/command.hpp"

namespace wf::codec {

void write_command(std::string& out, const engine::Command& command);

/// Errors: WF-CODEC-001 malformed, WF-CODEC-004 a command of this name does not exist.
Result<engine::Command> read_command(std::string_view json);

}  // namespace wf::codec
