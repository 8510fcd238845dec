// CommandSpec: a command of wfctl as data. Parsing, help, man pages and completions are all made from this table.
#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "client/api_client.hpp"
#include "feel/value.hpp"

namespace wf::cli {

/// 0 done and clean · 1 the check found something · 2 wrong usage · 3 environment · 4 the server refused.
enum class Exit : int { done = 0, found = 1, usage = 2, environment = 3, refused = 4 };

/// What a shell may complete an argument or option value with.
enum class Completion : std::uint8_t { none, file, directory, words };

struct ArgumentSpec {
  std::string name;  ///< shown as NAME
  std::string help;
  bool required = true;
  bool many = false;
  Completion completion = Completion::none;
};

struct OptionSpec {
  std::string name;                ///< long name without dashes
  std::string value;               ///< shown after the name; empty: a switch
  std::string help;
  std::vector<std::string> words = {};  ///< allowed values; empty: any
  bool many = false;
  Completion completion = Completion::none;
  char letter = 0;                 ///< short form
};

class Invocation;

struct CommandSpec {
  std::string name;                ///< "task list"
  std::string area;                ///< heading in the overview: author, prove, deliver, run, people, repair, admin
  std::string summary;             ///< one line without a full stop
  std::string description;         ///< paragraphs
  std::vector<ArgumentSpec> arguments;
  std::vector<OptionSpec> options; ///< beside those of every command
  std::vector<std::pair<std::string, std::string>> examples;  ///< command line, what it does
  bool online = false;             ///< takes --server and --token-file
  Exit (*run)(Invocation&) = nullptr;
};

/// Every command, in the order of the overview.
const std::vector<CommandSpec>& commands();
/// Options that every command takes, and those of online commands.
const std::vector<OptionSpec>& common_options();
const std::vector<OptionSpec>& online_options();

/// One call of a command: its parsed arguments, where to print, how to reach the server.
class Invocation {
 public:
  const CommandSpec* spec = nullptr;
  std::map<std::string, std::vector<std::string>> values;  ///< arguments and options by name; switches hold "true"

  std::string get(std::string_view name, std::string_view otherwise = {}) const;
  const std::vector<std::string>& all(std::string_view name) const;
  bool has(std::string_view name) const { return values.contains(std::string(name)); }
  bool json() const { return has("json") || get("format") == "json"; }
  bool quiet() const { return has("quiet"); }
  bool colour() const;             ///< on a terminal, unless --no-color or NO_COLOR; CLICOLOR_FORCE forces

  void print(std::string_view text) const;       ///< to stdout
  void print_error(std::string_view text) const; ///< to stderr, with "wfctl: "
  /// Prints an error and gives its exit code: 3 for WF-NET and files, 4 for refusals of the server.
  Exit failed(const Error& error) const;
  Exit usage(std::string_view text) const;

  /// Connects on first use. Exit code 3 problems (unreadable token) are returned.
  Result<client::ApiClient*> server();

 private:
  std::shared_ptr<client::ApiClient> client_;
};

/// Parses a command line; prints help or a usage error itself and then answers the exit code.
struct Parsed {
  std::optional<Invocation> invocation;
  Exit exit = Exit::done;
};
Parsed parse(int argc, char** argv);

}  // namespace wf::cli
