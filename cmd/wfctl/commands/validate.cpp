// wfctl validate: every finding of every file, on all cores, in the order of the files.
#include <atomic>
#include <set>
#include <thread>

#include "codec/json_value.hpp"
#include "commands/diagnostics.hpp"
#include "commands/files.hpp"
#include "commands/verbs.hpp"
#include "output.hpp"
#include "sim/test_file.hpp"

namespace wf::cli {

namespace {

bool is_test(const std::string& file) {
  return file.find(".test.") != std::string::npos;
}

std::vector<Diagnostic> findings_of(const std::string& file) {
  const LocatedFile place = located(file);
  const formats::DirectorySource source(place.root);
  const std::string display = place.root == "." && file.rfind("./", 0) != 0 ? "" : place.root + "/";
  if (is_test(file)) return sim::read_test_file(source, place.path, display).diagnostics;
  return formats::compile(source, place.path, display).diagnostics;
}

/// Findings by file; the work is spread over the cores.
std::vector<std::vector<Diagnostic>> all_findings(const std::vector<std::string>& files) {
  std::vector<std::vector<Diagnostic>> findings(files.size());
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < files.size(); i = next++) findings[i] = findings_of(files[i]);
  };
  const std::size_t cores = std::max(1U, std::thread::hardware_concurrency());
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(cores, files.size()); ++i) threads.emplace_back(work);
  work();
  for (auto& thread : threads) thread.join();
  return findings;
}

}  // namespace

Exit run_validate(Invocation& call) {
  auto files = expanded(call.all("FILE"), {"workflow.yaml", "workflow.yml", "workflow.toml", ".wf.yaml", ".test.yaml"});
  if (!files) return call.failed(files.error());
  if (files->empty()) return call.failed({"WF-CLI-001", "There are no workflows below the given directories (files named workflow.yaml, workflow.toml, *.wf.yaml or *.test.yaml)."});
  std::vector<Diagnostic> all;
  std::set<std::string> seen;  // a form used by two workflows is reported once
  for (auto& list : all_findings(*files)) {
    for (auto& finding : list) {
      if (seen.insert(render_text(finding)).second) all.push_back(std::move(finding));
    }
  }
  print_diagnostics(call, all, files->size());
  if (has_errors(all)) return Exit::found;
  return call.has("strict") && !all.empty() ? Exit::found : Exit::done;
}

}  // namespace wf::cli
