// Runs every entry over its seeds in corpus/, whole, cut short, and with a byte changed, so that the entries keep their
// promises in every build. Not a search for new faults: that is libFuzzer's (preset fuzz).
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "fuzz/entries.hpp"

namespace {

constexpr std::size_t cuts = 24;  // places at which a seed is cut and changed: enough to split every construct

std::vector<std::filesystem::path> seeds_of(std::string_view entry) {
  std::vector<std::filesystem::path> seeds;
  for (const auto& file : std::filesystem::directory_iterator("tests/fuzz/corpus/" + std::string(entry))) {
    seeds.push_back(file.path());
  }
  std::sort(seeds.begin(), seeds.end());
  return seeds;
}

std::string content_of(const std::filesystem::path& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("every fuzz entry keeps its promises on its seeds") {
  for (const auto& entry : wf::fuzz::entries) {
    const auto seeds = seeds_of(entry.name);
    INFO(entry.name);
    REQUIRE(seeds.size() >= 3);
    for (const auto& seed : seeds) entry.run(content_of(seed));
  }
}

TEST_CASE("every fuzz entry keeps its promises on seeds cut short and with a byte changed") {
  std::size_t runs = 0;  // an entry stops the program where a promise is broken
  for (const auto& entry : wf::fuzz::entries) {
    for (const auto& seed : seeds_of(entry.name)) {
      const std::string text = content_of(seed);
      for (std::size_t cut = 0; cut < cuts; ++cut) {
        const std::size_t at = text.size() * cut / cuts;
        entry.run(std::string_view(text).substr(0, at));
        std::string changed = text;
        if (at < changed.size()) changed[at] = static_cast<char>("\0\xff[{\"\n:'"[cut % 8]);
        entry.run(changed);
        ++runs;
      }
    }
  }
  CHECK(runs >= std::size(wf::fuzz::entries) * 3 * cuts);
}
