// compile: the order of the work, from the text of a workflow file to the finished definition.
#include "formats/compile.hpp"

#include <algorithm>

#include "base/hash.hpp"
#include "formats/lower/header.hpp"
#include "formats/lower/steps.hpp"
#include "model/validate.hpp"

namespace wf::formats {

namespace {

/// Over names and contents with their lengths, so that no two bundles give the same bytes.
std::string digest_of(const Bundle& bundle) {
  std::string bytes = bundle.entry + '\n';
  for (const auto& [path, text] : bundle.files) {
    bytes += path + '\n' + std::to_string(text.size()) + '\n' + text + '\n';
  }
  return sha256_hex(bytes);
}

const Node* workflow_root(const LoadedFile& file, Faults& faults) {
  if (!file.document) return nullptr;
  const Node& root = file.document->root;
  if (root.kind == Node::Kind::mapping) return &root;
  if (!file.has_errors) {
    faults.error({file.number, {0, 0}}, "WF-LANG-001", "a workflow file must hold a mapping, not " + std::string(kind_in_words(root.kind)),
                 "begin it with 'workflow: NAME'");
  }
  return nullptr;
}

std::string workflow_id(const Fields& workflow) {
  if (!workflow.has("workflow")) {
    workflow.error({0, {0, 0}}, "WF-LANG-004", "the workflow has no id", "begin the file with 'workflow: NAME'");
  }
  const auto id = workflow.text("workflow");
  if (!id) return "workflow";
  if (is_id(*id)) return *id;
  workflow.error(workflow.value_place("workflow"), "WF-LANG-008", "'" + id->substr(0, 60) + "' is no id",
                 "use letters, digits, '-' and '_', beginning with a letter, as in 'travel-request'");
  return "workflow";
}

void lower_all_steps(Workbench& bench, const Fields& workflow, Exits entries) {
  const Node* steps = workflow.list("steps");
  const bool is_empty = !workflow.has("steps") || (steps != nullptr && steps->items.empty());
  if (is_empty) {
    const auto where = workflow.has("steps") ? workflow.key_place("steps") : workflow.key_place("workflow");
    workflow.error(where, "WF-LANG-004", "the workflow has no steps", "write 'steps:' and below it '- id: NAME' with a verb");
    bench.is_complete = false;
  }
  if (steps == nullptr) bench.is_complete = false;
  else entries = lower_steps(bench, *steps, model::process_node, std::move(entries));
  end_here(bench, bench.builder.definition().id, model::process_node, workflow.value_place("workflow"), entries);
}

/// Behind faults of the text only those of the graph's shape are worth saying; the others follow from them.
std::vector<model::Finding> judge(const model::ProcessDefinition& definition, bool has_faults) {
  auto findings = model::validate(definition);
  if (!has_faults) return findings;
  std::erase_if(findings, [](const model::Finding& finding) {
    for (const std::string_view shape : {"WF-FLOW-008", "WF-FLOW-009", "WF-FLOW-014", "WF-FLOW-015"}) {
      if (finding.code == shape) return false;
    }
    return true;
  });
  return findings;
}

std::shared_ptr<const model::ProcessDefinition> lower(const LoadedFile& file, const Node& root, Sources& sources, Faults& faults) {
  Fields workflow(faults, file.number, root, place_of(PlaceOf::workflow), {});
  workflow.check_keys();
  const std::string id = workflow_id(workflow);
  const auto name = workflow.text("name");
  Workbench bench(sources, faults, file, id, name.value_or(id));
  bench.builder.definition().nodes[model::process_node].where = workflow.value_place("workflow");
  lower_head(bench, workflow);
  collect_names(bench, workflow);
  lower_all_steps(bench, workflow, lower_starts(bench, workflow));
  if (!bench.graph.connect(bench.builder, faults)) bench.is_complete = false;
  auto& definition = bench.builder.definition();
  definition.variables = bench.names.variables();
  if (bench.is_complete && !file.has_errors) faults.add(judge(definition, faults.has_errors()));
  if (faults.has_errors()) return nullptr;
  definition.files = sources.names();
  definition.digest = digest_of(sources.bundle());
  return std::move(bench.builder).build();
}

}  // namespace

Compilation compile(const FileSource& source, std::string_view path, std::string_view display_root) {
  Compilation compilation;
  Faults faults;
  Sources sources(source, std::string(display_root), faults);
  const LoadedFile* file = sources.load_entry(path);
  const Node* root = file != nullptr ? workflow_root(*file, faults) : nullptr;
  if (root != nullptr) compilation.definition = lower(*file, *root, sources, faults);
  compilation.diagnostics = faults.take();
  sort_diagnostics(compilation.diagnostics);
  // A form is read when names are collected and again at its step: what is wrong with it is said once.
  auto& all = compilation.diagnostics;
  all.erase(std::unique(all.begin(), all.end()), all.end());
  compilation.bundle = std::move(sources.bundle());
  return compilation;
}

}  // namespace wf::formats
