// What data files cannot set up: host functions, spans, budgets, hostile texts, sharing of compiled expressions.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "feel/builtins/registry.hpp"
#include "feel/expression.hpp"
#include "feel/problem_codes.hpp"

using namespace wf;
using namespace wf::feel;

namespace {

Evaluation evaluated(std::string_view text, const Scope& scope = {}, const Environment& environment = {}) {
  const Compiled compiled = compile_expression(text, scope);
  INFO(text);
  REQUIRE(compiled.expression);
  return evaluate(*compiled.expression, environment);
}

Problem first_problem(std::string_view text, const Scope& scope = {}) {
  const Compiled compiled = compile_expression(text, scope);
  INFO(text.substr(0, 200));
  REQUIRE_FALSE(compiled.problems.empty());
  return compiled.problems.front();
}

std::string repeated(std::string_view part, std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += part;
  return out;
}

}  // namespace

TEST_CASE("host functions are called by position and by name") {
  const HostFunction manager{"manager of", {"person", "level"}, Type::scalar(Kind::string),
                             [](std::span<const Value> a) { return Value(std::string(a[0].text()) + "/" + a[1].as_number()->to_string()); }};
  const std::vector<HostFunction> functions{manager};
  Scope scope;
  scope.functions = functions;
  Environment environment;
  environment.functions = functions;
  CHECK(evaluated("manager of(\"ada\", 1)", scope, environment).value == Value("ada/1"));
  CHECK(evaluated("manager of(level: 2, person: \"ada\") + \"!\"", scope, environment).value == Value("ada/2!"));
  CHECK(first_problem("manager of(\"ada\")", scope).code == "WF-FEEL-005");
  CHECK(first_problem("manager off(\"ada\", 1)", scope).message == "there is no function 'manager off' (did you mean 'manager of'?)");
  const Evaluation missing = evaluated("manager of(\"ada\", 1)", scope);
  CHECK(missing.value.is_null());
  CHECK(missing.messages.at(0).code == "WF-FEEL-109");
}

TEST_CASE("a finding marks the place within the expression") {
  Scope scope;
  scope.variables = Type::context({{"request", Type::context({{"total", Type::scalar(Kind::number)}})}});
  const Problem problem = first_problem("1 < request.totl", scope);
  CHECK(problem.code == "WF-FEEL-003");
  CHECK(problem.message == "'request' has no field 'totl' (did you mean 'total'?)");
  CHECK(problem.span == Span{12, 16});
  CHECK(first_problem("1 +", scope).span == Span{3, 3});
  CHECK(evaluated("[1, 2 / 0]").messages.at(0).span == Span{4, 9});
}

TEST_CASE("several findings are reported at once, in the order of the text") {
  const Compiled compiled = compile_expression("a + b * c(1)", Scope{});
  REQUIRE(compiled.problems.size() == 3);
  CHECK(compiled.problems[0].code == "WF-FEEL-002");
  CHECK(compiled.problems[2].code == "WF-FEEL-004");
}

TEST_CASE("a lenient scope turns findings about types into warnings") {
  Scope scope;
  scope.lenient = true;
  const Compiled compiled = compile_expression("[1, \"a\" + 1]", scope);
  REQUIRE(compiled.expression);
  CHECK_FALSE(compiled.problems.at(0).is_error);
  CHECK(to_feel_text(evaluate(*compiled.expression, {}).value) == "[1, null]");
}

TEST_CASE("an expression knows its type and the variables it reads") {
  Scope scope;
  scope.variables = Type::context({{"b", Type::list(Type::scalar(Kind::string))}, {"a", Type::scalar(Kind::number)}});
  const Compiled compiled = compile_expression("for x in b return if a > 1 then x else null", scope);
  REQUIRE(compiled.expression);
  CHECK(compiled.expression->reads() == std::vector<std::string>{"a", "b"});
  CHECK(compiled.expression->type().name() == "list of string");
}

TEST_CASE("a closure outlives the expression that made it") {
  Value closure;
  {
    Scope scope;
    scope.variables = Type::context({{"n", Type::scalar(Kind::number)}});
    const Context variables{{"n", 10}};
    const ContextVariables source(variables);
    Environment environment;
    environment.variables = &source;
    closure = evaluated("function(x) x + n", scope, environment).value;
  }
  Scope scope;
  scope.variables = Type::context({{"f", Type::function(Type::any())}});
  const Context variables{{"f", closure}};
  const ContextVariables source(variables);
  Environment environment;
  environment.variables = &source;
  CHECK(evaluated("f(5)", scope, environment).value == Value(15));
}

