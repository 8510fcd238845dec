// Command lines by CLI11, from the command table. The only file that sees CLI11; its texts never reach the user.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <memory>

#include "base/text.hpp"
#include "command.hpp"
#include "help.hpp"
#include "settings.hpp"

namespace wf::cli {

namespace {

using Values = std::map<std::string, std::vector<std::string>>;

/// Storage that CLI11 binds to; one per command, so that names may repeat.
struct Bound {
  const CommandSpec* spec = nullptr;
  CLI::App* app = nullptr;
  Values lists;
  std::map<std::string, bool> switches;
};

void bind_option(Bound& bound, const OptionSpec& option) {
  const std::string names = (option.letter ? std::string("-") + option.letter + "," : "") + "--" + option.name;
  if (option.value.empty()) {
    bound.app->add_flag(names, bound.switches[option.name]);
    return;
  }
  auto* added = bound.app->add_option(names, bound.lists[option.name]);
  added->expected(1)->allow_extra_args(false);
  if (option.many) added->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
  else added->multi_option_policy(CLI::MultiOptionPolicy::Throw);
  if (!option.words.empty()) added->check(CLI::IsMember(option.words));
}

void bind_argument(Bound& bound, const ArgumentSpec& argument) {
  auto* added = bound.app->add_option(argument.name, bound.lists[argument.name]);
  added->option_text(argument.name);
  added->expected(argument.many ? -1 : 1)->allow_extra_args(argument.many);  // else the first takes what is the second's
  if (argument.required) added->required();
}

std::unique_ptr<Bound> bind(CLI::App& root, const CommandSpec& spec) {
  auto bound = std::make_unique<Bound>();
  bound->spec = &spec;
  CLI::App* app = &root;
  for (const auto word : split(spec.name, ' ')) {
    const std::string name(word);
    app = app->add_subcommand(name);  // only the one command is bound, so no name comes twice
    app->set_help_flag();
    app->fallthrough(false);
  }
  bound->app = app;
  for (const auto& argument : spec.arguments) bind_argument(*bound, argument);
  for (const auto& option : spec.options) bind_option(*bound, option);
  for (const auto& option : common_options()) bind_option(*bound, option);
  if (!spec.online) return bound;
  for (const auto& option : online_options()) bind_option(*bound, option);
  return bound;
}

std::string first_words(int argc, char** argv) {
  std::string words;
  for (int i = 1; i < argc && argv[i][0] != '-'; ++i) words += (words.empty() ? "" : " ") + std::string(argv[i]);
  return words;
}

/// The longest command whose words begin the command line.
const CommandSpec* named_command(const std::string& words) {
  const CommandSpec* best = nullptr;
  for (const auto& spec : commands()) {
    const bool fits = words == spec.name || words.rfind(spec.name + " ", 0) == 0;
    if (fits && (!best || spec.name.size() > best->name.size())) best = &spec;
  }
  return best;
}

bool is_group(const std::string& words) {
  return std::any_of(commands().begin(), commands().end(), [&](const CommandSpec& spec) { return spec.name.rfind(words + " ", 0) == 0; });
}

bool wants_help(int argc, char** argv) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view word = argv[i];
    if (word == "--") return false;
    if (word == "--help" || word == "-h") return true;
  }
  return false;
}

Parsed unknown_command(const std::string& words) {
  std::vector<std::string> names;
  for (const auto& spec : commands()) names.push_back(spec.name);
  std::string first = std::string(split(words, ' ').front());
  auto near = nearest_name(words, names);
  if (!near) near = nearest_name(first, names);
  const std::string shown = is_group(first) ? words : first;
  std::string text = "wfctl: there is no command '" + shown + "'" + (near ? " (did you mean '" + *near + "'?)" : "") + ".\n";
  std::fputs((text + "Run 'wfctl --help' for the list.\n").c_str(), stderr);
  return {std::nullopt, Exit::usage};
}

