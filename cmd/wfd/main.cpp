// wfd: reads the command line and settings, then serves, makes a data directory (init), or checks one (check).
#include <CLI/CLI.hpp>

#include <cstdio>
#include <cstdlib>

#include "config.hpp"
#include "daemon.hpp"
#include "init.hpp"
#include "store/store.hpp"

namespace {

using wf::Result;
using wf::daemon::Config;

constexpr int exit_done = 0, exit_refused = 1, exit_usage = 2, exit_environment = 3;

struct Arguments {
  std::map<std::string, std::string> flags;
  wf::daemon::FirstAdministrator administrator;
  std::string token_file;
};

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value ? value : "";
}

int failed(const wf::Error& error, int exit) {
  std::fprintf(stderr, "wfd: %s [%s]\n", error.text.c_str(), error.code.c_str());
  return exit;
}

int usage(const char* text) {
  std::fprintf(stderr, "wfd: %s\nRun 'wfd --help' for its use.\n", text);
  return exit_usage;
}

int run_init(const Config& config, const Arguments& arguments) {
  const auto token = wf::daemon::init(config.data, arguments.administrator);
  if (!token) return failed(token.error(), exit_refused);
  std::printf("%s is ready, and %s is its administrator.\n", config.data.c_str(), arguments.administrator.id.c_str());
  if (arguments.token_file.empty()) {
    std::printf("Their token, shown only this once: %s\n", token->c_str());
    return exit_done;
  }
  if (auto written = wf::daemon::write_token_file(arguments.token_file, *token); !written) {
    failed(written.error(), exit_environment);
    std::printf("Their token, shown only this once: %s\n", token->c_str());
    return exit_environment;
  }
  std::printf("Their token is in %s.\n", arguments.token_file.c_str());
  return exit_done;
}

int run_check(const Config& config) {
  const auto findings = wf::store::check_sqlite_store(config.data);
  if (!findings) return failed(findings.error(), exit_environment);
  for (const auto& finding : *findings) std::printf("%s\n", finding.c_str());
  if (findings->empty()) std::printf("%s is sound.\n", config.data.c_str());
  return findings->empty() ? exit_done : exit_refused;
}

void describe(CLI::App& app, Arguments& arguments) {
  app.set_version_flag("--version", "wfd " WF_VERSION);
  app.footer(
      "Each option can also be a variable (WFD_DATA, WFD_LISTEN, WFD_LOG_LEVEL, WFD_LOG_FORMAT, WFD_CONFIG) or stand in the\n"
      "settings file. SIGTERM drains and ends, SIGHUP reads the log level again.\n\n"
      "Examples:\n  wfd init --data /var/lib/wfd --admin anna --name 'Anna Berg'\n  wfd --data /var/lib/wfd --listen 127.0.0.1:8080");
  // values are kept as given, so that a flag can be told from a default
  const auto option = [&arguments](CLI::App& on, const std::string& name, const char* value, const char* text) {
    on.add_option_function<std::string>("--" + name, [&arguments, name](const std::string& given) { arguments.flags[name] = given; }, text)->option_text(value);
  };
  option(app, "config", "FILE", "Settings file (TOML)");
  option(app, "data", "DIR", "Directory of the database; made where missing");
  option(app, "listen", "ADDRESS:PORT", "Where to listen; 127.0.0.1:8080 when left out, port 0 for a free one");
  option(app, "log-level", "LEVEL", "debug, info, warning or error");
  option(app, "log-format", "FORMAT", "text or json");
  auto* init = app.add_subcommand("init", "Make a data directory and its first administrator");
  init->fallthrough();
  init->add_option("--admin", arguments.administrator.id, "Short name of the administrator, such as 'anna'")->required()->option_text("ID");
  init->add_option("--name", arguments.administrator.name, "Full name")->option_text("NAME");
  init->add_option("--email", arguments.administrator.email, "E-mail address")->option_text("ADDRESS");
  init->add_option("--token-file", arguments.token_file, "Write the token to this new file instead of showing it")->option_text("FILE");
  app.add_subcommand("check", "Check that the database of a data directory is sound")->fallthrough();
  app.require_subcommand(0, 1);
}

}  // namespace

int main(int argc, char** argv) {
  Arguments arguments;
  CLI::App app("wfd runs workflows: it keeps their cases, gives people their tasks and talks to other systems.", "wfd");
  describe(app, arguments);
  try {
    app.parse(argc, argv);
  } catch (const CLI::Success& asked) {  // help or version
    return app.exit(asked);
  } catch (const CLI::ParseError& error) {
    return usage(error.what());
  }
  const auto reread = [&arguments] { return wf::daemon::read_config(arguments.flags, environment); };
  const auto config = reread();
  if (!config) return failed(config.error(), config.error().code == "WF-CONFIG-002" ? exit_usage : exit_environment);
  if (config->data.empty()) return usage("Say where the data is: --data DIR.");
  if (app.got_subcommand("init")) {
    if (arguments.administrator.name.empty()) arguments.administrator.name = arguments.administrator.id;
    return run_init(*config, arguments);
  }
  if (app.got_subcommand("check")) return run_check(*config);
  return wf::daemon::serve(*config, reread);
}
