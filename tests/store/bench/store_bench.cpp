// Figures of SQLite as a store: group commits, and what opening, a page and memory cost with a great many cases. A program
// to be run by hand on a quiet machine (release build), not a test: clocks are no judges of right and wrong.
// Arguments: directory (kept if it has cases already), dormant cases, open cases.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <functional>
#include <string>

#include "contract/sample_commits.hpp"

using namespace wf;
using namespace wf::store;
using namespace wf::store::test;

namespace {

constexpr int cases_a_batch = 500, repeats = 200;

template <class T>
T sure(Result<T> result) {
  if (result) return std::move(*result);
  std::fprintf(stderr, "%s: %s\n", result.error().code.c_str(), result.error().text.c_str());
  std::exit(1);
}
void sure(Result<void> result) {
  if (!result) sure(Result<int>(tl::unexpected(result.error())));
}

double seconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Of the process, in MB.
double resident() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;) {
    if (word == "VmRSS:") return status >> word, std::stod(word) / 1024;
  }
  return 0;
}

/// A dormant case waits for a person far away; an open one also has a job that is owed.
Commit waiting_case(InstanceKey key, bool is_open) {
  auto row = case_row(key);
  row.workflow = "w" + std::to_string(key % 20);
  row.started_by = "p" + std::to_string(key % 1000);
  row.business_key = "R-" + std::to_string(key);
  auto commit = start(row, 8);
  const std::vector<std::string> groups{"g" + std::to_string(key % 50)};
  commit.rows.tasks = {{{key, 2}, row.workflow, "decide", "Decide", row.business_key, TaskState::open, "", {}, groups, {}, row.started_at, {}, {}, "", 0}};
  commit.rows.timers = {{{key, 3}, {row.started_at.ms + 86'400'000LL * 400}}};
  if (!is_open) return commit;
  commit.rows.jobs = {{{key, 4}, row.workflow, "book", "http", engine::JobState::ready, 3, 1, row.started_at, 0, "", {}}};
  commit.outbox = {{{key, 4}, {4, "http", {}, 1, 0, engine::idempotency_key(key, 4)}}};
  return commit;
}

void fill(Store& store, InstanceKey from, InstanceKey cases, bool is_open) {
  std::vector<Commit> batch;
  for (InstanceKey key = from; key < from + cases; ++key) {
    batch.push_back(waiting_case(key, is_open));
    if (static_cast<int>(batch.size()) < cases_a_batch && key + 1 < from + cases) continue;
    sure(store.commit(batch));
    batch.clear();
  }
  sure(store.maintain({0}));
}

void commits(const std::string& directory) {
  auto store = sure(open_sqlite_store({.directory = directory}));
  for (const int size : {1, 16, 256}) {
    const auto first = sure(store->last_instance_key()) + 1;
    const int batches = std::max(4, 4096 / size);
    const auto worked = std::clock();
    const auto took = seconds([&] {
      for (int i = 0; i < batches; ++i) {
        std::vector<Commit> batch;
        for (int j = 0; j < size; ++j) batch.push_back(waiting_case(first + i * size + j, true));
        sure(store->commit(batch));
      }
    });
    constexpr int rows_a_case = 7;  // case, events, task, candidate, timer, job, owed effect
    const double cpu_us = 1e6 * static_cast<double>(std::clock() - worked) / CLOCKS_PER_SEC / (size * batches);
    std::printf("commit by %3d cases      %8.0f cases/s %9.0f rows/s, %.1f us of processor a case\n", size, size * batches / took,
                size * batches * rows_a_case / took, cpu_us);
  }
}

void page(const char* name, Reader& reader, const std::function<void(Reader&)>& read) {
  double worst = 0;
  const auto total = seconds([&] {
    for (int i = 0; i < repeats; ++i) worst = std::max(worst, seconds([&] { read(reader); }));
  });
  std::printf("%-24s %8.3f ms, worst %.3f ms\n", name, total / repeats * 1000, worst * 1000);
}

void pages(Reader& reader) {
  page("page of all cases", reader, [](Reader& r) { sure(r.instances({}, {})); });
  page("page of a workflow", reader, [](Reader& r) { sure(r.instances({.workflow = "w7"}, {})); });
  page("page of a starter", reader, [](Reader& r) { sure(r.instances({.started_by = "p77"}, {})); });
  page("case by business key", reader, [](Reader& r) { sure(r.instances({.business_key = "R-4711"}, {})); });
  page("failed cases", reader, [](Reader& r) { sure(r.instances({.state = engine::InstanceState::failed}, {})); });
  page("page of open tasks", reader, [](Reader& r) { sure(r.tasks({}, {})); });
  page("page of a person", reader, [](Reader& r) { sure(r.tasks({.for_person = "anna", .groups = {"g1", "g2", "g3"}}, {})); });
  page("ready jobs, oldest", reader, [](Reader& r) { sure(r.jobs({"http", engine::JobState::ready, 0, true}, {})); });
  page("counts", reader, [](Reader& r) { sure(r.counts()); });
  page("load a case", reader, [](Reader& r) { sure(r.load(4711, definition())); });
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) return std::fprintf(stderr, "usage: store_bench DIRECTORY DORMANT OPEN\n"), 2;
  const std::string directory = argv[1];
  const InstanceKey dormant = std::atoll(argv[2]), open = std::atoll(argv[3]);
  {
    auto store = sure(open_sqlite_store({.directory = directory, .full_sync = false}));
    if (sure(store->last_instance_key()) == 0) {
      const auto took = seconds([&] {
        fill(*store, 1, dormant, false);
        fill(*store, dormant + 1, open, true);
      });
      std::printf("filled with %lld cases   %8.0f cases/s\n", static_cast<long long>(dormant + open), static_cast<double>(dormant + open) / took);
    }
  }
  std::unique_ptr<Store> store;
  std::printf("open                     %8.3f ms\n", 1000 * seconds([&] {
    store = sure(open_sqlite_store({.directory = directory}));
    sure(store->all_definitions());
    sure(store->last_instance_key());
    sure(store->next_due());
    sure(store->outbox({}, 256));
  }));
  std::printf("resident after opening   %8.1f MB\n", resident());
  auto reader = sure(store->open_reader());
  pages(*reader);
  std::printf("resident after pages     %8.1f MB\n", resident());
  store.reset();
  reader.reset();
  commits(directory);
  std::printf("resident at the end      %8.1f MB\n", resident());
}
