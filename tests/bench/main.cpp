// bench: measures the figures of docs/bench.md and prints one table. No figure that is missed makes it fail; a fault does.
#include <linux/magic.h>
#include <sys/vfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string_view>
#include <thread>

#include "bench.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

struct Part {
  std::string_view name;
  void (*measure)(Bench&);
};
constexpr std::array parts = {Part{"rows", measure_row_limit},         Part{"http", measure_http_limit},  Part{"empty", measure_empty_server},
                              Part{"w1", measure_straight_through},    Part{"w1b", measure_single_steps}, Part{"w2", measure_task_completion},
                              Part{"w6", measure_restart},             Part{"w5", measure_dormant_cases}, Part{"validate", measure_validation}};

std::string file_system(const std::string& path) {
  struct statfs facts {};
  if (::statfs(path.c_str(), &facts) != 0) return "unknown";
  switch (static_cast<unsigned long>(facts.f_type)) {
    case EXT4_SUPER_MAGIC: return "ext4";
    case XFS_SUPER_MAGIC: return "xfs";
    case BTRFS_SUPER_MAGIC: return "btrfs";
    case TMPFS_MAGIC: return "tmpfs (in memory: no figure of durable writes counts)";
    case OVERLAYFS_SUPER_MAGIC: return "overlayfs";
    default: return "of type " + std::to_string(facts.f_type);
  }
}

std::string processor() {
  std::ifstream in("/proc/cpuinfo");
  for (std::string line; std::getline(in, line);) {
    if (line.rfind("model name", 0) == 0) return line.substr(line.find(':') + 2);
  }
  return "unknown processor";
}

void print_machine(const Bench& bench) {
  std::array<double, 3> loads{};
  ::getloadavg(loads.data(), static_cast<int>(loads.size()));
  std::printf("%u cores (%s); %s on %s; load before: %.1f\n", std::thread::hardware_concurrency(), processor().c_str(), bench.directory.c_str(),
              file_system(bench.directory).c_str(), loads[0]);
  std::printf("best of %d runs each\n\n", bench.amounts.times);
}

int usage() {
  std::printf("usage: bench [--quick] [--directory DIR] [PART…]\nparts:");
  for (const auto& part : parts) std::printf(" %.*s", static_cast<int>(part.name.size()), part.name.data());
  std::printf("\nRun it in the root of the project. DIR, on the disk to be measured, takes up to 3 GB for a moment.\n");
  return 2;
}

}  // namespace

Amounts quick_amounts() { return {1, 2'048, 400, 200, 200, 300, 2'000, 1'000, 5, 22}; }

std::string Bench::fresh_directory(const std::string& name) const {
  auto path = directory + "/" + name;
  std::filesystem::create_directories(path);
  return path;
}

Workflow workflow(const std::string& file) {
  const formats::DirectorySource source("tests/bench/workflows");
  auto compiled = formats::compile(source, file, "tests/bench/workflows/");
  for (const auto& finding : compiled.diagnostics) std::fprintf(stderr, "%s\n", render_text(finding).c_str());
  if (!compiled.definition) give_up("the workflow " + file + " is not valid");
  return {compiled.definition, compiled.bundle};
}

void give_up(const Error& error) { give_up(error.code + " " + error.text); }

}  // namespace wf::bench

int main(int count, char** words) {
  using namespace wf::bench;
  Bench bench;
  std::string place = ".";
  std::vector<std::string_view> chosen;
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool is_part = std::any_of(parts.begin(), parts.end(), [&](const auto& part) { return part.name == word; });
    if (word == "--quick") bench.amounts = quick_amounts();
    else if (word == "--directory" && i + 1 < count) place = words[++i];
    else if (is_part) chosen.push_back(word);
    else return usage();
  }
  std::string pattern = place + "/bench-XXXXXX";
  if (!::mkdtemp(pattern.data())) give_up("cannot make a directory in " + place);
  bench.directory = pattern;
  print_machine(bench);
  for (const auto& part : parts) {
    if (chosen.empty() || std::find(chosen.begin(), chosen.end(), part.name) != chosen.end()) part.measure(bench);
  }
  bench.report.print();
  std::filesystem::remove_all(bench.directory);
  return 0;
}
