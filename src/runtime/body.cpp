// One batch: every submission becomes a Step; the steps are committed together.
#include "runtime/body.hpp"

#include <chrono>

#include "base/assert.hpp"
#include "runtime/remembered.hpp"

namespace wf::runtime {

/// Steps in the order of submission. A repeated command id within the batch is answered like its first occurrence.
struct Runtime::Body::Batch {
  std::vector<Step> steps;
  std::map<std::string, std::size_t> step_of_key;
  struct Repetition {
    std::size_t of;
    std::string digest, first_digest;
    std::function<void(Answer)> done;
  };
  std::vector<Repetition> repetitions;
  std::map<std::string, std::string> digest_of_key;
};

Runtime::Body::Body(RuntimePorts p, RuntimeLimits l)
    : ports(std::move(p)), limits(l), inbox(l.queue), cache(l.cached_instances) {}

Result<void> Runtime::Body::read_store() {
  auto definition_rows = ports.store->all_definitions();
  if (!definition_rows) return tl::unexpected(definition_rows.error());
  for (auto& row : *definition_rows) {
    administration.last_definition_key = std::max(administration.last_definition_key, row.key);
    store::DefinitionRow bare = row;
    bare.files.clear();
    administration.newest[row.workflow] = std::move(bare);
    definitions.add(std::move(row));
  }
  auto people = ports.store->people();
  if (!people) return tl::unexpected(people.error());
  for (auto& person : *people) administration.people[person.id] = std::move(person);
  auto tokens = ports.store->tokens();
  if (!tokens) return tl::unexpected(tokens.error());
  for (auto& token : *tokens) {
    administration.last_token_id = std::max(administration.last_token_id, token.id);
    administration.tokens[token.id] = std::move(token);
  }
  rebuild_directory();
  auto last = ports.store->last_instance_key();
  if (!last) return tl::unexpected(last.error());
  last_instance = *last;
  auto due = ports.store->next_due();
  if (!due) return tl::unexpected(due.error());
  next_due = *due;
  auto opened = ports.store->open_reader();
  if (!opened) return tl::unexpected(opened.error());
  reader = std::move(*opened);
  outbox = std::make_unique<Outbox>(*ports.store, *reader, ports.dispatcher,
                                    [this](OnInstance work, engine::Actor actor) {
                                      inbox.push_always({std::move(work), std::move(actor), {}, [](const Answer&) {}});
                                    },
                                    limits.outbox_page);
  return {};
}

void Runtime::Body::rebuild_directory() {
  std::vector<store::PersonRow> people;
  for (const auto& [id, person] : administration.people) people.push_back(person);
  std::vector<store::TokenRow> tokens;
  for (const auto& [id, token] : administration.tokens) tokens.push_back(token);
  directory.store(std::make_shared<const Directory>(std::move(people), std::move(tokens), ports.settings));
}

void Runtime::Body::carry_out(std::vector<Submission> work) {
  Batch batch;
  batch.steps.reserve(work.size());
  last_batch = work.size();
  for (auto& submission : work) take(submission, batch);
  figures.commands.fetch_add(work.size(), std::memory_order_relaxed);
  if (has_failed || !commit(batch)) {
    const auto unavailable = refused("UNAVAILABLE", "The server could not write and is stopping. Nothing of this request was done.");
    for (auto& step : batch.steps) step.done(tl::unexpected(unavailable));
    for (auto& repetition : batch.repetitions) repetition.done(tl::unexpected(unavailable));
    return;
  }
  after_commit(batch);
}

void Runtime::Body::take(Submission& submission, Batch& batch) {
  const CommandId id = split_command_id(submission.command_id);
  if (!id.key.empty()) {
    if (const auto known = batch.step_of_key.find(id.key); known != batch.step_of_key.end()) {
      batch.repetitions.push_back({known->second, id.digest, batch.digest_of_key[id.key], std::move(submission.done)});
      return;
    }
    auto found = ports.store->find_reply(id.key);
    if (!found) fatal(found.error());
    if (!found || *found) {
      Step step;
      step.answer = found ? recalled((*found)->reply, id.digest) : tl::unexpected(refused(found.error().code, found.error().text));
      step.done = std::move(submission.done);
      batch.steps.push_back(std::move(step));
      return;
    }
  }
  if (auto objection = submission.objection ? submission.objection() : std::nullopt) {
    Step step;
    step.answer = tl::unexpected(std::move(*objection));
    step.done = std::move(submission.done);
    batch.steps.push_back(std::move(step));
    return;
  }
  const Instant now = ports.clock->now();
  Step step = std::visit(
      [&](const auto& w) -> Step {
        using Work = std::decay_t<decltype(w)>;
        if constexpr (std::is_same_v<Work, Start>) return start(w, submission.actor);
        else if constexpr (std::is_same_v<Work, OnInstance>) return on_instance(w, submission.actor);
        else if constexpr (std::is_same_v<Work, Deploy>) return administer(w, administration, submission.actor, now);
        else if constexpr (std::is_same_v<Work, PutToken> || std::is_same_v<Work, RevokeToken>) return administer(w, administration, now);
        else return administer(w, administration);
      },
      submission.work);
  step.done = std::move(submission.done);
  if (!id.key.empty() && step.answer) {
    step.commit.command_id = id.key;
    step.commit.reply = remembered_text(*step.answer, id.digest);
    step.writes = true;
    batch.step_of_key[id.key] = batch.steps.size();
    batch.digest_of_key[id.key] = id.digest;
  }
  batch.steps.push_back(std::move(step));
}

Step Runtime::Body::start(const Start& start, const engine::Actor& actor) {
  Step step;
  auto deployed = start.definition ? definitions.find(start.definition) : definitions.newest(start.workflow);
  if (!deployed) {
    step.answer = tl::unexpected(refused(deployed.error().code, deployed.error().text));
    return step;
  }
  CachedInstance fresh;
  fresh.instance.key = last_instance + 1;
  fresh.deployed = *deployed;
  const engine::Command command{engine::StartInstance{(*deployed)->row.key, start.start_at, start.data, start.business_key}};
  step = advance(fresh, command, actor, 0);
  if (step.answer) {
    last_instance = fresh.instance.key;
    cache.put(std::move(fresh));
  }
  return step;
}

Step Runtime::Body::on_instance(const OnInstance& work, const engine::Actor& actor) {
  Step step;
  auto cached = load(work.instance);
  if (!cached) {
    step.answer = tl::unexpected(refused(cached.error().code, cached.error().text));
    return step;
  }
  const std::uint64_t seq = (*cached)->instance.seq;
  if (work.expected_seq && *work.expected_seq != seq) {
    step.answer = tl::unexpected(refused("STALE", "The case has moved on since you read it. Read it again, then decide."));
    return step;
  }
  return advance(**cached, work.command, actor, seq);
}

Step Runtime::Body::advance(CachedInstance& cached, const engine::Command& command, const engine::Actor& actor, std::uint64_t seq_before) {
  Step step;
  const auto present = directory.load();
  const auto& definition = *cached.deployed->definition;
  auto outcome = engine::advance(definition, cached.instance, command, {ports.clock->now(), actor, present.get()}, limits.engine);
  if (!outcome) {
    figures.rejections.fetch_add(1, std::memory_order_relaxed);
    step.answer = tl::unexpected(std::move(outcome.error()));
    return step;
  }
  const auto& instance = cached.instance;
  step.answer = Reply{instance.key, instance.seq, instance.state, cached.deployed->row.key, cached.deployed->row.version, !outcome->events.empty()};
  step.deployed = cached.deployed;
  if (outcome->events.empty()) return step;
  step.writes = true;
  step.ended = !instance.is_live();
  cached.events_since_snapshot += outcome->events.size();
  auto& commit = step.commit;
  commit.instance = instance.key;
  commit.expected_seq = seq_before;
  commit.definition = &definition;  // kept alive by step.deployed
  commit.events = std::move(outcome->events);
  commit.rows = store::project(instance, commit.events, definition, cached.deployed->row.version);
  for (const auto& event : commit.events) {
    const auto settle = [&](engine::LocalKey job) { commit.outbox_done.push_back({instance.key, job}); };
    if (const auto* completed = std::get_if<engine::JobCompleted>(&event.body)) settle(completed->key);
    else if (const auto* failed = std::get_if<engine::JobFailed>(&event.body)) settle(failed->key);
    else if (const auto* cancelled = std::get_if<engine::JobCancelled>(&event.body)) settle(cancelled->key);
  }
  for (const auto& effect : outcome->effects) {
    if (const auto* job = std::get_if<engine::RunJob>(&effect.body); job && outbox->accepts(effect)) {
      commit.outbox.push_back({{instance.key, job->job}, *job});
    }
  }
  step.effects = std::move(outcome->effects);
  return step;
}

Result<CachedInstance*> Runtime::Body::load(InstanceKey key) {
  if (auto* cached = cache.find(key)) return cached;
  auto definition_key = ports.store->definition_of(key);
  if (!definition_key) return fatal(definition_key.error()), tl::unexpected(definition_key.error());
  if (!*definition_key) return fail("NOT-FOUND", "There is no case " + std::to_string(key) + ".");
  auto deployed = definitions.find(**definition_key);
  if (!deployed) return tl::unexpected(deployed.error());
  auto stored = ports.store->load(key, *(*deployed)->definition);
  if (!stored) return tl::unexpected(stored.error());
  if (!*stored) return fail("NOT-FOUND", "There is no case " + std::to_string(key) + ".");
  CachedInstance cached;
  if ((*stored)->snapshot) cached.instance = std::move(*(*stored)->snapshot);
  cached.instance.key = key;
  cached.deployed = *deployed;
  for (const auto& event : (*stored)->events) engine::apply(*cached.deployed->definition, cached.instance, event);
  cached.events_since_snapshot = (*stored)->events.size();
  return &cache.put(std::move(cached));
}

bool Runtime::Body::commit(Batch& batch) {
  // A snapshot shows the state at the end of the batch, so only the last step of an instance may carry it.
  std::map<InstanceKey, std::size_t> last_step;
  for (std::size_t i = 0; i < batch.steps.size(); ++i) {
    const auto& step = batch.steps[i];
    if (!step.commit.events.empty()) last_step[step.commit.instance] = i;
  }
  for (const auto& [key, index] : last_step) {
    auto* cached = cache.find(key);
    WF_ASSERT(cached);
    auto& commit = batch.steps[index].commit;
    if (!cached->instance.is_live() || !cached->snapshot_is_worth_it()) continue;
    commit.snapshot = true;
    commit.after = &cached->instance;
    cached->events_since_snapshot = 0;
  }
  std::vector<store::Commit> commits;
  commits.reserve(batch.steps.size());
  std::vector<std::size_t> origin;
  for (std::size_t i = 0; i < batch.steps.size(); ++i) {
    if (!batch.steps[i].writes) continue;
    commits.push_back(std::move(batch.steps[i].commit));
    origin.push_back(i);
  }
  if (commits.empty()) return true;
  const auto before = std::chrono::steady_clock::now();
  const auto written = ports.store->commit(commits);
  const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before).count();
  for (std::size_t i = 0; i < commits.size(); ++i) batch.steps[origin[i]].commit = std::move(commits[i]);
  if (!written) return fatal(written.error()), false;
  figures.commits.fetch_add(1, std::memory_order_relaxed);
  figures.commit_latency_us_sum.fetch_add(static_cast<std::uint64_t>(took), std::memory_order_relaxed);
  std::size_t bucket = 0;
  constexpr std::int64_t first_bucket_us = 250;
  while (bucket + 1 < Figures::buckets && took > (first_bucket_us << bucket)) ++bucket;
  figures.commit_latency[bucket].fetch_add(1, std::memory_order_relaxed);
  needs_maintenance = true;
  return true;
}

