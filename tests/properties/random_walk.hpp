// RandomWalk: drives one case by random commands, right and wrong ones, and checks after each what must always hold.
#pragma once
#include <cstdint>
#include <random>
#include <vector>

#include "engine/advance.hpp"

namespace wf::test {

class RandomWalk {
 public:
  RandomWalk(std::shared_ptr<const model::ProcessDefinition> definition, std::uint64_t seed);
  /// Until the case is over, or `most` commands; the rest is cancelled.
  void run(std::size_t most);
  const engine::Instance& live() const { return live_; }
  std::size_t commands() const { return commands_; }
  std::size_t refusals() const { return refusals_; }

 private:
  std::uint64_t below(std::uint64_t limit) { return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(random_); }
  template <class Map>
  engine::LocalKey any_of(const Map& map) {
    if (map.empty()) return engine::no_key;
    auto at = map.begin();
    std::advance(at, below(map.size()));
    return at->first;
  }

  engine::Command random_command();
  engine::Command wrong_command();
  bool send(const engine::Command& command);
  std::string story() const;
  std::string fault() const;
  void check_codecs(const std::vector<engine::Event>& events) const;
  void crash();

  std::shared_ptr<const model::ProcessDefinition> definition_;
  std::mt19937_64 random_;
  engine::Instance live_, replayed_;
  std::vector<engine::Event> log_;
  Instant now_{1'767'225'600'000};
  std::size_t commands_ = 0, refusals_ = 0;
};

}  // namespace wf::test
