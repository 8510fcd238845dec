// The reading side of MemoryStore: ordered walks with a filter.
#include <algorithm>
#include <mutex>

#include "store/memory_state.hpp"

namespace wf::store {

namespace {

using Lock = std::shared_lock<std::shared_mutex>;

DefinitionRow without_files(DefinitionRow row) {
  row.files.clear();
  return row;
}

class MemoryReader final : public Reader {
 public:
  explicit MemoryReader(std::shared_ptr<const MemoryState> state) : state_(std::move(state)) {}

  Result<Rows<InstanceRow>> instances(const InstanceFilter& filter, const Page& page) override {
    const auto after = instance_cursor(page);
    if (!after) return tl::unexpected(after.error());
    Lock lock(state_->mutex);
    auto at = std::make_reverse_iterator(*after ? state_->instances.lower_bound(**after) : state_->instances.end());
    std::vector<InstanceRow> rows;
    for (; at != state_->instances.rend() && rows.size() <= page_limit(page); ++at) {
      if (at->second.row.key != 0 && matches(filter, at->second.row)) rows.push_back(at->second.row);
    }
    return cut_page(std::move(rows), page_limit(page));
  }

  Result<std::optional<InstanceRow>> instance(InstanceKey key) override {
    Lock lock(state_->mutex);
    const auto found = state_->instances.find(key);
    if (found == state_->instances.end()) return std::nullopt;
    return found->second.row;
  }

  Result<std::optional<StoredInstance>> load(InstanceKey key, const model::ProcessDefinition&) override {
    Lock lock(state_->mutex);
    return state_->load(key);
  }

  Result<std::vector<engine::Event>> history(InstanceKey key, const model::ProcessDefinition&, std::uint64_t after, std::size_t limit) override {
    Lock lock(state_->mutex);
    const auto found = state_->instances.find(key);
    if (found == state_->instances.end()) return std::vector<engine::Event>();
    const auto& events = found->second.events;
    const auto first = events_after(events, after);
    const auto count = std::min(limit, static_cast<std::size_t>(events.end() - first));
    return std::vector<engine::Event>(first, first + static_cast<std::ptrdiff_t>(count));
  }

  Result<Rows<TaskRow>> tasks(const TaskFilter& filter, const Page& page) override {
    const auto after = task_cursor(page);
    if (!after) return tl::unexpected(after.error());
    Lock lock(state_->mutex);
    auto at = *after ? state_->tasks_by_rank.upper_bound(**after) : state_->tasks_by_rank.begin();
    std::vector<TaskRow> rows;
    for (; at != state_->tasks_by_rank.end() && rows.size() <= page_limit(page); ++at) {
      const auto& row = state_->tasks.at(at->key);
      if (matches(filter, row)) rows.push_back(row);
    }
    return cut_page(std::move(rows), page_limit(page));
  }

  Result<std::optional<TaskRow>> task(const EntityKey& key) override { return find(state_->tasks, key); }

  Result<Rows<JobRow>> jobs(const JobFilter& filter, const Page& page) override {
    const auto after = job_cursor(page);
    if (!after) return tl::unexpected(after.error());
    Lock lock(state_->mutex);
    const auto& all = state_->jobs;
    std::vector<JobRow> rows;
    const auto take = [&](auto at, auto end) {
      for (; at != end && rows.size() <= page_limit(page); ++at) {
        if (matches(filter, at->second)) rows.push_back(at->second);
      }
    };
    if (filter.oldest_first) take(*after ? all.upper_bound(**after) : all.begin(), all.end());
    else take(std::make_reverse_iterator(*after ? all.lower_bound(**after) : all.end()), all.rend());
    return cut_page(std::move(rows), page_limit(page));
  }

  Result<std::optional<JobRow>> job(const EntityKey& key) override { return find(state_->jobs, key); }

  Result<Rows<IncidentRow>> incidents(const IncidentFilter& filter, const Page& page) override {
    const auto after = incident_cursor(page);
    if (!after) return tl::unexpected(after.error());
    Lock lock(state_->mutex);
    const auto& order = state_->incidents_by_time;
    auto at = std::make_reverse_iterator(*after ? order.lower_bound(**after) : order.end());
    std::vector<IncidentRow> rows;
    for (; at != order.rend() && rows.size() <= page_limit(page); ++at) {
      const auto& row = state_->incidents.at(at->key);
      if (matches(filter, row)) rows.push_back(row);
    }
    return cut_page(std::move(rows), page_limit(page));
  }

  Result<std::optional<IncidentRow>> incident(const EntityKey& key) override { return find(state_->incidents, key); }

  Result<std::vector<DefinitionRow>> definitions(const std::string& workflow) override {
    Lock lock(state_->mutex);
    std::vector<DefinitionRow> rows;
    if (!workflow.empty()) {
      for (const auto& [key, row] : state_->definitions) {
        if (row.workflow == workflow) rows.push_back(without_files(row));
      }
      std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) { return a.version > b.version; });
      return rows;
    }
    std::map<std::string, const DefinitionRow*> newest;
    for (const auto& [key, row] : state_->definitions) {
      auto& known = newest[row.workflow];
      if (!known || known->version < row.version) known = &row;
    }
    for (const auto& [name, row] : newest) rows.push_back(without_files(*row));
    return rows;
  }

  Result<std::optional<DefinitionRow>> definition(std::int64_t key) override { return find(state_->definitions, key); }

  Result<std::vector<PersonRow>> people() override {
    Lock lock(state_->mutex);
    return state_->all_people();
  }
  Result<std::vector<TokenRow>> tokens() override {
    Lock lock(state_->mutex);
    return state_->all_tokens();
  }
  Result<Counts> counts() override {
    Lock lock(state_->mutex);
    auto counts = state_->counts;
    counts.definitions = static_cast<std::int64_t>(state_->definitions.size());
    counts.outbox = static_cast<std::int64_t>(state_->outbox.size());
    return counts;
  }

 private:
  template <class Key, class Row>
  std::optional<Row> find(const std::map<Key, Row>& rows, const Key& key) const {
    Lock lock(state_->mutex);
    const auto found = rows.find(key);
    if (found == rows.end()) return std::nullopt;
    return found->second;
  }

  std::shared_ptr<const MemoryState> state_;
};

}  // namespace

std::unique_ptr<Reader> open_memory_reader(std::shared_ptr<const MemoryState> state) { return std::make_unique<MemoryReader>(std::move(state)); }

}  // namespace wf::store
