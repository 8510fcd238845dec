// wfctl test: runs test files, prints what did not come as expected, writes traces.
#include <fstream>
#include <map>

#include "base/text.hpp"
#include "codec/json_trace.hpp"
#include "codec/json_value.hpp"
#include "commands/diagnostics.hpp"
#include "commands/files.hpp"
#include "commands/verbs.hpp"
#include "output.hpp"
#include "sim/coverage.hpp"
#include "sim/scenario.hpp"

namespace wf::cli {

namespace {

struct FileRun {
  std::string file;
  std::vector<Diagnostic> diagnostics;  ///< of the test file or its workflows; then nothing was run
  std::vector<sim::CaseResult> cases;
};

FileRun run_file(const std::string& file, const std::string& filter, sim::Coverage& coverage) {
  FileRun run;
  run.file = file;
  const LocatedFile place = located(file);
  const formats::DirectorySource source(place.root);
  const std::string display = place.root == "." ? "" : place.root + "/";
  auto read = sim::read_test_file(source, place.path, display);
  run.diagnostics = std::move(read.diagnostics);
  if (!read.file) return run;
  std::vector<formats::Compilation> definitions;
  for (const auto& path : read.file->workflows) {
    definitions.push_back(formats::compile(source, path, display));
    const auto& found = definitions.back().diagnostics;
    run.diagnostics.insert(run.diagnostics.end(), found.begin(), found.end());
    if (!definitions.back().definition) return run;
    coverage.expect(*definitions.back().definition);
  }
  if (has_errors(run.diagnostics)) return run;
  for (const auto& test_case : read.file->cases) {
    if (test_case.name.find(filter) == std::string::npos) continue;
    run.cases.push_back(sim::run_case(*read.file, test_case, definitions));
    coverage.note(run.cases.back().trace);
  }
  return run;
}

/// The line "CaseEnded" of interfaces: what is left at the end of a case.
feel::Value case_end_value(const sim::CaseResult& result) {
  feel::List waiting;
  for (const auto& w : result.end.waiting) waiting.push_back(feel::Context{{"element", w.element}, {"elementType", w.element_type}});
  return feel::Context{{"case", result.name},
                       {"event", "CaseEnded"},
                       {"state", result.end.state},
                       {"endedAt", result.end.ended_at.empty() ? feel::Value() : feel::Value(result.end.ended_at)},
                       {"waiting", std::move(waiting)},
                       {"variables", result.end.variables},
                       {"timers", result.end.timers},
                       {"subscriptions", result.end.subscriptions}};
}

std::string trace_of(const sim::CaseResult& result) {
  std::string out;
  std::map<engine::InstanceKey, codec::TraceWriter> writers;
  const std::string head = "{\"case\":" + codec::to_json(feel::Value(result.name)) + ",";
  for (const auto& recorded : result.trace) {
    auto& writer = writers.try_emplace(recorded.instance, *recorded.definition, recorded.instance).first->second;
    out += head;
    writer.write_members(out, recorded.event);
    out += "}\n";
  }
  out += codec::to_json(case_end_value(result)) + "\n";
  return out;
}

struct Totals {
  std::size_t passed = 0, failed = 0, broken_files = 0;
};

Totals totals_of(const std::vector<FileRun>& runs) {
  Totals totals;
  for (const auto& run : runs) {
    if (has_errors(run.diagnostics)) ++totals.broken_files;
    for (const auto& c : run.cases) ++(c.passed ? totals.passed : totals.failed);
  }
  return totals;
}

/// "38 of 39": how many of `all` were reached.
std::string share(std::size_t all, std::size_t missed) { return std::to_string(all - missed) + " of " + std::to_string(all); }

void print_coverage(const Invocation& call, const sim::Coverage& coverage) {
  for (const auto& one : coverage.report()) {
    call.print(one.workflow + ": reached " + share(one.steps, one.missed_steps.size()) + " steps and " + share(one.arcs, one.missed_arcs.size()) + " arcs\n");
    for (const auto& step : one.missed_steps) call.print("  never at " + step + "\n");
    for (const auto& arc : one.missed_arcs) call.print("  never along " + arc + "\n");
  }
}

void print_text(const Invocation& call, const std::vector<FileRun>& runs, const sim::Coverage& coverage) {
  const bool colour = call.colour();
  for (const auto& run : runs) {
    for (const auto& d : run.diagnostics) call.print(render_text(d, colour));
    if (!call.quiet() && !run.cases.empty()) call.print(tinted(run.file, Tint::bold, colour) + "\n");
    for (const auto& c : run.cases) {
      if (c.passed && call.quiet()) continue;
      call.print("  " + tinted(c.passed ? "✓" : "✗", c.passed ? Tint::green : Tint::red, colour) + " " + c.name + "\n");
      for (const auto& failure : c.failures) {
        call.print("    " + run.file + ":" + std::to_string(failure.where.line) + ":" + std::to_string(failure.where.column) + ": " + failure.message + "\n");
      }
    }
  }
  if (call.has("coverage")) print_coverage(call, coverage);
  const Totals totals = totals_of(runs);
  std::string line = std::to_string(totals.passed) + " passed, " + std::to_string(totals.failed) + " failed";
  if (totals.broken_files > 0) line += ", " + std::to_string(totals.broken_files) + (totals.broken_files == 1 ? " file" : " files") + " could not be run";
  call.print(line + "\n");
}

feel::Value coverage_value(const sim::Coverage& coverage) {
  feel::List workflows;
  for (const auto& one : coverage.report()) {
    feel::List missed_steps, missed_arcs;
    for (const auto& step : one.missed_steps) missed_steps.push_back(step);
    for (const auto& arc : one.missed_arcs) missed_arcs.push_back(arc);
    workflows.push_back(feel::Context{{"workflow", one.workflow},
                                      {"steps", static_cast<std::int64_t>(one.steps)},
                                      {"missedSteps", std::move(missed_steps)},
                                      {"arcs", static_cast<std::int64_t>(one.arcs)},
                                      {"missedArcs", std::move(missed_arcs)}});
  }
  return workflows;
}

void print_json(const Invocation& call, const std::vector<FileRun>& runs, const sim::Coverage& coverage) {
  feel::List cases;
  std::vector<Diagnostic> diagnostics;
  for (const auto& run : runs) {
    diagnostics.insert(diagnostics.end(), run.diagnostics.begin(), run.diagnostics.end());
    for (const auto& c : run.cases) {
      feel::List failures;
      for (const auto& failure : c.failures) failures.push_back(feel::Context{{"message", failure.message}, {"line", static_cast<std::int64_t>(failure.where.line)}});
      cases.push_back(feel::Context{{"name", c.name}, {"file", run.file}, {"passed", c.passed}, {"failures", std::move(failures)}, {"durationMs", Decimal(c.duration_us).divide(1000).value_or(Decimal())}});
    }
  }
  const Totals totals = totals_of(runs);
  feel::Context all{{"cases", std::move(cases)}, {"passed", static_cast<std::int64_t>(totals.passed)}, {"failed", static_cast<std::int64_t>(totals.failed + totals.broken_files)}};
  if (!diagnostics.empty()) all.set("diagnostics", diagnostics_value(diagnostics).member("diagnostics"));
  if (call.has("coverage")) all.set("coverage", coverage_value(coverage));
  call.print(json_text(std::move(all)));
}

std::string xml_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += static_cast<unsigned char>(c) < 0x20 && c != '\n' ? ' ' : c;
    }
  }
  return out;
}