void Runtime::Body::note_timers(const Step& step, bool& fired) {
  for (const auto& event : step.commit.events) {
    if (const auto* scheduled = std::get_if<engine::TimerScheduled>(&event.body)) {
      if (!next_due || scheduled->due < *next_due) next_due = scheduled->due;
    } else if (std::holds_alternative<engine::TimerFired>(event.body)) {
      fired = true;
    }
  }
}

void Runtime::Body::after_commit(Batch& batch) {
  bool directory_changed = false, fired = false;
  for (auto& step : batch.steps) {
    directory_changed |= step.directory_changed;
    for (auto& row : step.commit.definitions) definitions.add(std::move(row), step.deployed->definition);
    if (step.commit.events.empty()) continue;
    figures.events.fetch_add(step.commit.events.size(), std::memory_order_relaxed);
    note_timers(step, fired);
    for (const auto& job : step.commit.outbox_done) outbox->settled(job);
    if (ports.observer) ports.observer->committed(step.commit.instance, *step.deployed->definition, step.commit.events);
  }
  if (directory_changed) rebuild_directory();
  for (const auto& repetition : batch.repetitions) {
    const auto& first = batch.steps[repetition.of].answer;
    repetition.done(first ? recalled(remembered_text(*first, repetition.first_digest), repetition.digest) : first);
  }
  for (auto& step : batch.steps) {
    step.done(step.answer);
    for (const auto& owed : step.commit.outbox) {
      const auto* cached = cache.find(owed.job.instance);
      const auto job = cached ? cached->instance.jobs.find(owed.job.local) : decltype(cached->instance.jobs.find(0)){};
      if (!cached || job == cached->instance.jobs.end()) continue;  // answered or cancelled later in this batch
      const auto* element = cached->instance.find_element(job->second.element);
      const auto& definition = *cached->deployed->definition;
      outbox->offer(owed.job.instance, definition.id, element ? definition.node(element->node).id : "", owed.effect);
      figures.jobs_dispatched.fetch_add(1, std::memory_order_relaxed);
    }
    if (step.ended) cache.drop(step.commit.instance);
  }
  cache.shrink();
  figures.cached_instances.store(cache.size(), std::memory_order_relaxed);
  if (fired) find_next_due();
}

void Runtime::Body::refill_outbox() {
  if (auto started = outbox->refill()) figures.jobs_dispatched.fetch_add(*started, std::memory_order_relaxed);
  else fatal(started.error());
}

void Runtime::Body::maintain() {
  constexpr std::int64_t replies_kept_ms = 48LL * 3600 * 1000;  // how long an Idempotency-Key is remembered
  needs_maintenance = false;
  if (auto done = ports.store->maintain({ports.clock->now().ms - replies_kept_ms}); !done) fatal(done.error());
}

void Runtime::Body::fatal(const Error& error) {
  has_failed = true;
  if (ports.log) ports.log->error("the store failed: stopping, so that nothing is acknowledged that is not stored", {{"code", error.code}, {"text", error.text}});
}

}  // namespace wf::runtime
