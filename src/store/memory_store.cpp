// MemoryStore: the store of tests, dry runs and simulation. Keeps the same contract as SQLite, but not its durability.
#include <mutex>

#include "store/batch_check.hpp"
#include "store/memory_state.hpp"

namespace wf::store {

namespace {

using SharedLock = std::shared_lock<std::shared_mutex>;

class MemoryStore final : public Store {
 public:
  Result<void> commit(std::span<const Commit> batch) override {
    std::unique_lock lock(state_->mutex);
    const StoredFacts facts{[&](InstanceKey key) -> std::optional<std::uint64_t> {
                              const auto found = state_->instances.find(key);
                              if (found == state_->instances.end()) return std::nullopt;
                              return found->second.seq;
                            },
                            [&](const std::string& id) { return state_->replies.contains(id); },
                            [&](const DefinitionRow& row) { return state_->has_definition(row); }};
    if (auto checked = check_batch(batch, facts); !checked) return tl::unexpected(checked.error());
    for (const auto& commit : batch) state_->apply(commit);
    return {};
  }

  Result<std::optional<RememberedReply>> find_reply(const std::string& command_id) override {
    SharedLock lock(state_->mutex);
    const auto found = state_->replies.find(command_id);
    if (found == state_->replies.end()) return std::nullopt;
    return RememberedReply{found->second.reply};
  }

  Result<std::optional<StoredInstance>> load(InstanceKey key, const model::ProcessDefinition&) override {
    SharedLock lock(state_->mutex);
    return state_->load(key);
  }

  Result<std::optional<std::int64_t>> definition_of(InstanceKey key) override {
    SharedLock lock(state_->mutex);
    const auto found = state_->instances.find(key);
    if (found == state_->instances.end()) return std::nullopt;
    return found->second.row.definition;
  }

  Result<InstanceKey> last_instance_key() override {
    SharedLock lock(state_->mutex);
    return state_->instances.empty() ? 0 : state_->instances.rbegin()->first;
  }

  Result<std::vector<DefinitionRow>> all_definitions() override {
    SharedLock lock(state_->mutex);
    std::vector<DefinitionRow> rows;
    for (const auto& [key, row] : state_->definitions) rows.push_back(row);
    return rows;
  }

  Result<std::optional<DefinitionRow>> definition(std::int64_t key) override {
    SharedLock lock(state_->mutex);
    const auto found = state_->definitions.find(key);
    if (found == state_->definitions.end()) return std::nullopt;
    return found->second;
  }

  Result<std::vector<PersonRow>> people() override {
    SharedLock lock(state_->mutex);
    return state_->all_people();
  }

  Result<std::vector<TokenRow>> tokens() override {
    SharedLock lock(state_->mutex);
    return state_->all_tokens();
  }

  Result<std::vector<OutboxRow>> outbox(EntityKey after, std::size_t limit) override {
    SharedLock lock(state_->mutex);
    std::vector<OutboxRow> rows;
    for (auto at = state_->outbox.upper_bound(after); at != state_->outbox.end() && rows.size() < limit; ++at) rows.push_back({at->first, at->second});
    return rows;
  }

  Result<std::optional<Instant>> next_due() override {
    SharedLock lock(state_->mutex);
    if (state_->timers_by_due.empty()) return std::nullopt;
    return state_->timers_by_due.begin()->first;
  }

  Result<std::vector<TimerRow>> timers_due(Instant until, std::size_t limit) override {
    SharedLock lock(state_->mutex);
    std::vector<TimerRow> rows;
    for (const auto& [due, key] : state_->timers_by_due) {
      if (due > until || rows.size() == limit) break;
      rows.push_back({key, due});
    }
    return rows;
  }

  Result<std::unique_ptr<Reader>> open_reader() override { return open_memory_reader(state_); }

  Result<void> maintain(Instant before) override {
    std::unique_lock lock(state_->mutex);
    std::erase_if(state_->replies, [&](const auto& entry) { return entry.second.at < before; });
    return {};
  }

 private:
  std::shared_ptr<MemoryState> state_ = std::make_shared<MemoryState>();
};

}  // namespace

std::unique_ptr<Store> open_memory_store() { return std::make_unique<MemoryStore>(); }

}  // namespace wf::store
