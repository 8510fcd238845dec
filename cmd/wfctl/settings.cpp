// Finding the server and the token.
#include "settings.hpp"

#include <sys/stat.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.hpp"
#include "formats/document.hpp"

namespace wf::cli {

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

/// `server` of the nearest wf.toml at or above the working directory: a repository's shared environment.
Result<Origin> project_server() {
  constexpr int most_parents = 40;
  std::error_code ignored;
  auto directory = std::filesystem::current_path(ignored);
  for (int i = 0; i < most_parents && !directory.empty(); ++i) {
    const auto file = directory / "wf.toml";
    if (std::filesystem::exists(file, ignored)) {
      std::ifstream in(file);
      const std::string text((std::istreambuf_iterator<char>(in)), {});
      auto read = formats::read_toml(std::make_shared<const SourceText>(file.string(), text));
      if (has_errors(read.diagnostics)) return fail("WF-CLI-011", render_text(read.diagnostics.front()));
      const auto* server = read.document ? read.document->root.find("server") : nullptr;
      if (server && server->kind == formats::Node::Kind::string) return Origin{server->text, file.string()};
      return Origin{};
    }
    if (directory == directory.parent_path()) break;
    directory = directory.parent_path();
  }
  return Origin{};
}

Result<Origin> find_server(const Invocation& invocation) {
  if (const auto flag = invocation.get("server"); !flag.empty()) return Origin{flag, "--server"};
  if (const auto value = environment("WFCTL_SERVER"); !value.empty()) return Origin{value, "WFCTL_SERVER"};
  auto project = project_server();
  if (!project || !project->value.empty()) return project;
  std::ifstream in(config_directory() + "/server");
  std::string line;
  if (in && std::getline(in, line) && !trimmed(line).empty()) return Origin{std::string(trimmed(line)), config_directory() + "/server"};
  return Origin{client::Target{}.server, "default"};
}

Result<Origin> find_token(const Invocation& invocation) {
  if (const auto file = invocation.get("token-file"); !file.empty()) {
    auto token = read_secret_file(file);
    if (!token) return tl::unexpected(token.error());
    return Origin{*token, "--token-file"};
  }
  if (const auto value = environment("WFCTL_TOKEN"); !value.empty()) return Origin{value, "WFCTL_TOKEN"};
  const std::string file = config_directory() + "/token";
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return Origin{"", "none"};
  auto token = read_secret_file(file);
  if (!token) return tl::unexpected(token.error());
  return Origin{*token, file};
}

}  // namespace

std::string config_directory() {
  if (const auto xdg = environment("XDG_CONFIG_HOME"); !xdg.empty()) return xdg + "/wfctl";
  return environment("HOME") + "/.config/wfctl";
}

Result<std::string> read_secret_file(const std::string& path) {
  struct stat about {};
  if (stat(path.c_str(), &about) != 0) return fail("WF-CLI-010", "The token file " + path + " cannot be read.");
  constexpr mode_t others = S_IRWXG | S_IRWXO;
  if (about.st_mode & others) return fail("WF-CLI-010", "The token file " + path + " can be read by others. Run: chmod 600 " + path);
  std::ifstream in(path);
  std::string line;
  if (!in || !std::getline(in, line)) return fail("WF-CLI-010", "The token file " + path + " cannot be read.");
  return std::string(trimmed(line));
}

Result<ServerSettings> server_settings(const Invocation& invocation) {
  auto server = find_server(invocation);
  if (!server) return tl::unexpected(server.error());
  auto token = find_token(invocation);
  if (!token) return tl::unexpected(token.error());
  return ServerSettings{*server, *token};
}

}  // namespace wf::cli