/// CLI11's exception in our words.
std::string usage_text(const CLI::ParseError& error, const CommandSpec& spec) {
  std::string text = error.what();
  for (const auto& argument : spec.arguments) {
    if (text == argument.name + " is required") text = "the argument " + argument.name + " is missing";
  }
  if (const auto* extras = dynamic_cast<const CLI::ExtrasError*>(&error)) {
    text = std::string(extras->what());
    const auto colon = text.rfind(": ");
    std::string word = colon == std::string::npos ? text : text.substr(colon + 2);
    std::vector<std::string> names;
    for (const auto* list : {&spec.options, &common_options(), &online_options()}) {
      for (const auto& option : *list) names.push_back("--" + option.name);
    }
    const auto near = word.rfind("--", 0) == 0 ? nearest_name(word, names) : std::nullopt;
    text = "'" + word + "' is not known here" + (near ? " (did you mean '" + *near + "'?)" : "");
  }
  return text;
}

Invocation collected(Bound& bound) {
  Invocation invocation;
  invocation.spec = bound.spec;
  for (auto& [name, list] : bound.lists) {
    if (!list.empty()) invocation.values[name] = list;
  }
  for (const auto& [name, on] : bound.switches) {
    if (on) invocation.values[name] = {"true"};
  }
  return invocation;
}

}  // namespace

Parsed parse(int argc, char** argv) {
  const std::string words = first_words(argc, argv);
  const CommandSpec* spec = named_command(words);
  if (!spec) {
    const bool version = argc == 2 && std::string_view(argv[1]) == "--version";
    if (version) return std::fputs("wfctl " WF_VERSION "\n", stdout), Parsed{};
    const bool group = !words.empty() && is_group(words);
    if (words.empty() || group) {
      const bool asked = wants_help(argc, argv) || (words.empty() && argc == 1);
      std::fputs((group ? group_help(words) : overview()).c_str(), asked ? stdout : stderr);
      return {std::nullopt, asked ? Exit::done : Exit::usage};
    }
    return unknown_command(words);
  }
  if (wants_help(argc, argv)) {
    std::fputs(command_help(*spec).c_str(), stdout);
    return {};
  }
  CLI::App root("wfctl");
  root.set_help_flag();
  std::unique_ptr<Bound> bound = bind(root, *spec);
  try {
    root.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const std::string text = "wfctl " + spec->name + ": " + usage_text(error, *spec) + ".\nRun 'wfctl " + spec->name + " --help' for its use.\n";
    std::fputs(text.c_str(), stderr);
    return {std::nullopt, Exit::usage};
  }
  return {collected(*bound), Exit::done};
}

std::string Invocation::get(std::string_view name, std::string_view otherwise) const {
  const auto found = values.find(std::string(name));
  return found == values.end() || found->second.empty() ? std::string(otherwise) : found->second.back();
}

const std::vector<std::string>& Invocation::all(std::string_view name) const {
  static const std::vector<std::string> none;
  const auto found = values.find(std::string(name));
  return found == values.end() ? none : found->second;
}

bool Invocation::colour() const {
  const auto set = [](const char* name) {
    const char* value = std::getenv(name);
    return value && *value && std::string_view(value) != "0";
  };
  if (has("no-color") || std::getenv("NO_COLOR")) return false;
  return set("CLICOLOR_FORCE") || isatty(STDOUT_FILENO) == 1;
}

void Invocation::print(std::string_view text) const { std::fwrite(text.data(), 1, text.size(), stdout); }

void Invocation::print_error(std::string_view text) const {
  const std::string line = "wfctl: " + std::string(text) + "\n";
  std::fputs(line.c_str(), stderr);
}

Exit Invocation::failed(const Error& error) const {
  const bool environment = error.code.rfind("WF-", 0) == 0;
  print_error(error.text + " [" + error.code + "]");
  return environment ? Exit::environment : Exit::refused;
}

Exit Invocation::usage(std::string_view text) const {
  print_error(std::string(text) + "\nRun 'wfctl " + spec->name + " --help' for its use.");
  return Exit::usage;
}

Result<client::ApiClient*> Invocation::server() {
  if (client_) return client_.get();
  auto settings = server_settings(*this);
  if (!settings) return tl::unexpected(settings.error());
  client::Target target;
  target.server = settings->server.value;
  target.token = settings->token.value;
  if (target.server.find("://") == std::string::npos) target.server = "http://" + target.server;
  client_ = std::make_shared<client::ApiClient>(std::move(target));
  return client_.get();
}

}  // namespace wf::cli
