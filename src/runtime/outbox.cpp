// Handing owed effects to the dispatcher.
#include "runtime/outbox.hpp"

namespace wf::runtime {

std::optional<engine::Command> command_for(engine::LocalKey job, const connect::JobAnswer& answer) {
  using connect::JobAnswer;
  switch (answer.outcome) {
    case JobAnswer::Outcome::completed: return engine::Command{engine::CompleteJob{job, answer.output}};
    case JobAnswer::Outcome::failed:
      return engine::Command{engine::FailJob{job, answer.code, answer.message, answer.retry, answer.retry_after_ms}};
    case JobAnswer::Outcome::error: return engine::Command{engine::ThrowJobError{job, answer.code, answer.message, answer.output}};
    case JobAnswer::Outcome::left_open: return std::nullopt;
  }
  return std::nullopt;
}

Outbox::Outbox(store::Store& store, store::Reader& reader, Dispatcher* dispatcher, Submit submit, std::size_t page)
    : store_(store), reader_(reader), dispatcher_(dispatcher), submit_(std::move(submit)), page_(page) {}

bool Outbox::accepts(const engine::Effect& effect) const {
  const auto* job = std::get_if<engine::RunJob>(&effect.body);
  return job && dispatcher_ && dispatcher_->accepts(job->type);
}

bool Outbox::start(const EntityKey& key, const std::string& workflow, const std::string& element, const engine::RunJob& effect) {
  connect::JobRequest request{to_text(key),   workflow,          element, effect.type, effect.input,
                              effect.attempt, effect.timeout_ms, effect.idempotency_key};
  // In flight before the start: a scripted dispatcher answers at once.
  in_flight_.insert(key);
  const bool started = dispatcher_->start(std::move(request), [submit = submit_, key, type = effect.type](connect::JobAnswer answer) {
    if (auto command = command_for(key.local, answer)) {
      submit({key.instance, std::move(*command), std::nullopt}, {"connector:" + type, {}, true});
    }
  });
  if (!started) in_flight_.erase(key);
  return started;
}

void Outbox::offer(InstanceKey instance, const std::string& workflow, const std::string& element, const engine::RunJob& effect) {
  // Behind a backlog everything queues up in the store, so that older work is not overtaken.
  if (backlog_ || !start({instance, effect.job}, workflow, element, effect)) backlog_ = true;
}

Result<std::size_t> Outbox::refill() {
  if (!backlog_) return 0;
  if (!dispatcher_) {
    backlog_ = false;
    return 0;
  }
  std::size_t started = 0;
  for (EntityKey after{}; ;) {
    auto rows = store_.outbox(after, page_);
    if (!rows) return tl::unexpected(rows.error());
    for (const auto& row : *rows) {
      after = row.job;
      if (in_flight_.contains(row.job) || !dispatcher_->accepts(row.effect.type)) continue;
      auto job = reader_.job(row.job);
      if (!job) return tl::unexpected(job.error());
      const bool known = job->has_value();
      if (!start(row.job, known ? (*job)->workflow : "", known ? (*job)->element : "", row.effect)) return started;
      ++started;
    }
    if (rows->size() < page_) break;
  }
  backlog_ = false;
  return started;
}

}  // namespace wf::runtime
