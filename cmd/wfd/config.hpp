// Config: what wfd is told by flags, environment and wf.toml, in that order of strength. Not for workflows' own files.
#pragma once
#include <cstddef>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "base/error.hpp"
#include "base/log.hpp"
#include "feel/value.hpp"

namespace wf::daemon {

struct Config {
  std::string file;  ///< of the settings, or empty
  std::string data;
  std::string host = "127.0.0.1";
  int port = 8080;
  LogLevel log_level = LogLevel::info;
  Log::Format log_format = Log::Format::text;
  std::vector<std::string> allow;
  std::string secrets_directory;
  feel::Value settings;
  std::size_t body_bytes = 4UL * 1024 * 1024;
  std::size_t queue = 10'000;
  std::size_t http_threads = 512;
  std::size_t connector_threads = 16;
};

/// Flags by their name without dashes: config, data, listen, log-level, log-format. `environment` gives a variable's
/// value or an empty text. Errors: WF-CONFIG-001 the file cannot be read or is wrong (the text shows each place),
/// WF-CONFIG-002 a bad value of a flag or variable.
Result<Config> read_config(const std::map<std::string, std::string>& flags, const std::function<std::string(const std::string&)>& environment);

}  // namespace wf::daemon
