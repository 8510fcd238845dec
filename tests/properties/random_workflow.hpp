// RandomWorkflow: the text of a valid workflow, by seed. Blocks are nested at random; only what may deadlock by design
// (an end inside a parallel branch, loops without a person) is left out.
#pragma once
#include <cstdint>
#include <random>
#include <string>

namespace wf::test {

class RandomWorkflow {
 public:
  explicit RandomWorkflow(std::uint64_t seed) : random_(seed) {}
  std::string text();

 private:
  std::uint64_t below(std::uint64_t limit) { return std::uniform_int_distribution<std::uint64_t>(0, limit - 1)(random_); }
  bool chance(std::uint64_t percent) { return below(100) < percent; }
  std::string id(const char* stem) { return stem + std::to_string(++last_id_); }
  std::string variable() { return "v" + std::to_string(below(4)); }

  std::string steps(int depth);
  std::string step(int depth);
  std::string person_step(int depth);
  std::string call_step(int depth);
  std::string set_step();
  std::string wait_step();
  std::string choose_step(int depth);
  std::string halt();
  std::string parallel_step(int depth);
  std::string subprocess_step(int depth);
  std::string boundaries(int depth, bool may_fail);

  std::mt19937_64 random_;
  int last_id_ = 0;
  std::size_t steps_left_ = 40;
};

}  // namespace wf::test
