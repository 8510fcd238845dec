// Settings: where the server is and which token to use: flag > environment > wf.toml of the project > user's config.
#pragma once
#include <string>

#include "base/error.hpp"
#include "client/api_client.hpp"
#include "command.hpp"

namespace wf::cli {

/// A value and where it came from, for `doctor`.
struct Origin {
  std::string value;
  std::string from;
};

struct ServerSettings {
  Origin server, token;
};

/// Errors: WF-CLI-010 a token file that others may read or that cannot be read, WF-CLI-011 a bad wf.toml.
Result<ServerSettings> server_settings(const Invocation& invocation);
/// $XDG_CONFIG_HOME/wfctl or ~/.config/wfctl.
std::string config_directory();
/// Content of a secret file; refused unless only the owner can read it.
Result<std::string> read_secret_file(const std::string& path);

}  // namespace wf::cli
