// wfctl feel eval: one FEEL expression, with its type and messages.
#include <chrono>

#include "codec/json_value.hpp"
#include "commands/files.hpp"
#include "commands/verbs.hpp"
#include "feel/expression.hpp"
#include "output.hpp"

namespace wf::cli {

namespace {

feel::List problem_list(const std::vector<feel::Problem>& problems) {
  feel::List list;
  for (const auto& p : problems) {
    list.push_back(feel::Context{{"code", p.code},
                                 {"message", p.message},
                                 {"help", p.help},
                                 {"begin", static_cast<std::int64_t>(p.span.begin)},
                                 {"end", static_cast<std::int64_t>(p.span.end)}});
  }
  return list;
}

std::string problem_text(const std::string& expression, const std::vector<feel::Problem>& problems, bool colour) {
  const SourceText source("expression", expression);
  std::string out;
  for (const auto& p : problems) {
    out += render_text(diagnostic_at(source, p.span, p.is_error ? Severity::error : Severity::warning, p.code, p.message, p.help), colour);
  }
  return out;
}

/// The type of each member, so that names are checked; other names stay open.
feel::Type type_of(const feel::Context& context) {
  std::vector<feel::Type::Member> members;
  for (const auto& entry : context.entries()) members.push_back({entry.name, feel::Type::any()});
  return feel::Type::context(std::move(members));
}

}  // namespace

Exit run_feel_eval(Invocation& call) {
  feel::Context context;
  if (const auto file = call.get("context"); !file.empty()) {
    auto text = read_file(file);
    if (!text) return call.failed(text.error());
    auto value = codec::parse_json(*text);
    if (!value || !value->as_context()) return call.failed({"WF-CLI-002", "The context in '" + file + "' must be a JSON object" + (value ? "." : ": " + value.error().text)});
    context = *value->as_context();
  }
  const std::string expression = call.get("EXPRESSION");
  feel::Scope scope;
  scope.variables = type_of(context);
  auto compiled = feel::compile_expression(expression, scope);
  feel::Value result;
  std::vector<feel::Problem> messages = compiled.problems;
  if (compiled.expression) {
    const feel::ContextVariables variables(context);
    feel::Environment environment;
    environment.variables = &variables;
    const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
    environment.now = {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()};
    auto evaluation = feel::evaluate(*compiled.expression, environment);
    result = evaluation.value;
    messages.insert(messages.end(), evaluation.messages.begin(), evaluation.messages.end());
  }
  if (call.json()) {
    call.print(json_text(feel::Context{{"result", result}, {"type", feel::kind_name(result.kind())}, {"messages", problem_list(messages)}}));
  } else {
    constexpr std::size_t most_shown = 1 << 20;
    if (compiled.expression) call.print(feel::to_feel_text(result, most_shown) + "\n");
    if (!messages.empty()) std::fputs(problem_text(expression, messages, call.colour()).c_str(), stderr);
  }
  return compiled.expression ? Exit::done : Exit::found;
}

}  // namespace wf::cli
