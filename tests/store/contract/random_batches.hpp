// RandomBatches: seeded commits as wild as the contract allows, to be written into several stores. Not a model of what a
// real process does; only of what a store must take.
#pragma once
#include <map>
#include <random>
#include <string>
#include <vector>

#include "store/store.hpp"

namespace wf::store::test {

class RandomBatches {
 public:
  explicit RandomBatches(std::uint64_t seed) : random_(seed) {}

  /// A batch that fits what was given out before. What is in it lives as long as this object.
  std::vector<Commit> next();
  /// The same, but with one step made for a wrong version, or a command id used again.
  std::vector<Commit> next_broken();

  InstanceKey cases() const { return static_cast<InstanceKey>(known_.size()); }
  const std::vector<std::string>& command_ids() const { return command_ids_; }
  Instant now() const { return now_; }
  std::int64_t below(std::int64_t bound) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(bound)); }
  bool one_in(std::int64_t n) { return below(n) == 0; }
  std::string name(std::string_view prefix, std::int64_t bound) { return std::string(prefix) + std::to_string(below(bound)); }

 private:
  struct Known {
    InstanceRow row;
    engine::Instance state;  ///< for snapshots; the last one given out
  };
  Commit case_step(InstanceKey key);
  Commit administration();
  std::vector<engine::Event> events(std::uint64_t before);
  engine::EventBody::Variant body();
  void change_case(InstanceRow& row);
  void add_rows(InstanceKey key, RowChanges& rows);
  void add_outbox(InstanceKey key, Commit& commit);
  TaskRow task(InstanceKey key);
  JobRow job(InstanceKey key);
  IncidentRow incident(InstanceKey key);
  EntityKey entity(InstanceKey key);
  std::vector<std::string> names(std::string_view prefix);
  feel::Value value(int depth = 0);
  std::optional<Instant> maybe_moment();

  std::mt19937_64 random_;
  Instant now_{1'774'601'000'000};
  std::map<InstanceKey, Known> known_;
  std::vector<engine::Instance> snapshots_;
  std::vector<std::string> command_ids_;
  std::map<std::string, std::int64_t> versions_;
  std::int64_t definitions_ = 0;
};

}  // namespace wf::store::test
