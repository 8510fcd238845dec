// Runs the data files tests/feel/*.test: one case a line, `expression => expected`. Not for what needs C++ to set up
// (evaluate_test.cpp). Lines that begin with @ change how the following cases are run; see tests/feel/README.md.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>

#include "base/text.hpp"
#include "feel/expression.hpp"

using namespace wf;
using namespace wf::feel;

namespace {

constexpr std::string_view now_text = "2026-03-02T09:30:00+01:00";

/// How the cases of a file are run; changed by its @ lines.
struct Setting {
  Context variables;
  Type types = Type::context({});
  bool open = false;
  bool lenient = false;
  enum class Form { expression, unary_tests, text_template } form = Form::expression;
  Value tested;
  Type tested_type;
  std::int64_t steps = Budget{}.steps;
};

Scope scope_of(const Setting& setting) {
  Scope scope;
  auto members = setting.types.members();
  if (setting.form == Setting::Form::unary_tests) members.push_back({"?", setting.tested_type});
  scope.variables = Type::context(std::move(members));
  scope.open = setting.open;
  scope.lenient = setting.lenient;
  return scope;
}

Compiled compile(std::string_view text, const Setting& setting) {
  const Scope scope = scope_of(setting);
  if (setting.form == Setting::Form::unary_tests) return compile_unary_tests(text, scope);
  if (setting.form == Setting::Form::text_template) return compile_template(text, scope);
  return compile_expression(text, scope);
}

/// "2", "null !WF-FEEL-101" or "!WF-FEEL-003 what the message says".
std::string outcome(std::string_view text, const Setting& setting) {
  const Compiled compiled = compile(text, setting);
  if (!compiled.expression) {
    REQUIRE_FALSE(compiled.problems.empty());
    const Problem& first = *std::find_if(compiled.problems.begin(), compiled.problems.end(), [](const Problem& p) { return p.is_error; });
    return "!" + first.code + " " + first.message;
  }
  const ContextVariables variables(setting.variables);
  Environment environment;
  environment.variables = &variables;
  environment.now = parse_moment(now_text).value();
  environment.zone = "Europe/Rome";
  environment.budget.steps = setting.steps;
  if (setting.form == Setting::Form::unary_tests) environment.tested = &setting.tested;
  const Evaluation made = evaluate(*compiled.expression, environment);
  std::string out = to_feel_text(made.value, 2000);
  if (!made.messages.empty()) out += " !" + made.messages.front().code;
  return out;
}

Evaluation value_of(std::string_view text) {
  const Compiled compiled = compile_expression(text, Scope{});
  INFO(text);
  REQUIRE(compiled.expression);
  return evaluate(*compiled.expression, Environment{});
}

void change(std::string_view line, Setting& setting) {
  const auto border = line.find(' ');
  const std::string_view word = line.substr(0, border), rest = border == std::string_view::npos ? "" : line.substr(border + 1);
  if (word == "@vars") {
    const Compiled compiled = compile_expression(rest, Scope{});
    INFO(rest);
    REQUIRE(compiled.expression);
    setting.types = compiled.expression->type();
    setting.variables = *evaluate(*compiled.expression, Environment{}).value.as_context();
  } else if (word == "@tested") {
    setting.form = Setting::Form::unary_tests;
    const Compiled compiled = compile_expression(rest, Scope{});
    setting.tested_type = compiled.expression->type();
    setting.tested = value_of(rest).value;
  } else if (word == "@expression") {
    setting.form = Setting::Form::expression;
  } else if (word == "@template") {
    setting.form = Setting::Form::text_template;
  } else if (word == "@steps") {
    setting.steps = Decimal::parse(rest).value().to_int64().value();
  } else if (word == "@open" || word == "@closed") {
    setting.open = word == "@open";
  } else if (word == "@lenient" || word == "@strict") {
    setting.lenient = word == "@lenient";
  } else {
    FAIL("unknown line " << line);
  }
}

/// The file with every expected outcome replaced by what came out.
std::string run_file(const std::filesystem::path& path, std::size_t& cases) {
  std::ifstream in(path);
  Setting setting;
  std::string out;
  for (std::string line; std::getline(in, line);) {
    const auto border = line.rfind(" => ");
    const bool change_line = line.size() > 1 && line[0] == '@' && line[1] != '"';
    if (change_line) change(line, setting);
    if (line.empty() || line[0] == '#' || change_line) {
      out += line + "\n";
      continue;
    }
    INFO(path.string() << ": " << line);
    REQUIRE(border != std::string::npos);
    const std::string expected = line.substr(border + 4);
    std::string actual = outcome(line.substr(0, border), setting);
    // A refusal may be expected by its code alone.
    if (expected.starts_with("!") && expected.find(' ') == std::string::npos) actual = actual.substr(0, actual.find(' '));
    CHECK(actual == expected);
    out += line.substr(0, border) + " => " + actual + "\n";
    ++cases;
  }
  return out;
}

}  // namespace

TEST_CASE("every case of tests/feel gives what it says") {
  const bool accept = std::getenv("WF_ACCEPT") != nullptr;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::directory_iterator("tests/feel")) {
    if (entry.path().extension() == ".test") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::size_t cases = 0;
  for (const auto& path : paths) {
    const std::string actual = run_file(path, cases);
    if (accept) std::ofstream(path) << actual;
  }
  CHECK(cases > 300);
}
