// Completion scripts for bash, zsh and fish, from the command table.
#include <set>

#include "base/text.hpp"
#include "help.hpp"

namespace wf::cli {

namespace {

std::vector<OptionSpec> options_of(const CommandSpec& spec) {
  std::vector<OptionSpec> all = spec.options;
  if (spec.online) all.insert(all.end(), online_options().begin(), online_options().end());
  all.insert(all.end(), common_options().begin(), common_options().end());
  return all;
}

/// In single quotes for a shell.
std::string quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return out + "'";
}

std::set<std::string> next_words(std::string_view prefix) {
  std::set<std::string> words;
  for (const auto& spec : commands()) {
    if (prefix.empty()) words.insert(std::string(split(spec.name, ' ').front()));
    else if (spec.name.rfind(std::string(prefix) + " ", 0) == 0) words.insert(spec.name.substr(prefix.size() + 1));
  }
  return words;
}

std::set<std::string> groups() {
  std::set<std::string> out;
  for (const auto& spec : commands()) {
    const auto space = spec.name.find(' ');
    if (space != std::string::npos) out.insert(spec.name.substr(0, space));
  }
  return out;
}

std::string all_words(const std::set<std::string>& words) { return joined(std::vector<std::string>(words.begin(), words.end()), " "); }

bool takes_files(const CommandSpec& spec) {
  for (const auto& argument : spec.arguments) {
    if (argument.completion == Completion::file || argument.completion == Completion::directory) return true;
  }
  return false;
}

std::string bash() {
  std::string out = "# bash completion for wfctl; made by: wfctl completion bash\n_wfctl() {\n";
  out += "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} words=\"\" i\n  COMPREPLY=()\n";
  out += "  for ((i = 1; i < COMP_CWORD; i++)); do\n    case ${COMP_WORDS[i]} in -*) break ;; esac\n    words=\"${words:+$words }${COMP_WORDS[i]}\"\n  done\n";
  out += "  case $words in\n    '') mapfile -t COMPREPLY < <(compgen -W '" + all_words(next_words("")) + "' -- \"$cur\"); return ;;\n";
  for (const auto& group : groups()) {
    out += "    '" + group + "') mapfile -t COMPREPLY < <(compgen -W '" + all_words(next_words(group)) + "' -- \"$cur\"); return ;;\n";
  }
  out += "  esac\n  local options='' files=''\n  case $words in\n";
  std::vector<const CommandSpec*> longest_first;
  for (const auto& spec : commands()) longest_first.push_back(&spec);
  for (const auto* spec : longest_first) {
    std::string names;
    for (const auto& option : options_of(*spec)) names += (names.empty() ? "--" : " --") + option.name;
    out += "    '" + spec->name + "' | '" + spec->name + " '*)\n      options='" + names + "'\n";
    if (takes_files(*spec)) out += "      files=1\n";
    for (const auto& option : options_of(*spec)) {
      if (option.words.empty()) continue;
      out += "      [[ $prev == --" + option.name + " ]] && { mapfile -t COMPREPLY < <(compgen -W '" + joined(option.words, " ") + "' -- \"$cur\"); return; }\n";
    }
    out += "      ;;\n";
  }
  out += "  esac\n  if [[ $cur == -* ]]; then\n    mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$cur\")\n";
  out += "  elif [[ -n $files ]]; then\n    mapfile -t COMPREPLY < <(compgen -f -- \"$cur\")\n  fi\n}\ncomplete -o filenames -F _wfctl wfctl\n";
  return out;
}

std::string zsh() {
  std::string out = "#compdef wfctl\n# zsh completion for wfctl; made by: wfctl completion zsh\n_wfctl() {\n  local -a commands\n  commands=(\n";
  for (const auto& word : next_words("")) {
    std::string summary = "commands of " + word;
    for (const auto& spec : commands()) {
      if (spec.name == word) summary = spec.summary;
    }
    out += "    " + quoted(word + ":" + summary) + "\n";
  }
  out += "  )\n  if (( CURRENT == 2 )); then\n    _describe 'command' commands\n    return\n  fi\n";
  out += "  local word=\"${words[2]}\"\n  case $word in\n";
  for (const auto& group : groups()) {
    out += "    " + group + ")\n      if (( CURRENT == 3 )); then\n        local -a verbs=(" + all_words(next_words(group)) + ")\n        _describe 'command' verbs\n        return\n      fi\n      word=\"$word ${words[3]}\"\n      ;;\n";
  }
  out += "  esac\n  case $word in\n";
  for (const auto& spec : commands()) {
    out += "    " + quoted(spec.name) + ")\n      _arguments -s '*:argument:" + std::string(takes_files(spec) ? "_files" : " ") + "'";
    for (const auto& option : options_of(spec)) {
      std::string help = option.help;
      std::string safe;
      for (const char c : help) safe += c == '[' || c == ']' || c == ':' ? std::string("\\") + c : std::string(1, c);
      std::string one = "--" + option.name + (option.value.empty() ? "" : "=") + "[" + safe + "]";
      if (!option.value.empty()) one += ":" + option.value + ":" + (option.words.empty() ? (option.completion == Completion::file ? "_files" : " ") : "(" + joined(option.words, " ") + ")");
      out += " \\\n        " + quoted(one);
    }
    out += "\n      ;;\n";
  }
  return out + "  esac\n}\n_wfctl \"$@\"\n";
}

std::string fish() {
  std::string out = "# fish completion for wfctl; made by: wfctl completion fish\ncomplete -c wfctl -f\n";
  for (const auto& word : next_words("")) out += "complete -c wfctl -n __fish_use_subcommand -a " + word + "\n";
  for (const auto& group : groups()) {
    out += "complete -c wfctl -n '__fish_seen_subcommand_from " + group + "' -a " + quoted(all_words(next_words(group))) + "\n";
  }
  for (const auto& spec : commands()) {
    std::string seen;
    for (const auto word : split(spec.name, ' ')) seen += (seen.empty() ? "" : "; and ") + std::string("__fish_seen_subcommand_from ") + std::string(word);
    if (takes_files(spec)) out += "complete -c wfctl -n '" + seen + "' -F\n";
    for (const auto& option : options_of(spec)) {
      out += "complete -c wfctl -n '" + seen + "' -l " + option.name + (option.value.empty() ? "" : " -r") + " -d " + quoted(option.help);
      if (!option.words.empty()) out += " -a " + quoted(joined(option.words, " "));
      out += "\n";
    }
  }
  return out;
}

}  // namespace

std::string completion_script(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  return {};
}

}  // namespace wf::cli
