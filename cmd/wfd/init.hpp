// init: makes a data directory and its first administrator. Not for further people (wfctl user).
#pragma once
#include <string>

#include "base/error.hpp"

namespace wf::daemon {

struct FirstAdministrator {
  std::string id, name, email;
};

/// The token, shown once. Errors: WF-INIT-001 there is an administrator already, those of opening the store and of
/// putting a person.
Result<std::string> init(const std::string& data, const FirstAdministrator& administrator);
/// Writes a new file that only the owner can read. Error WF-INIT-002: it exists or cannot be written.
Result<void> write_token_file(const std::string& path, const std::string& token);

}  // namespace wf::daemon
