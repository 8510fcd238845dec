// Cases, steps and definitions with plausible contents.
#include "contract/sample_commits.hpp"

#include "unit/codec/sample.hpp"

namespace wf::store::test {

const model::ProcessDefinition& definition() {
  static const auto shared = codec::sample::definition();
  return *shared;
}

Instant moment(std::int64_t seconds) { return {1'774'601'000'000 + seconds * 1000}; }

InstanceRow case_row(InstanceKey key) {
  InstanceRow row;
  row.key = key;
  row.workflow = "leave";
  row.definition = 12;
  row.version = 3;
  row.state = engine::InstanceState::active;
  row.started_by = "anna";
  row.started_at = row.updated_at = moment(key);
  return row;
}

Commit start(InstanceRow row, std::size_t events) { return step(std::move(row), 0, events); }

Commit step(InstanceRow row, std::uint64_t before, std::size_t events) {
  Commit commit;
  commit.instance = row.key;
  commit.expected_seq = before;
  commit.definition = &definition();
  for (std::uint64_t seq = before + 1; seq <= before + events; ++seq) {
    const auto value = static_cast<std::int64_t>(seq) + row.key;
    const Instant at{row.started_at.ms + static_cast<std::int64_t>(seq)};
    commit.events.push_back({seq, at, 1, "anna", engine::VariableSet{engine::root_key, "n", feel::Value(value)}});
  }
  row.seq = before + events;
  commit.rows.instance = std::move(row);
  return commit;
}

Commit administration(std::int64_t seconds) {
  Commit commit;
  commit.at = moment(seconds);
  return commit;
}

DefinitionRow definition_row(std::int64_t key, std::string workflow, std::int64_t version) {
  DefinitionRow row;
  row.key = key;
  row.workflow = std::move(workflow);
  row.version = version;
  row.label = "v" + std::to_string(version);
  row.name = "Name of " + row.workflow;
  row.digest = "digest " + std::to_string(key);
  row.entry = "workflow.yaml";
  row.files = {{"workflow.yaml", "workflow: " + row.workflow + "\n"}, {"forms/ask.yaml", std::string("a\0b \xc3\xa4\n", 7)}};
  row.deployed_at = moment(key);
  row.deployed_by = "dora";
  row.message = "why " + std::to_string(key);
  return row;
}

}  // namespace wf::store::test
