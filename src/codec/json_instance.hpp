// Snapshots: the state of one instance as JSON, equal again when read back. Not for what readers list (store/rows.hpp).
#pragma once
#include <string>
#include <string_view>

#include "base/error.hpp"
#include "engine/instance.hpp"
#include "model/process_definition.hpp"

namespace wf::codec {

/// Written beside a snapshot. A snapshot of another format is not read: the events are folded instead.
inline constexpr int instance_format = 1;

void write_instance(std::string& out, const engine::Instance& instance, const model::ProcessDefinition& definition);

/// Errors: WF-CODEC-001 malformed, WF-CODEC-002 an id unknown to the definition.
Result<engine::Instance> read_instance(std::string_view json, const model::ProcessDefinition& definition);

}  // namespace wf::codec
