// Help for people at a terminal.
#include "help.hpp"

#include <algorithm>

#include "output.hpp"

namespace wf::cli {

namespace {

constexpr std::size_t indent = 2;

struct Area {
  std::string_view name, heading;
};
constexpr Area areas[] = {{"author", "Write workflows"}, {"prove", "Prove them"},      {"deliver", "Deliver them"}, {"run", "Run cases"},
                          {"people", "Work on tasks"},   {"repair", "Repair"},        {"admin", "Administer"}};

std::string padded(const std::string& text, std::size_t width) {
  return text + std::string(width > shown_width(text) ? width - shown_width(text) : 1, ' ');
}

std::string rows(const std::vector<std::pair<std::string, std::string>>& pairs) {
  std::size_t width = 0;
  for (const auto& [left, right] : pairs) width = std::max(width, shown_width(left) + 2);
  std::string out;
  for (const auto& [left, right] : pairs) out += std::string(indent, ' ') + padded(left, width) + right + "\n";
  return out;
}

void add_options(std::string& out, std::string_view heading, const std::vector<OptionSpec>& options) {
  if (options.empty()) return;
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& option : options) pairs.emplace_back(option_label(option), option.help);
  out += "\n" + std::string(heading) + ":\n" + rows(pairs);
}

}  // namespace

std::string option_label(const OptionSpec& option) {
  std::string label = option.letter ? std::string("-") + option.letter + ", --" + option.name : "--" + option.name;
  if (option.value.empty()) return label;
  std::string value = option.value;
  if (!option.words.empty()) {
    value.clear();
    for (const auto& word : option.words) value += (value.empty() ? "" : "|") + word;
  }
  return label + " " + value;
}

std::string synopsis(const CommandSpec& spec) {
  std::string out = "[OPTIONS]";
  for (const auto& argument : spec.arguments) {
    std::string one = argument.name + (argument.many ? "..." : "");
    out += argument.required ? " " + one : " [" + one + "]";
  }
  return out;
}

std::string overview() {
  std::string out = "wfctl: workflows as code for institutions\n\nUsage: wfctl COMMAND [OPTIONS] ...\n";
  for (const auto& area : areas) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& spec : commands()) {
      if (spec.area == area.name) pairs.emplace_back(spec.name, spec.summary);
    }
    if (!pairs.empty()) out += "\n" + std::string(area.heading) + ":\n" + rows(pairs);
  }
  return out + "\nRun 'wfctl COMMAND --help' for the use of a command, 'wfctl --version' for the version.\n";
}

std::string group_help(std::string_view words) {
  std::vector<std::pair<std::string, std::string>> pairs;
  for (const auto& spec : commands()) {
    if (spec.name.rfind(std::string(words) + " ", 0) == 0) pairs.emplace_back(spec.name, spec.summary);
  }
  return "Usage: wfctl " + std::string(words) + " COMMAND [OPTIONS] ...\n\nCommands:\n" + rows(pairs);
}

std::string command_help(const CommandSpec& spec) {
  std::string out = spec.summary + ".\n\nUsage: wfctl " + spec.name + " " + synopsis(spec) + "\n";
  if (!spec.description.empty()) out += "\n" + spec.description + "\n";
  if (!spec.arguments.empty()) {
    std::vector<std::pair<std::string, std::string>> pairs;
    for (const auto& argument : spec.arguments) pairs.emplace_back(argument.name, argument.help);
    out += "\nArguments:\n" + rows(pairs);
  }
  add_options(out, "Options", spec.options);
  if (spec.online) add_options(out, "Server", online_options());
  add_options(out, "Common", common_options());
  if (!spec.examples.empty()) {
    out += "\nExamples:\n";
    for (const auto& [line, what] : spec.examples) out += std::string(indent, ' ') + line + "\n" + std::string(indent * 3, ' ') + what + "\n";
  }
  return out;
}

}  // namespace wf::cli
