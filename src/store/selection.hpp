// What a filter lets through and in which order pages run: one meaning for every store. Not for how a store finds rows.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace wf::store {

inline constexpr std::size_t longest_page = 500;
std::size_t page_limit(const Page& page);  ///< between 1 and longest_page

bool matches(const InstanceFilter& filter, const InstanceRow& row);
bool matches(const TaskFilter& filter, const TaskRow& row);
bool matches(const JobFilter& filter, const JobRow& row);
bool matches(const IncidentFilter& filter, const IncidentRow& row);

/// Smaller comes first: high priority, early due (none last), old case.
struct TaskRank {
  std::int64_t priority = 0;  ///< negated
  std::int64_t due = 0;       ///< the latest moment where there is none
  EntityKey key;
  auto operator<=>(const TaskRank&) const = default;
};
TaskRank rank_of(const TaskRow& row);

/// Greater comes first: pages run from the newest.
struct IncidentRank {
  std::int64_t at = 0;
  EntityKey key;
  auto operator<=>(const IncidentRank&) const = default;
};
IncidentRank rank_of(const IncidentRow& row);

std::string cursor_of(const InstanceRow& row);
std::string cursor_of(const TaskRow& row);
std::string cursor_of(const JobRow& row);
std::string cursor_of(const IncidentRow& row);

/// Whole numbers of a cursor, exactly `count` of them; no cursor gives an empty list. Error WF-STORE-004: not one of ours.
Result<std::vector<std::int64_t>> read_cursor(const std::string& cursor, std::size_t count);
Result<std::optional<InstanceKey>> instance_cursor(const Page& page);
Result<std::optional<TaskRank>> task_cursor(const Page& page);
Result<std::optional<EntityKey>> job_cursor(const Page& page);
Result<std::optional<IncidentRank>> incident_cursor(const Page& page);

/// Cuts rows that were read one beyond the limit, and sets the cursor of the next page if there was one more.
template <class Row>
Rows<Row> cut_page(std::vector<Row> rows, std::size_t limit) {
  Rows<Row> page;
  if (rows.size() > limit) {
    rows.resize(limit);
    page.next = cursor_of(rows.back());
  }
  page.rows = std::move(rows);
  return page;
}

}  // namespace wf::store
