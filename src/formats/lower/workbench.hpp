// Workbench: what all parts of the lowering of one workflow file share. The parts are free functions in the files
// named after their matter (header, steps, person_steps, machine_steps, block_steps, event_steps, boundary …).
#pragma once
#include <map>
#include <set>
#include <string>

#include "formats/lower/fields.hpp"
#include "formats/lower/graph.hpp"
#include "formats/lower/names.hpp"
#include "formats/lower/sources.hpp"
#include "model/builder.hpp"

namespace wf::formats {

/// A form or schema file after it was read: its type, and the words that its `outcome` allows.
struct FormShape {
  feel::Type type;
  std::vector<std::string> outcomes;
  bool usable = false;  ///< false after errors; then nothing is said about it again
};

struct Workbench {
  static constexpr std::size_t max_steps = 2'000;

  Workbench(Sources& all_sources, Faults& all_faults, const LoadedFile& workflow, const std::string& id,
            const std::string& name)
      : sources(all_sources), faults(all_faults), file(workflow.number), builder(id, name) {}

  Sources& sources;
  Faults& faults;
  std::uint32_t file;  ///< number of the workflow file
  model::ProcessBuilder builder;
  Graph graph;
  Names names;
  std::map<std::string, FormShape> shapes;  ///< by name in ProcessDefinition::forms
  std::map<std::string, model::ValueTree> roles;
  bool has_calendar = false;
  std::size_t steps = 0;
  bool is_complete = true;  ///< false: parts of the graph are missing, so that its shape cannot be judged

  model::SourceRef place(const Node& node) const { return {file, node.span}; }
  model::SourceRef place(Span span) const { return {file, span}; }
  Fields fields(const Node& mapping, PlaceOf which, std::string element) {
    return {faults, file, mapping, place_of(which), std::move(element)};
  }
};

}  // namespace wf::formats
