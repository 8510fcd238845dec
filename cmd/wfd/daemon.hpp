// Daemon: puts the parts of wfd together and runs them until a signal ends them. Not for what the parts do.
#pragma once
#include "base/log.hpp"
#include "config.hpp"

namespace wf::daemon {

/// Serves until SIGTERM or SIGINT, then drains: takes no new requests, finishes those that run, gives running calls
/// to other systems time to end. A second signal ends at once; nothing acknowledged is lost by that. SIGHUP reads the
/// settings again; the log level counts from then on. `reread` gives them. Returns the exit code: 0 drained, 1 the
/// store failed, 3 it could not start.
int serve(const Config& config, const std::function<Result<Config>()>& reread);

}  // namespace wf::daemon
