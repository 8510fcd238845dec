// Lookup and late compilation of deployed versions.
#include "runtime/definitions.hpp"

namespace wf::runtime {

void Definitions::add(store::DefinitionRow row, std::shared_ptr<const model::ProcessDefinition> compiled) {
  std::lock_guard lock(mutex_);
  const std::int64_t key = row.key;
  auto& newest = newest_[row.workflow];
  newest = std::max(newest, key);
  Entry entry{std::move(row), nullptr};
  if (compiled) {
    entry.row.files.clear();
    entry.deployed = std::make_shared<const Deployed>(Deployed{entry.row, std::move(compiled)});
  }
  by_key_.insert_or_assign(key, std::move(entry));
}

Result<std::shared_ptr<const Deployed>> Definitions::compiled(Entry& entry) {
  if (entry.deployed) return entry.deployed;
  const formats::Bundle bundle{entry.row.entry, entry.row.files};
  auto compilation = formats::compile(formats::BundleSource(bundle), bundle.entry);
  if (!compilation.definition) {
    const std::string why = compilation.diagnostics.empty() ? "" : " " + compilation.diagnostics.front().message;
    return fail("INVALID-WORKFLOW", "Version " + std::to_string(entry.row.version) + " of '" + entry.row.workflow +
                                        "' cannot be read by this program any more:" + why);
  }
  entry.row.files.clear();
  entry.deployed = std::make_shared<const Deployed>(Deployed{entry.row, compilation.definition});
  return entry.deployed;
}

Result<std::shared_ptr<const Deployed>> Definitions::find(std::int64_t key) {
  std::lock_guard lock(mutex_);
  const auto found = by_key_.find(key);
  if (found == by_key_.end()) return fail("NOT-FOUND", "There is no deployed version with key " + std::to_string(key) + ".");
  return compiled(found->second);
}

Result<std::shared_ptr<const Deployed>> Definitions::newest(std::string_view workflow) {
  std::lock_guard lock(mutex_);
  const auto found = newest_.find(workflow);
  if (found == newest_.end()) return fail("NOT-FOUND", "No workflow '" + std::string(workflow) + "' is deployed.");
  return compiled(by_key_.at(found->second));
}

std::optional<store::DefinitionRow> Definitions::newest_row(std::string_view workflow) const {
  std::lock_guard lock(mutex_);
  const auto found = newest_.find(workflow);
  if (found == newest_.end()) return std::nullopt;
  return by_key_.at(found->second).row;
}

std::int64_t Definitions::last_key() const {
  std::lock_guard lock(mutex_);
  return by_key_.empty() ? 0 : by_key_.rbegin()->first;
}

}  // namespace wf::runtime
