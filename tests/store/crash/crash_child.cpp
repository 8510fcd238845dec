// The process that the crash test kills: commits one batch after the other and tells the number of each that was
// acknowledged, a line each. Arguments: directory, seed, number of the first batch.
#include <charconv>
#include <cstdio>
#include <string>
#include <string_view>

#include <unistd.h>

#include "crash/load.hpp"

namespace {

constexpr std::int64_t most_batches = 100'000;  // the parent kills long before

std::int64_t number(std::string_view text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

int fail(const wf::Error& error) {
  std::fprintf(stderr, "%s: %s\n", error.code.c_str(), error.text.c_str());
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  const auto seed = static_cast<std::uint64_t>(number(argv[2]));
  const std::int64_t first = number(argv[3]);
  auto store = wf::store::open_sqlite_store({.directory = argv[1]});
  if (!store) return fail(store.error());
  std::vector<wf::engine::Instance> snapshots;
  for (std::int64_t n = first; n < first + most_batches; ++n) {
    const auto batch = wf::store::test::load_batch(seed, n, snapshots);
    if (auto written = (*store)->commit(batch); !written) return fail(written.error());
    const auto line = std::to_string(n) + "\n";
    if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) return 3;
    if (n % 7 == 0) {  // so that checkpoints are under way too when the end comes
      if (auto done = (*store)->maintain({0}); !done) return fail(done.error());
    }
  }
  return 0;
}
