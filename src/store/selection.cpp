// Filters, ranks and cursors.
#include "store/selection.hpp"

#include <algorithm>
#include <charconv>
#include <limits>

#include "base/text.hpp"

namespace wf::store {

namespace {

bool is_in(const std::vector<std::string>& list, const std::string& item) { return std::find(list.begin(), list.end(), item) != list.end(); }

bool fits(const std::string& wanted, const std::string& found) { return wanted.empty() || wanted == found; }

bool may_do(const TaskFilter& filter, const TaskRow& row) {
  const auto& person = filter.for_person;
  if (row.state != TaskState::open) return row.completed_by == person;
  if (is_in(row.excluded, person)) return false;
  if (!row.assignee.empty()) return row.assignee == person;
  if (row.people.empty() && row.groups.empty()) return true;
  return is_in(row.people, person) ||
         std::any_of(row.groups.begin(), row.groups.end(), [&](const std::string& group) { return is_in(filter.groups, group); });
}

std::string cursor(std::initializer_list<std::int64_t> numbers) {
  std::string text;
  for (const auto number : numbers) {
    if (!text.empty()) text += ',';
    text += std::to_string(number);
  }
  return text;
}

}  // namespace

std::size_t page_limit(const Page& page) { return std::clamp<std::size_t>(page.limit, 1, longest_page); }

bool matches(const InstanceFilter& f, const InstanceRow& row) {
  return (!f.state || *f.state == row.state) && fits(f.workflow, row.workflow) && fits(f.business_key, row.business_key) &&
         fits(f.started_by, row.started_by) && (!f.with_incidents || row.open_incidents > 0);
}

bool matches(const TaskFilter& f, const TaskRow& row) {
  return (!f.state || *f.state == row.state) && fits(f.workflow, row.workflow) && fits(f.element, row.element) &&
         fits(f.assignee, row.assignee) && (f.instance == 0 || f.instance == row.key.instance) &&
         (f.for_person.empty() || may_do(f, row));
}

bool matches(const JobFilter& f, const JobRow& row) {
  return fits(f.type, row.type) && (!f.state || *f.state == row.state) && (f.instance == 0 || f.instance == row.key.instance);
}

bool matches(const IncidentFilter& f, const IncidentRow& row) {
  return (!f.open_only || !row.resolved_at) && fits(f.workflow, row.workflow) && fits(f.code, row.code) &&
         (f.instance == 0 || f.instance == row.key.instance);
}

TaskRank rank_of(const TaskRow& row) {
  return {-static_cast<std::int64_t>(row.priority), row.due ? row.due->ms : std::numeric_limits<std::int64_t>::max(), row.key};
}

IncidentRank rank_of(const IncidentRow& row) { return {row.at.ms, row.key}; }

std::string cursor_of(const InstanceRow& row) { return cursor({row.key}); }
std::string cursor_of(const TaskRow& row) {
  const auto rank = rank_of(row);
  return cursor({rank.priority, rank.due, rank.key.instance, rank.key.local});
}
std::string cursor_of(const JobRow& row) { return cursor({row.key.instance, row.key.local}); }
std::string cursor_of(const IncidentRow& row) { return cursor({row.at.ms, row.key.instance, row.key.local}); }

Result<std::vector<std::int64_t>> read_cursor(const std::string& cursor, std::size_t count) {
  std::vector<std::int64_t> numbers;
  if (cursor.empty()) return numbers;
  const auto foreign = [&] { return fail("WF-STORE-004", "The cursor '" + cursor + "' is not one of this list. Start again with the first page."); };
  for (const auto part : split(cursor, ',')) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc{} || end != part.data() + part.size()) return foreign();
    numbers.push_back(number);
  }
  if (numbers.size() != count) return foreign();
  return numbers;
}

namespace {
/// Local keys are 32 bits wide; a cursor that says otherwise names no row, and the greatest key is as good.
EntityKey entity(std::int64_t instance, std::int64_t local) {
  constexpr std::int64_t greatest = std::numeric_limits<engine::LocalKey>::max();
  return {instance, static_cast<engine::LocalKey>(std::clamp<std::int64_t>(local, 0, greatest))};
}
}  // namespace

Result<std::optional<InstanceKey>> instance_cursor(const Page& page) {
  return read_cursor(page.after, 1).map([](const auto& n) { return n.empty() ? std::nullopt : std::optional<InstanceKey>(n[0]); });
}
Result<std::optional<TaskRank>> task_cursor(const Page& page) {
  return read_cursor(page.after, 4).map(
      [](const auto& n) { return n.empty() ? std::nullopt : std::optional<TaskRank>({n[0], n[1], entity(n[2], n[3])}); });
}
Result<std::optional<EntityKey>> job_cursor(const Page& page) {
  return read_cursor(page.after, 2).map([](const auto& n) { return n.empty() ? std::nullopt : std::optional<EntityKey>(entity(n[0], n[1])); });
}
Result<std::optional<IncidentRank>> incident_cursor(const Page& page) {
  return read_cursor(page.after, 3).map(
      [](const auto& n) { return n.empty() ? std::nullopt : std::optional<IncidentRank>({n[0], entity(n[1], n[2])}); });
}

}  // namespace wf::store
