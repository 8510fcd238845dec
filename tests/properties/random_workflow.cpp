// The text is JSON, which is YAML.
#include "random_workflow.hpp"

namespace wf::test {

namespace {
std::string quoted(const std::string& text) { return '"' + text + '"'; }
}  // namespace

std::string RandomWorkflow::text() {
  return R"({"workflow":"random","name":"Random","start":[{"id":"asked","form":"Ask","fields":{"n":"number"}}],)"
         R"("data":{"v0":"number","v1":"number","v2":"number","v3":"number"},"steps":[)" +
         set_step() + "," + steps(3) + R"(,{"id":"done","end":"Done"}]})";
}

std::string RandomWorkflow::steps(int depth) {
  std::string list;
  const auto count = 1 + below(3);
  for (std::uint64_t i = 0; i < count; ++i) list += (list.empty() ? "" : ",") + step(depth);
  return list;
}

std::string RandomWorkflow::step(int depth) {
  if (steps_left_ > 0) --steps_left_;
  const bool simple = depth == 0 || steps_left_ == 0;
  switch (below(simple ? 4 : 8)) {
    case 0: return person_step(depth);
    case 1: return call_step(depth);
    case 2: return set_step();
    case 3: return wait_step();
    case 4: return choose_step(depth - 1);
    case 5: return parallel_step(depth - 1);
    case 6: return subprocess_step(depth - 1);
    default: return person_step(depth);
  }
}

std::string RandomWorkflow::person_step(int depth) {
  std::string text = "{\"id\":" + quoted(id("t"));
  switch (below(3)) {
    case 0: text += R"(,"task":"Task","fields":{"amount":{"type":"number","minimum":0}},"out":{")" + variable() + R"(":"= amount"})"; break;
    case 1: text += R"(,"approve":"Approve","by":"person:otto","out":{")" + variable() + R"(":"= if outcome = \"approve\" then 1 else 2"})"; break;
    default: text += R"(,"manual":"By hand","by":"group:office")";
  }
  return text + boundaries(depth, false) + "}";
}

std::string RandomWorkflow::call_step(int depth) {
  std::string text = "{\"id\":" + quoted(id("c")) + R"(,"call":"Call","job":"work","with":{"x":"= n"},"out":{")" + variable() + R"(":"= result"})";
  if (chance(50)) text += R"(,"retry":{"times":2,"wait":"10 s","grow":2})";
  return text + boundaries(depth, true) + "}";
}

std::string RandomWorkflow::set_step() {
  return "{\"id\":" + quoted(id("s")) + R"(,"set":"Set","values":{")" + variable() + R"(":"= n + )" + std::to_string(below(9)) + "\",\"" + "n" + "\":\"= n + 1\"}}";
}

std::string RandomWorkflow::wait_step() { return "{\"id\":" + quoted(id("w")) + R"(,"wait":"Wait","after":")" + std::to_string(1 + below(30)) + " h\"}"; }

std::string RandomWorkflow::choose_step(int depth) {
  std::string cases;
  const auto count = 1 + below(2);
  for (std::uint64_t i = 0; i < count; ++i) {
    cases += R"({"if":"n > )" + std::to_string(below(12)) + R"(","steps":[)" + steps(depth) + (chance(20) ? "," + halt() : "") + "]},";
  }
  const std::string otherwise = chance(50) ? R"({"else":"otherwise","steps":[)" + steps(depth) + "]}" : R"({"else":"otherwise"})";
  return "{\"id\":" + quoted(id("x")) + R"(,"choose":"Which?","cases":[)" + cases + otherwise + "]}";
}

/// Ends its sub-process or the case, whatever else is open in it or about to begin.
std::string RandomWorkflow::halt() { return "{\"id\":" + quoted(id("h")) + R"(,"end":"Halt","stop_everything":true})"; }

std::string RandomWorkflow::parallel_step(int depth) {
  std::string branches;
  const auto count = 2 + below(2);
  for (std::uint64_t i = 0; i < count; ++i) branches += (branches.empty() ? "" : ",") + std::string(R"({"steps":[)") + steps(depth) + "]}";
  return "{\"id\":" + quoted(id("p")) + R"(,"parallel":"All","branches":[)" + branches + "]}";
}

std::string RandomWorkflow::subprocess_step(int depth) {
  std::string text = "{\"id\":" + quoted(id("u")) + R"(,"subprocess":"Part","in":{"inner":"= n"},"out":{")" + variable() + R"(":"= inner"},"steps":[)" + steps(depth);
  const bool fails = chance(30);
  if (fails) text += ",{\"id\":" + quoted(id("e")) + R"(,"end":"Fails","error":"BROKEN"})";
  return text + "]" + boundaries(depth, fails) + "}";
}

std::string RandomWorkflow::boundaries(int depth, bool may_fail) {
  std::string text;
  const auto branch = [&] { return depth > 0 && chance(60) ? R"(,"steps":[)" + steps(0) + "]" : std::string(); };
  if (chance(25)) text += R"(,"meanwhile":[{"id":)" + quoted(id("m")) + R"(,"after":")" + std::to_string(1 + below(20)) + R"( h","steps":[)" + steps(0) + "]}]";
  std::string instead;
  if (chance(25)) instead += "{\"id\":" + quoted(id("i")) + R"(,"after":")" + std::to_string(1 + below(40)) + " h\"" + branch() + "}";
  if (may_fail && chance(70)) instead += (instead.empty() ? "" : ",") + std::string("{\"id\":") + quoted(id("b")) + R"(,"error":"any")" + branch() + "}";
  if (!instead.empty()) text += R"(,"instead":[)" + instead + "]";
  return text;
}

}  // namespace wf::test
