// One event of the history as a plain sentence for people. Not for machines (codec/json_trace.hpp).
#pragma once
#include <string>

#include "codec/json_trace.hpp"
#include "engine/event.hpp"

namespace wf::api {

/// "Anna completed 'Decide'." with the step's human name, or its id. Empty for inner moves that other events tell better
/// (tokens on unnamed ways, gateways, the beginning of a task whose job or offer has an event of its own).
std::string sentence(const engine::Event& event, const codec::EventPlace& place);

}  // namespace wf::api
