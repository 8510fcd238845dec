// One event of the history as a plain sentence for people. Not for machines (codec/json_trace.hpp).
#pragma once
#include <string>

#include "codec/json_trace.hpp"
#include "engine/event.hpp"

namespace wf::api {

/// "Anna completed 'Decide'." `step` is the step's human name, or its id.
std::string sentence(const engine::Event& event, const codec::EventPlace& place);

}  // namespace wf::api
