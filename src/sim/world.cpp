// Running one case on the real engine without real time, network or disk.
#include "sim/world.hpp"

#include "base/assert.hpp"

namespace wf::sim {

namespace {
constexpr int most_jumps = 10'000;  // back-offs in a row without anything else happening: a script that always fails
constexpr runtime::RuntimeLimits limits() {
  runtime::RuntimeLimits l;
  l.queue = 100'000;
  return l;
}
}  // namespace

World::World(std::vector<formats::Compilation> compiled, const TestCase& test_case, Instant start)
    : case_(test_case), clock_(start), store_(store::open_memory_store()) {
  auto opened = runtime::Runtime::open({store_.get(), &clock_, nullptr, this, this, test_case.settings}, limits());
  WF_ASSERT(opened);  // the memory store cannot fail
  runtime_ = std::move(*opened);
  const engine::Actor system{"system", {}, true};
  for (const auto& person : case_.people) act(runtime::PutPerson{person, std::nullopt}, system);
  for (auto& one : compiled) {
    definitions_.push_back(one.definition);
    act(runtime::Deploy{one.definition, std::move(one.bundle), "test"}, system);
  }
}

World::~World() = default;

std::string World::failure() const { return failure_; }

runtime::Answer World::act(decltype(runtime::Submission::work) work, engine::Actor actor) {
  runtime::Answer answer = runtime::Reply{};
  runtime_->submit({std::move(work), std::move(actor), {}, [&](runtime::Answer a) { answer = std::move(a); }});
  settle();
  return answer;
}

void World::settle() {
  for (int jumps = 0; jumps < most_jumps; ++jumps) {
    while (runtime_->queue_length() > 0 || (runtime_->next_due() && *runtime_->next_due() <= now())) {
      runtime_->pump();
      WF_ASSERT(!runtime_->failed());
    }
    const auto back_off = next_back_off();
    if (!back_off) return;
    advance_to(*back_off);
  }
  failure_ = "A job fails again and again without end; give it an answer or fewer retries.";
}

std::optional<Instant> World::next_back_off() const {
  std::optional<Instant> next;
  for (const auto& [key, followed] : instances_) {
    for (const auto& [timer_key, timer] : followed.instance.timers) {
      if (timer.job != engine::no_key && (!next || timer.due < *next)) next = timer.due;
    }
  }
  return next;
}

void World::advance_to(Instant moment) {
  while (runtime_->next_due() && *runtime_->next_due() <= moment) {
    clock_.advance_to(std::max(now(), *runtime_->next_due()));
    const auto commands_before = runtime_->figures().commands.load();
    runtime_->pump();
    while (runtime_->queue_length() > 0) runtime_->pump();
    if (runtime_->figures().commands.load() == commands_before) break;
  }
  clock_.advance_to(std::max(now(), moment));
  while (runtime_->queue_length() > 0) runtime_->pump();
}

void World::committed(engine::InstanceKey key, const model::ProcessDefinition& definition, std::span<const engine::Event> events) {
  auto& followed = instances_[key];
  if (!followed.definition) {
    followed.instance.key = key;
    for (const auto& known : definitions_) {
      if (known.get() == &definition) followed.definition = known;
    }
    WF_ASSERT(followed.definition);
  }
  for (const auto& event : events) {
    engine::apply(definition, followed.instance, event);
    recorded_.push_back({key, followed.definition, event});
  }
}

bool World::accepts(std::string_view job_type) const {
  // Every job reaches the script, except those an outside worker of the test answers by a `job:` step.
  return !job_type.empty();
}

bool World::start(connect::JobRequest request, AnswerJob answer) {
  std::string name = request.element;
  auto script = case_.jobs.find(name);
  if (script == case_.jobs.end()) {
    name = "type:" + request.type;
    script = case_.jobs.find(name);
  }
  if (script == case_.jobs.end()) return answer({connect::JobAnswer::Outcome::left_open, {}, {}, {}, true, {}}), true;
  const auto& answers = script->second.answers;
  std::size_t index = 0;
  if (script->second.in_order) index = used_answers_[name]++;
  if (index >= answers.size()) {
    ++unanswered_[name];
    return answer({connect::JobAnswer::Outcome::left_open, {}, {}, {}, true, {}}), true;
  }
  answer(answers[index]);
  return true;
}

}  // namespace wf::sim