TEST_CASE("budgets of steps, calls and bytes stop an evaluation") {
  Environment environment;
  environment.budget.steps = 1000;
  CHECK(evaluated("count(for i in 1..100000 return i)", {}, environment).messages.at(0).code == "WF-FEEL-900");
  environment.budget = {1'000'000, 10, 1 << 20};
  CHECK(evaluated("{f: function(g, n) if n = 0 then 0 else g(g, n - 1)}.f(function(g, n) if n = 0 then 0 else g(g, n - 1), 50)", {}, environment).messages.at(0).code == "WF-FEEL-900");
  environment.budget = {10'000'000, 100, 1 << 16};
  const auto doubled = "count(for i in 1..1000000 return \"" + repeated("x", 100) + "\" + \"y\")";
  CHECK(evaluated(doubled, {}, environment).messages.at(0).code == "WF-FEEL-900");
}

TEST_CASE("hostile texts are refused at once") {
  const std::size_t many = 10'000;
  for (const char* part : {"[", "(", "{a:", "-", "not(", "if ", "function(a) ", "x[", "1+(", "for a in ", "1 in (", "\"", "]", "((", "[[", "..", "a."}) {
    Scope scope;
    scope.open = true;
    INFO(part);
    const Compiled compiled = compile_expression(repeated(part, many), scope);
    CHECK_FALSE(compiled.expression);
    CHECK(compiled.problems.size() >= 1);
  }
  CHECK(evaluated(repeated("1+", many) + "1").value == Value(10'001));  // a long chain is no nesting
  Scope open;
  open.open = true;
  CHECK(first_problem(repeated("a+", many) + "a", open).code == "WF-FEEL-009");
  CHECK(first_problem(repeated("(", many) + "1" + repeated(")", many)).code == "WF-FEEL-009");
  CHECK(first_problem(repeated("1 ", 200'000)).code == "WF-FEEL-010");
  CHECK(first_problem(std::string("\"\xff\"")).code == "WF-FEEL-001");
  CHECK(first_problem(std::string("1\0+ 2", 5)).code == "WF-FEEL-001");
}

TEST_CASE("long conditions are no deep ones") {
  Scope scope;
  scope.open = true;
  CHECK(compile_expression(repeated("a = 1 or ", 2000) + "true", scope).expression);
}

TEST_CASE("the unary tests take the type of the tested value from the member '?' of the scope") {
  Scope scope;
  scope.variables = Type::context({{"?", Type::scalar(Kind::number)}, {"limit", Type::scalar(Kind::number)}});
  const Compiled compiled = compile_unary_tests("> limit, \"x\"", scope);
  CHECK_FALSE(compiled.expression);
  CHECK(compiled.problems.at(0).code == "WF-FEEL-006");
}

TEST_CASE("a host that throws becomes a message") {
  const std::vector<HostFunction> functions{{"boom", {}, Type::any(), [](std::span<const Value>) -> Value { throw std::runtime_error("bang"); }}};
  Scope scope;
  scope.functions = functions;
  Environment environment;
  environment.functions = functions;
  CHECK(evaluated("boom()", scope, environment).messages.at(0).message == "the function 'boom' failed: bang");
}

TEST_CASE("every code that the room emits is in the table, with an example and a repair") {
  std::vector<std::string> known;
  for (const ProblemCode& code : problem_codes()) {
    known.emplace_back(code.code);
    CHECK_FALSE(code.meaning.empty());
    CHECK_FALSE(code.repair.empty());
  }
  CHECK(std::is_sorted(known.begin(), known.end()));
  for (const auto& entry : std::filesystem::recursive_directory_iterator("src/feel")) {
    if (entry.path().extension() != ".cpp") continue;
    std::stringstream text;
    text << std::ifstream(entry.path()).rdbuf();
    const std::string source = text.str();
    for (std::size_t at = source.find("\"WF-FEEL-"); at != std::string::npos; at = source.find("\"WF-FEEL-", at + 1)) {
      const std::string code = source.substr(at + 1, 11);
      INFO(entry.path().string());
      CHECK(std::find(known.begin(), known.end(), code) != known.end());
    }
  }
}

TEST_CASE("every built-in has a case in the data files") {
  std::string cases;
  for (const char* path : {"tests/feel/builtins.test", "tests/feel/temporal.test"}) {
    std::stringstream text;
    text << std::ifstream(path).rdbuf();
    cases += text.str();
  }
  for (const std::string& name : builtin_names()) {
    INFO(name);
    CHECK(cases.find("\n" + name + "(") != std::string::npos);
  }
}
