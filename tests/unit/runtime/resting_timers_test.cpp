// A case whose definition cannot be loaded any more must not keep the engine busy, nor hold up the timers of others.
#include "unit/runtime/house.hpp"

using namespace wf;
using namespace wf::runtime;
using namespace wf::runtime::test;

namespace {

/// A memory store whose definition 1 has become unreadable, and which counts how often timers are asked for.
class DamagedStore final : public store::Store {
 public:
  bool damaged = false;
  int asked = 0;
  Result<void> commit(std::span<const store::Commit> batch) override { return inner_->commit(batch); }
  Result<std::optional<store::RememberedReply>> find_reply(const std::string& id) override { return inner_->find_reply(id); }
  Result<std::optional<store::StoredInstance>> load(InstanceKey key, const model::ProcessDefinition& definition) override { return inner_->load(key, definition); }
  Result<std::optional<std::int64_t>> definition_of(InstanceKey key) override { return inner_->definition_of(key); }
  Result<InstanceKey> last_instance_key() override { return inner_->last_instance_key(); }
  Result<std::vector<store::DefinitionRow>> all_definitions() override {
    auto rows = inner_->all_definitions();
    for (auto& row : *rows) {
      if (damaged && row.key == 1) row.files[row.entry] = "workflow: [";
    }
    return rows;
  }
  Result<std::optional<store::DefinitionRow>> definition(std::int64_t key) override { return inner_->definition(key); }
  Result<std::vector<store::PersonRow>> people() override { return inner_->people(); }
  Result<std::vector<store::TokenRow>> tokens() override { return inner_->tokens(); }
  Result<std::vector<store::OutboxRow>> outbox(EntityKey after, std::size_t limit) override { return inner_->outbox(after, limit); }
  Result<std::optional<Instant>> next_due() override { return inner_->next_due(); }
  Result<std::vector<store::TimerRow>> timers_due(Instant until, std::size_t limit) override { return ++asked, inner_->timers_due(until, limit); }
  Result<std::unique_ptr<store::Reader>> open_reader() override { return inner_->open_reader(); }
  Result<void> maintain(Instant before) override { return inner_->maintain(before); }

 private:
  std::unique_ptr<store::Store> inner_ = store::open_memory_store();
};

}  // namespace

TEST_CASE("timers of cases that cannot be loaded rest for a minute, and the timers of others fire") {
  auto owned = std::make_unique<DamagedStore>();
  auto& damaged = *owned;
  House house(std::move(owned));
  for (int i = 0; i < 3; ++i) house.start_case();
  auto files = bundle();
  files.files["workflow.yaml"] += "# the next version\n";
  auto compiled = formats::compile(formats::BundleSource(files), files.entry);
  REQUIRE(house.ask(Deploy{compiled.definition, files, "second"}, boss));
  house.clock.advance_to({house.clock.now().ms + 1'000});
  const auto healthy = house.start_case();
  damaged.damaged = true;
  RuntimeLimits limits;
  limits.timers_at_once = 3;
  house.open(limits);
  const auto before = house.seq_of(healthy);
  house.clock.advance_to({house.clock.now().ms + 3'600'000});
  house.runtime->pump();
  house.runtime->pump();
  CHECK(house.seq_of(healthy) > before);
  house.runtime->pump();
  REQUIRE(house.runtime->next_due());
  CHECK(house.runtime->next_due()->ms == house.clock.now().ms + 60'000);
  const int asked = damaged.asked;
  for (int i = 0; i < 5; ++i) house.runtime->pump();
  CHECK(damaged.asked == asked);
  house.clock.advance_to({house.clock.now().ms + 60'000});
  house.runtime->pump();
  CHECK(damaged.asked > asked);
}
