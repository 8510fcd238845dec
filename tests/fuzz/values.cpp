// Entries of expressions, schemas, targets and texts of time: never a crash, never a hang, and what was accepted can be
// written and read again. Not for what they mean (tests/feel, tests/forms).
#include <optional>
#include <string>
#include <vector>

#include "api/http/target.hpp"
#include "base/decimal.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "codec/json_value.hpp"
#include "connect/http/url.hpp"
#include "feel/expression.hpp"
#include "fuzz/entries.hpp"
#include "model/json_schema.hpp"

namespace wf::fuzz {

namespace {

constexpr std::size_t longest_expression = 4096;  // bytes; longer ones find nothing new and cost time

void check_and_run(std::string_view text, const wf::feel::Compiled& compiled) {
  for (const auto& problem : compiled.problems) {
    promise(problem.span.begin <= problem.span.end && problem.span.end <= text.size(),
            "a problem stands inside the expression");
  }
  if (!compiled.expression) return;
  wf::feel::Environment environment;
  environment.budget = {20'000, 50, 4 << 20};
  const wf::feel::Value tested(5);
  environment.tested = &tested;
  const auto made = wf::feel::evaluate(*compiled.expression, environment);
  wf::feel::to_feel_text(made.value);
}

void compile_and_run(std::string_view text, const wf::feel::Scope& scope) {
  check_and_run(text, wf::feel::compile_expression(text, scope));
  check_and_run(text, wf::feel::compile_unary_tests(text, scope));
  check_and_run(text, wf::feel::compile_template(text, scope));
}

}  // namespace

void feel(std::string_view input) {
  if (input.size() > longest_expression) return;
  wf::feel::Scope scope;
  scope.open = true;
  compile_and_run(input, scope);
}

void types(std::string_view input) {
  if (input.size() > longest_expression) return;
  const auto form = codec::parse_json(R"({"type": "object", "properties": {
      "days": {"type": "integer"}, "from": {"type": "string", "format": "date"}, "reason": {"enum": ["a", "b"]},
      "quotes": {"type": "array", "items": {"type": "object", "properties": {"price": {"type": "number"}}}}}})");
  promise(form.has_value(), "the schema of the scope is JSON");
  const auto compiled = model::JsonSchema::compile(*form);
  promise(compiled.schema != nullptr, "the schema of the scope compiles");
  wf::feel::Scope scope;
  scope.variables = compiled.schema->type();
  compile_and_run(input, scope);
  scope.lenient = true;
  compile_and_run(input, scope);
}

void schema(std::string_view input) {
  codec::JsonLimits limits;
  limits.typed = false;
  const auto value = codec::parse_json(input, limits);
  if (!value) return;
  const auto compiled = model::JsonSchema::compile(*value);
  promise(compiled.schema || !compiled.problems.empty(), "a schema that is refused has a problem");
  if (!compiled.schema) return;
  compiled.schema->type();
  compiled.schema->validate(*value);
}

void target(std::string_view input) {
  if (const auto read = api::http::read_target(input)) {
    for (const auto& segment : read->segments) {
      promise(!segment.empty() && segment != "." && segment != ".." && segment.find('/') == std::string::npos,
              "a segment is one step of a path");
      promise(!invalid_utf8(segment), "a segment is UTF-8");
    }
  }
  if (const auto url = connect::parse_url(input)) {
    promise(url->port > 0 && url->port < 65'536 && !url->host.empty(), "a URL names a host and a port");
    promise(url->target.starts_with('/'), "the target of a URL begins with a slash");
    promise(url->target.find_first_of("\r\n ") == std::string::npos, "no line can be put into a request");
  }
  connect::percent_encoded(input);
}

void moments(std::string_view input) {
  if (const auto date = parse_date(input)) {
    promise(is_valid(*date) && parse_date(format_date(*date)) == date, "a date reads back as it was written");
  }
  if (const auto moment = parse_moment(input)) {
    promise(parse_moment(format_rfc3339(*moment)) == moment, "a moment reads back as it was written");
  }
  parse_iso_duration(input);
  if (const auto number = Decimal::parse(input)) {
    promise(Decimal::parse(number->to_string()) == number, "a number reads back as it was written");
  }
  is_zone(input);
  invalid_utf8(input);
}

}  // namespace wf::fuzz
