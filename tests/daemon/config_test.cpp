// What an administrator sees who writes a wrong setting, flag or variable.
#include <catch2/catch.hpp>

#include <fstream>

#include "daemon_process.hpp"

using namespace wf::test;

namespace {

Ended run_with_settings(const std::string& toml) {
  TemporaryDirectory directory;
  const auto file = directory / "wf.toml";
  std::ofstream(file) << toml;
  return run_wfd({"--config", file});
}

bool contains(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("every wrong setting is shown at its place, all at once") {
  const auto ended = run_with_settings("data = \"x\"\nlisten = 8080\n[log]\nlevel = \"loud\"\n[limits]\nqueue = 1\nthreads = 3\n");
  INFO(ended.output);
  CHECK(ended.code == 3);
  for (const char* place : {"wf.toml:2:", "wf.toml:4:", "wf.toml:6:", "wf.toml:7:"}) CHECK(contains(ended.output, place));
}

TEST_CASE("settings that are no TOML are shown with their place") {
  const auto ended = run_with_settings("data = x\n");
  INFO(ended.output);
  CHECK(ended.code == 3);
  CHECK(contains(ended.output, "wf.toml:1:"));
}

TEST_CASE("a missing settings file is named") {
  const auto ended = run_wfd({"--config", "nowhere/wf.toml"});
  CHECK(ended.code == 3);
  CHECK(contains(ended.output, "nowhere/wf.toml cannot be read"));
}

TEST_CASE("wrong flags and variables are usage errors with a way out") {
  for (const auto& arguments : {std::vector<std::string>{}, {"--data", "x", "--listen", "here"}, {"--data", "x", "--listen", "1.2.3.4:99999"},
                                                   {"--data", "x", "--log-level", "loud"}, {"--dta", "x"}, {"serve"}}) {
    const auto ended = run_wfd(arguments);
    INFO(ended.output);
    CHECK(ended.code == 2);
    CHECK(contains(ended.output, "wfd: "));
  }
  CHECK(run_wfd({"--data", "x"}, {"WFD_LOG_FORMAT=xml"}).code == 2);
}

TEST_CASE("help and version are answers, not errors") {
  const auto help = run_wfd({"--help"});
  CHECK(help.code == 0);
  CHECK(contains(help.output, "--listen"));
  CHECK(contains(run_wfd({"--version"}).output, "wfd "));
}
