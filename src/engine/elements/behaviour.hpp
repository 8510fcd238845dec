// What each kind of element does when a token arrives. One file per family; the table is in behaviour.cpp.
#pragma once
#include "engine/step.hpp"

namespace wf::engine {

/// Called right after ElementActivated, and again when an incident of the activation is resolved. Either sets the
/// element up to wait, or completes it, or answers trouble having changed nothing.
using Behaviour = Tried<void> (*)(Step& step, const ElementInstance& element);
Behaviour behaviour_of(model::NodeKind kind);

Tried<void> activate_pass_through(Step& step, const ElementInstance& element);      // none task, start, throw, boundary
Tried<void> activate_user_task(Step& step, const ElementInstance& element);         // user and manual tasks
Tried<void> activate_job_task(Step& step, const ElementInstance& element);          // service and like tasks
Tried<void> activate_script_task(Step& step, const ElementInstance& element);
Tried<void> activate_sub_process(Step& step, const ElementInstance& element);
Tried<void> activate_exclusive_gateway(Step& step, const ElementInstance& element);
Tried<void> activate_parallel_gateway(Step& step, const ElementInstance& element);
Tried<void> activate_catch_event(Step& step, const ElementInstance& element);
Tried<void> activate_end_event(Step& step, const ElementInstance& element);
Tried<void> activate_unsupported(Step& step, const ElementInstance& element);

inline tl::unexpected<Trouble> trouble(std::string code, std::string message) { return tl::unexpected<Trouble>(Trouble{std::move(code), std::move(message)}); }

}  // namespace wf::engine