std::string seconds_text(std::int64_t us) { return Decimal(us).divide(1'000'000).value_or(Decimal()).to_string(); }

void print_junit(const Invocation& call, const std::vector<FileRun>& runs) {
  const Totals totals = totals_of(runs);
  std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites tests=\"" + std::to_string(totals.passed + totals.failed) + "\" failures=\"" +
                    std::to_string(totals.failed) + "\" errors=\"" + std::to_string(totals.broken_files) + "\">\n";
  for (const auto& run : runs) {
    const std::size_t failed = static_cast<std::size_t>(std::count_if(run.cases.begin(), run.cases.end(), [](const auto& c) { return !c.passed; }));
    out += "  <testsuite name=\"" + xml_escaped(run.file) + "\" tests=\"" + std::to_string(run.cases.size()) + "\" failures=\"" + std::to_string(failed) + "\" errors=\"" +
           (has_errors(run.diagnostics) ? "1" : "0") + "\">\n";
    if (has_errors(run.diagnostics)) {
      std::string text;
      for (const auto& d : run.diagnostics) text += render_text(d);
      out += "    <testcase name=\"reading the file\"><error message=\"the file has errors\">" + xml_escaped(text) + "</error></testcase>\n";
    }
    for (const auto& c : run.cases) {
      out += "    <testcase name=\"" + xml_escaped(c.name) + "\" time=\"" + seconds_text(c.duration_us) + "\"";
      if (c.passed) {
        out += "/>\n";
        continue;
      }
      out += ">\n";
      for (const auto& failure : c.failures) out += "      <failure message=\"" + xml_escaped(failure.message) + "\">" + xml_escaped(run.file) + ":" + std::to_string(failure.where.line) + "</failure>\n";
      out += "    </testcase>\n";
    }
    out += "  </testsuite>\n";
  }
  call.print(out + "</testsuites>\n");
}

}  // namespace

Exit run_test(Invocation& call) {
  auto files = expanded(call.all("FILE"), {".test.yaml", ".test.yml", ".test.toml"});
  if (!files) return call.failed(files.error());
  if (files->empty()) return call.failed({"WF-CLI-001", "There are no test files (*.test.yaml) below the given directories."});
  std::vector<FileRun> runs;
  sim::Coverage coverage;
  for (const auto& file : *files) runs.push_back(run_file(file, call.get("filter"), coverage));
  if (const auto path = call.get("trace"); !path.empty()) {
    std::string trace;
    for (const auto& run : runs) {
      for (const auto& c : run.cases) trace += trace_of(c);
    }
    if (auto written = write_file(path, trace); !written) return call.failed(written.error());
  }
  if (call.json()) print_json(call, runs, coverage);
  else if (call.get("format") == "junit") print_junit(call, runs);
  else print_text(call, runs, coverage);
  const Totals totals = totals_of(runs);
  if (totals.failed > 0 || totals.broken_files > 0) return Exit::found;
  if (totals.passed > 0) return Exit::done;
  call.print_error("no case was run" + (call.get("filter").empty() ? "." : ": none has '" + call.get("filter") + "' in its name."));
  return Exit::found;
}

}  // namespace wf::cli
