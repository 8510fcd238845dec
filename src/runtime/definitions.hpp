// Definitions: every deployed version by key and by workflow, compiled when first needed and then kept.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/runtime.hpp"

namespace wf::runtime {

/// Thread-safe. Texts of versions that were not compiled yet stay in memory; there are few of them.
class Definitions {
 public:
  void add(store::DefinitionRow row, std::shared_ptr<const model::ProcessDefinition> compiled = nullptr);
  Result<std::shared_ptr<const Deployed>> find(std::int64_t key);
  Result<std::shared_ptr<const Deployed>> newest(std::string_view workflow);
  /// Row of the newest version, or null; without compiling.
  std::optional<store::DefinitionRow> newest_row(std::string_view workflow) const;
  std::int64_t last_key() const;

 private:
  struct Entry {
    store::DefinitionRow row;
    std::shared_ptr<const Deployed> deployed;
  };
  Result<std::shared_ptr<const Deployed>> compiled(Entry& entry);

  mutable std::mutex mutex_;
  std::map<std::int64_t, Entry> by_key_;
  std::map<std::string, std::int64_t, std::less<>> newest_;
};

}  // namespace wf::runtime
