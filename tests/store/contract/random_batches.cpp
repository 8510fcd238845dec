// The making of random commits.
#include "random_batches.hpp"

#include <deque>

#include "test_store.hpp"
#include "unit/codec/sample.hpp"

namespace wf::store::test {

namespace {
constexpr std::int64_t most_cases = 25, most_steps_at_once = 8;
}  // namespace

std::vector<Commit> RandomBatches::next() {
  snapshots_.clear();
  snapshots_.reserve(static_cast<std::size_t>(most_steps_at_once));  // commits point into it
  std::vector<Commit> batch;
  for (auto left = 1 + below(most_steps_at_once); left > 0; --left) {
    now_.ms += below(3) * 1000;
    auto commit = one_in(6) ? administration() : case_step(1 + below(most_cases));
    if (one_in(3)) {
      commit.command_id = "id-" + std::to_string(command_ids_.size());
      commit.reply = name("reply ", 1000);
      command_ids_.push_back(commit.command_id);
    }
    if (one_in(4)) commit.at = now_;
    batch.push_back(std::move(commit));
  }
  return batch;
}

std::vector<Commit> RandomBatches::next_broken() {
  auto copy = *this;  // its changes are forgotten, because nothing will be written
  auto batch = copy.next();
  Commit wrong;
  if (one_in(2) || command_ids_.empty()) {
    wrong = step(case_row(1 + below(most_cases)), 100'000, 1);
  } else {
    wrong.command_id = command_ids_.back();
  }
  for (auto& commit : batch) commit.snapshot = false;
  batch.insert(batch.begin() + below(static_cast<std::int64_t>(batch.size()) + 1), wrong);
  random_ = copy.random_;
  return batch;
}

Commit RandomBatches::case_step(InstanceKey key) {
  auto [found, is_new] = known_.try_emplace(key);
  auto& known = found->second;
  if (is_new) {
    known.row = case_row(key);
    known.row.workflow = name("w", 3);
    known.row.started_by = name("p", 3);
    known.row.started_at = now_;
  }
  if (one_in(2)) change_case(known.row);
  Commit commit;
  commit.instance = key;
  commit.expected_seq = known.row.seq;
  commit.definition = &definition();
  commit.events = events(known.row.seq);
  known.row.seq += commit.events.size();
  known.row.updated_at = now_;
  if (is_new || !commit.events.empty()) commit.rows.instance = known.row;
  add_rows(key, commit.rows);
  add_outbox(key, commit);
  if (one_in(4)) {
    auto state = codec::sample::instance();
    state.key = key;
    state.seq = known.row.seq;
    state.business_key = name("snapshot ", 100);
    snapshots_.push_back(std::move(state));
    commit.snapshot = true;
    commit.after = &snapshots_.back();
  }
  return commit;
}

Commit RandomBatches::administration() {
  Commit commit;
  if (one_in(3)) {
    const auto workflow = name("w", 4);
    auto row = definition_row(++definitions_, workflow, ++versions_[workflow]);
    for (auto files = below(3); files > 0; --files) row.files[name("f", 9)] = name("body\n", 100);
    commit.definitions.push_back(std::move(row));
  }
  for (auto left = below(3); left > 0; --left) {
    std::vector<RightsRole> roles;
    for (auto count = below(3); count > 0; --count) roles.push_back(static_cast<RightsRole>(below(5)));
    commit.people.push_back({name("p", 6), name("Name ", 9), name("m@", 9), name("p", 6), names("g"), roles, one_in(2), static_cast<std::uint64_t>(below(50))});
    commit.tokens.push_back({1 + below(9), name("hash", 9), name("p", 6), name("for ", 9), roles, now_, maybe_moment(), maybe_moment()});
  }
  if (one_in(3)) commit.people_gone.push_back(name("p", 6));
  return commit;
}

std::vector<engine::Event> RandomBatches::events(std::uint64_t before) {
  std::vector<engine::Event> made;
  for (auto left = below(5); left > 0; --left) made.push_back({++before, now_, 1, one_in(3) ? "" : name("p", 3), body()});
  return made;
}

engine::EventBody::Variant RandomBatches::body() {
  if (one_in(3)) return engine::VariableSet{engine::root_key, name("v", 5), value()};
  static const auto pool = codec::sample::every_event();
  return pool[static_cast<std::size_t>(below(static_cast<std::int64_t>(pool.size())))].body;
}

void RandomBatches::change_case(InstanceRow& row) {
  row.state = static_cast<engine::InstanceState>(below(5));
  row.business_key = one_in(3) ? "" : name("b", 4);
  row.open_incidents = one_in(2) ? 0 : below(3);
  const bool is_over = row.state > engine::InstanceState::active;
  row.ended_at = is_over ? std::optional(now_) : std::nullopt;
  row.ended_at_element = is_over ? name("end", 3) : "";
  row.failure = row.state == engine::InstanceState::failed ? "E: \xe2\x82\xac" : "";
}

void RandomBatches::add_rows(InstanceKey key, RowChanges& rows) {
  for (auto left = below(3); left > 0; --left) rows.tasks.push_back(task(key));
  if (one_in(3)) {
    const auto state = one_in(2) ? TaskState::completed : TaskState::cancelled;
    rows.tasks_ended.push_back({entity(key), state, now_, state == TaskState::completed ? name("p", 3) : ""});
  }
  for (auto left = below(3); left > 0; --left) rows.jobs.push_back(job(key));
  if (one_in(3)) rows.jobs_gone.push_back(entity(key));
  for (auto left = below(3); left > 0; --left) rows.timers.push_back({entity(key), {now_.ms + below(9) * 500}});
  if (one_in(3)) rows.timers_gone.push_back(entity(key));
  for (auto left = below(2); left > 0; --left) rows.incidents.push_back(incident(key));
  if (one_in(3)) rows.incidents_resolved.push_back({entity(key), now_});
}

void RandomBatches::add_outbox(InstanceKey key, Commit& commit) {
  if (one_in(3)) commit.outbox_done.push_back(entity(key));
  for (auto left = below(3); left > 0; --left) {
    const auto job = entity(key);
    commit.outbox.push_back({job, {job.local, name("t", 3), value(), static_cast<std::int32_t>(1 + below(5)), below(9) * 1000, engine::idempotency_key(key, job.local)}});
  }
}

TaskRow RandomBatches::task(InstanceKey key) {
  TaskRow row{entity(key), name("w", 3), name("e", 3), "Name", name("b", 4), static_cast<TaskState>(below(8) < 6 ? 0 : 1 + below(2)),
              one_in(3) ? name("p", 3) : "", names("p"), names("g"), names("p"), now_, std::nullopt, std::nullopt, "", 0};
  row.priority = static_cast<std::int32_t>(below(3)) - 1;
  if (one_in(2)) row.due = Instant{now_.ms + below(4) * 1000};
  if (row.state != TaskState::open) row.ended_at = now_;
  if (row.state == TaskState::completed) row.completed_by = name("p", 3);
  return row;
}

JobRow RandomBatches::job(InstanceKey key) {
  return {entity(key), name("w", 3), name("e", 3), name("t", 3), static_cast<engine::JobState>(below(3)), static_cast<std::int32_t>(below(4)),
          static_cast<std::int32_t>(1 + below(3)), now_, below(2) * 1000, one_in(2) ? "" : "E: no", value()};
}

IncidentRow RandomBatches::incident(InstanceKey key) {
  return {entity(key), name("w", 3), name("e", 3), name("c", 3), "Why", name("b", 4), now_, maybe_moment()};
}

EntityKey RandomBatches::entity(InstanceKey key) { return {key, static_cast<engine::LocalKey>(2 + below(6))}; }

std::vector<std::string> RandomBatches::names(std::string_view prefix) {
  std::vector<std::string> made;
  for (auto left = below(3); left > 0; --left) made.push_back(name(prefix, 3));
  return made;
}

feel::Value RandomBatches::value(int depth) {
  switch (below(depth < 2 ? 7 : 5)) {
    case 0: return {};
    case 1: return one_in(2);
    case 2: return feel::Value(below(1000));
    case 3: return feel::Value(name("text \"\\\n\xc3\xa4 ", 100));
    case 4: return feel::Value(*Decimal::parse(std::to_string(below(1000)) + ".50"));
    case 5: return feel::Value(feel::List{value(depth + 1), value(depth + 1)});
    default: return feel::Value(feel::Context{{"a", value(depth + 1)}, {"b c", value(depth + 1)}});
  }
}

std::optional<Instant> RandomBatches::maybe_moment() { return one_in(2) ? std::optional(now_) : std::nullopt; }

}  // namespace wf::store::test
