// wfctl validate of very many files, beside yaml-cpp that only parses them, one after the other.
#include <yaml-cpp/yaml.h>

#include <chrono>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "bench.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

using Clock = std::chrono::steady_clock;

std::string content(const std::string& path) {
  std::ifstream in(path);
  if (!in) give_up("cannot read " + path);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// Copies of the example workflows, each in a folder of its own with what it refers to.
std::vector<std::string> make_files(const std::string& directory, std::size_t count) {
  std::vector<std::filesystem::path> examples;
  for (const auto& entry : std::filesystem::directory_iterator("examples")) {
    if (std::filesystem::exists(entry.path() / "workflow.yaml")) examples.push_back(entry.path());
  }
  for (const auto* whole : {"workflows/leave-request", "workflows/purchase"}) examples.emplace_back(whole);
  std::sort(examples.begin(), examples.end());
  std::vector<std::string> files;
  for (std::size_t i = 0; i < count; ++i) {
    const auto to = directory + "/" + std::to_string(i);
    std::filesystem::copy(examples[i % examples.size()], to, std::filesystem::copy_options::recursive);
    std::filesystem::remove_all(to + "/tests");
    files.push_back(to + "/workflow.yaml");
  }
  return files;
}

double parse_seconds(const std::vector<std::string>& files) {
  std::vector<std::string> texts;
  for (const auto& file : files) texts.push_back(content(file));
  const auto start = Clock::now();
  std::size_t keys = 0;
  for (const auto& text : texts) keys += YAML::Load(text).size();
  if (keys == 0) give_up("the workflows are empty");
  return std::chrono::duration<double>(Clock::now() - start).count();
}

}  // namespace

void measure_validation(Bench& bench) {
  constexpr double target_s = 1.5;
  const auto directory = bench.fresh_directory("files");
  const auto files = make_files(directory, bench.amounts.files);
  const auto count = number_text(static_cast<double>(files.size()));
  bench.yaml_seconds = -best_of<double>(bench.amounts.times, [&] { return -parse_seconds(files); }, [](const double& s) { return s; });
  bench.report.add({"L3", "yaml-cpp alone: parsing the same " + count + " files", "s", bench.yaml_seconds});
  const auto run = best_of<Run>(bench.amounts.times, [&] { return run_program({WF_CTL, "validate", directory}, bench.directory + "/validate.log"); },
                                [](const Run& r) { return -r.seconds; });
  if (run.code != 0) give_up("wfctl validate: " + content(bench.directory + "/validate.log"));
  bench.report.add({"V", "wfctl validate of " + count + " files", "s", run.seconds, {"yaml-cpp alone, one core", bench.yaml_seconds}, target_s, false,
                    number_text(run.cpu_seconds) + " s of CPU"});
}

}  // namespace wf::bench
