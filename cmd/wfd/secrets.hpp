// Secrets: values that workflows name but never contain, each in a file of its own. Not for tokens of people.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace wf::daemon {

/// First line of `directory`/`name`; nothing where the name is no plain name, or the file is missing or readable by
/// others. An empty directory means the one that systemd passes credentials in. Read anew at each call.
std::optional<std::string> read_secret(const std::string& directory, std::string_view name);

}  // namespace wf::daemon
