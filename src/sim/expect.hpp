// Expectations against a world: each unmet one as a sentence with what was found instead.
#pragma once
#include "sim/scenario.hpp"

namespace wf::sim {

std::vector<std::string> unmet(const Expectation& expectation, const World& world);
CaseEnd end_of_case(const World& world);

}  // namespace wf::sim
