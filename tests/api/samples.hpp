// One request for each route that succeeds for whoever has the right.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "api_world.hpp"

namespace wf::test {

struct Sample {
  std::string target, body;
  ApiWorld::Headers headers = {};
};
using MakeSample = std::function<Sample(ApiWorld&)>;

/// By "METHOD PATTERN"; made in a world that was not used yet.
std::map<std::string, MakeSample> samples();

}  // namespace wf::test
