// wf.toml is judged by schemas/config.schema.json, so that editors and wfd agree on every key.
#include "config.hpp"

#include <charconv>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/assert.hpp"
#include "base/text.hpp"
#include "formats/document.hpp"
#include "model/json_schema.hpp"

namespace wf::embedded {
extern const std::map<std::string_view, std::string_view> config_schema;
}

namespace wf::daemon {

namespace {

std::shared_ptr<const model::JsonSchema> schema() {
  const auto text = embedded::config_schema.at("config.schema.json");
  auto read = formats::read_json(std::make_shared<const SourceText>("config.schema.json", std::string(text)));
  WF_ASSERT(read.document);
  auto compiled = model::JsonSchema::compile(formats::to_value(read.document->root));
  WF_ASSERT(compiled.schema);
  return compiled.schema;
}

/// The deepest node that a JSON pointer leads to; for an unknown key that key.
Span span_at(const formats::Node& root, std::string_view pointer) {
  const formats::Node* node = &root;
  Span span = root.span;
  for (const auto part : split(pointer.empty() ? pointer : pointer.substr(1), '/')) {
    const formats::Node* next = nullptr;
    for (const auto& entry : node->entries) {
      if (entry.key == part) next = &entry.value, span = entry.key_span;
    }
    std::size_t index = 0;
    const bool is_index = std::from_chars(part.data(), part.data() + part.size(), index).ec == std::errc();
    if (!next && is_index && index < node->items.size()) next = &node->items[index], span = next->span;
    if (!next) break;
    node = next;
  }
  return span;
}

Result<feel::Value> read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("WF-CONFIG-001", "The settings file " + path + " cannot be read.");
  const auto source = std::make_shared<const SourceText>(path, std::string(std::istreambuf_iterator<char>(in), {}));
  auto read = formats::read_toml(source);
  std::vector<Diagnostic> findings = read.diagnostics;
  if (read.document && !has_errors(findings)) {
    for (const auto& problem : schema()->validate(formats::to_value(read.document->root))) {
      findings.push_back(diagnostic_at(*source, span_at(read.document->root, problem.pointer), Severity::error, "WF-CONFIG-001", problem.message + "."));
    }
  }
  if (!has_errors(findings)) return formats::to_value(read.document->root);
  std::string text = "The settings file is wrong.\n";
  for (const auto& finding : findings) text += render_text(finding);
  return fail("WF-CONFIG-001", text);
}

Result<void> set_listen(Config& config, const std::string& text) {
  const auto colon = text.rfind(':');
  int port = -1;
  if (colon != std::string::npos) std::from_chars(text.data() + colon + 1, text.data() + text.size(), port);
  constexpr int most = 65'535;
  if (colon == std::string::npos || colon == 0 || port < 0 || port > most) {
    return fail("WF-CONFIG-002", "'" + text + "' is no address to listen at. Write ADDRESS:PORT, such as 127.0.0.1:8080.");
  }
  config.host = text.substr(0, colon);
  if (config.host.front() == '[' && config.host.back() == ']') config.host = config.host.substr(1, config.host.size() - 2);
  config.port = port;
  return {};
}

Result<void> set_log_level(Config& config, const std::string& text) {
  if (text == "debug") config.log_level = LogLevel::debug;
  else if (text == "info") config.log_level = LogLevel::info;
  else if (text == "warning") config.log_level = LogLevel::warning;
  else if (text == "error") config.log_level = LogLevel::error;
  else return fail("WF-CONFIG-002", "'" + text + "' is no log level. Take debug, info, warning or error.");
  return {};
}

Result<void> set_log_format(Config& config, const std::string& text) {
  if (text != "text" && text != "json") return fail("WF-CONFIG-002", "'" + text + "' is no log format. Take text or json.");
  config.log_format = text == "json" ? Log::Format::json : Log::Format::text;
  return {};
}

void set_size(std::size_t& to, const feel::Value& from) {
  if (const auto number = from.as_number() ? from.as_number()->to_int64() : std::nullopt) to = static_cast<std::size_t>(*number);
}

void set_limits(Config& config, const feel::Value& limits) {
  set_size(config.body_bytes, limits.member("body_bytes"));
  set_size(config.queue, limits.member("queue"));
  set_size(config.http_threads, limits.member("http_threads"));
  set_size(config.connector_threads, limits.member("connector_threads"));
}

}  // namespace

Result<Config> read_config(const std::map<std::string, std::string>& flags, const std::function<std::string(const std::string&)>& environment) {
  // a flag, else its variable: data → WFD_DATA
  const auto given = [&](const std::string& name) {
    if (const auto flag = flags.find(name); flag != flags.end()) return flag->second;
    std::string variable = "WFD_";
    for (const char c : name) variable += c == '-' ? '_' : static_cast<char>(c - 'a' + 'A');
    return environment(variable);
  };
  Config config;
  config.file = given("config");
  feel::Value file;
  if (!config.file.empty()) {
    auto read = read_file(config.file);
    if (!read) return tl::unexpected(read.error());
    file = std::move(*read);
  }
  const auto chosen = [&](const std::string& name, const feel::Value& from_file) {
    auto value = given(name);
    return value.empty() ? std::string(from_file.text()) : value;
  };
  config.data = chosen("data", file.member("data"));
  using Setter = Result<void> (*)(Config&, const std::string&);
  const std::tuple<const char*, feel::Value, Setter> texts[] = {{"listen", file.member("listen"), set_listen},
                                                                {"log-level", file.member("log").member("level"), set_log_level},
                                                                {"log-format", file.member("log").member("format"), set_log_format}};
  for (const auto& [name, from_file, set] : texts) {
    const auto value = chosen(name, from_file);
    if (value.empty()) continue;
    if (auto done = set(config, value); !done) return tl::unexpected(done.error());
  }
  if (const auto* hosts = file.member("connect").member("allow").as_list()) {
    for (const auto& host : *hosts) config.allow.push_back(lower_ascii(host.text()));
  }
  config.secrets_directory = file.member("secrets").member("directory").text();
  config.settings = file.member("settings");
  set_limits(config, file.member("limits"));
  return config;
}

}  // namespace wf::daemon
