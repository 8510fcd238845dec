// Help texts, man pages and shell completions, all made from the command table.
#pragma once
#include <string>
#include <string_view>

#include "command.hpp"

namespace wf::cli {

std::string overview();
std::string group_help(std::string_view words);  ///< the commands of one group ("task")
std::string command_help(const CommandSpec& spec);

/// Man page wfctl(1) with every command, in mdoc.
std::string man_page();
/// "bash", "zsh" or "fish"; empty for another name.
std::string completion_script(std::string_view shell);

/// "[OPTIONS] FILE...".
std::string synopsis(const CommandSpec& spec);
std::string option_label(const OptionSpec& option);  ///< "-j, --json", "--limit N"

}  // namespace wf::cli
