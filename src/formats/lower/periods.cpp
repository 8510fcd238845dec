// Reading times of the file.
#include "formats/lower/periods.hpp"

#include "formats/lower/values.hpp"

namespace wf::formats {

using model::TimerDefinition;

namespace {

constexpr std::int64_t day_ms = 86'400'000;
constexpr std::int64_t max_retry_wait_ms = 30 * day_ms;
constexpr std::string_view period_example = "write a period as in '3 working days', '48 h', '2 weeks', '1 month' or 'PT48H'";

void require_calendar(Workbench& bench, const Fields& fields, const model::Period& period, const Node& node) {
  if (period.working_days == 0 || bench.has_calendar) return;
  fields.error(bench.place(node), "WF-LANG-030", "working days need a calendar, and the workflow names none",
               "add 'calendar: NAME' at the top; NAME.yaml lies in the folder 'calendars'");
}

/// Whether a value of this kind can be the time of a timer; a text is read when the timer is set.
bool can_be_time(feel::Kind kind, TimerDefinition::Form form, bool is_due) {
  switch (kind) {
    case feel::Kind::null:
    case feel::Kind::string: return true;
    case feel::Kind::days_duration:
    case feel::Kind::years_duration: return form == TimerDefinition::Form::duration;
    case feel::Kind::date:
    case feel::Kind::date_time: return is_due || form == TimerDefinition::Form::date;
    case feel::Kind::boolean:
    case feel::Kind::number:
    case feel::Kind::time:
    case feel::Kind::list:
    case feel::Kind::context:
    case feel::Kind::range:
    case feel::Kind::function: return false;
  }
  return true;
}

void check_kind(const model::Formula& formula, TimerDefinition::Form form, const Fields& fields) {
  if (!formula.compiled || formula.compiled->type().form() != feel::Type::Form::scalar) return;
  const auto& type = formula.compiled->type();
  const bool is_due = fields.has("due");
  if (can_be_time(type.kind(), form, is_due)) return;
  const bool wants_period = form == TimerDefinition::Form::duration;
  const bool is_number = type.kind() == feel::Kind::number, is_moment = type.kind() == feel::Kind::date || type.kind() == feel::Kind::date_time;
  std::string help = wants_period ? "write '3 working days', or compute it as in '= duration(\"P3D\")'" : "write 2026-03-31, or an expression that gives a date";
  if (wants_period && is_number) help = "say what is counted: '= string(" + formula.text.substr(0, 40) + ") + \" days\"'";
  if (wants_period && is_moment) help = "a 'wait' step can rest 'until' a date; 'after' counts a period";
  fields.error(formula.where, "WF-LANG-046",
               std::string("here ") + (wants_period ? "a period" : "a day or a moment") + " is needed; this is a " + type.name(), help);
}

TimerDefinition formula_timer(Workbench& bench, const Node& node, std::size_t offset, TimerDefinition::Form form,
                              const feel::Scope& scope, const Fields& fields) {
  TimerDefinition timer;
  timer.form = form;
  timer.value.form = model::ValueTree::Form::formula;
  timer.value.where = bench.place(node);
  timer.value.formula = lower_formula(bench, node, offset, scope, fields.element());
  check_kind(timer.value.formula, form, fields);
  return timer;
}

std::optional<TimerDefinition> constant_period(Workbench& bench, const Fields& fields, const Node& node) {
  const auto period = node.kind == Node::Kind::string ? model::parse_period(node.text) : std::nullopt;
  if (!period) return std::nullopt;
  require_calendar(bench, fields, *period, node);
  TimerDefinition timer;
  timer.form = TimerDefinition::Form::duration;
  timer.value.constant = feel::Value(node.text);
  timer.value.where = bench.place(node);
  timer.constant = *period;
  return timer;
}

std::optional<TimerDefinition> constant_moment(Workbench& bench, const Node& node) {
  const bool is_text = node.kind == Node::Kind::string;
  if (!is_text || !parse_moment(node.text, bench.builder.definition().time_zone)) return std::nullopt;
  TimerDefinition timer;
  timer.form = TimerDefinition::Form::date;
  timer.value.constant = feel::Value(node.text);
  timer.value.where = bench.place(node);
  return timer;
}

void malformed_period(const Fields& fields, std::string_view key, const Node& node, model::SourceRef where) {
  const std::string shown = node.kind == Node::Kind::string || node.kind == Node::Kind::number
                                ? "'" + node.text.substr(0, 60) + "'"
                                : std::string(kind_in_words(node.kind));
  const bool is_bare = !node.text.empty() && node.text.find_first_not_of("0123456789.") == std::string::npos;
  const bool means_working = node.text.find("work") != std::string::npos || node.text.find("business") != std::string::npos;
  std::string help(period_example);
  if (is_bare) help = "write the unit too, as in '" + node.text + " s', '" + node.text + " h' or '" + node.text + " days'";
  else if (means_working) help = "write it as in '3 working days'";
  fields.error(where, "WF-LANG-017", shown + " is no period for '" + std::string(key) + "'", help);
}

bool is_moment_type(const feel::Type& type) {
  return type.form() == feel::Type::Form::scalar &&
         (type.kind() == feel::Kind::date || type.kind() == feel::Kind::date_time);
}

}  // namespace

std::optional<TimerDefinition> lower_period(Workbench& bench, const Fields& fields, std::string_view key,
                                            const feel::Scope& scope) {
  const Node* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  if (const auto offset = formula_offset(*node)) {
    return formula_timer(bench, *node, *offset, TimerDefinition::Form::duration, scope, fields);
  }
  auto timer = constant_period(bench, fields, *node);
  if (!timer) malformed_period(fields, key, *node, fields.value_place(key));
  return timer;
}

std::optional<TimerDefinition> lower_moment(Workbench& bench, const Fields& fields, std::string_view key,
                                            const feel::Scope& scope) {
  const Node* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  if (auto timer = constant_moment(bench, *node)) return timer;
  if (node->kind != Node::Kind::string || node->text.empty()) {
    fields.error(fields.value_place(key), "WF-LANG-018", "'" + std::string(key) + "' must be a date, a moment or an expression",
                 "write 2026-03-31, 2026-03-31T12:00, or an expression that gives a date");
    return std::nullopt;
  }
  if (formula_offset(*node)) {
    fields.error(bench.place(*node), "WF-LANG-024", "'" + std::string(key) + "' is always an expression: leave out the '='");
    return std::nullopt;
  }
  return formula_timer(bench, *node, 0, TimerDefinition::Form::date, scope, fields);
}

std::optional<TimerDefinition> lower_due(Workbench& bench, const Fields& fields, const feel::Scope& scope) {
  const Node* node = fields.find("due");
  if (node == nullptr) return std::nullopt;
  if (const auto offset = formula_offset(*node)) {
    auto timer = formula_timer(bench, *node, *offset, TimerDefinition::Form::duration, scope, fields);
    const auto& compiled = timer.value.formula.compiled;
    if (compiled && is_moment_type(compiled->type())) timer.form = TimerDefinition::Form::date;
    return timer;
  }
  if (auto timer = constant_period(bench, fields, *node)) return timer;
  if (auto timer = constant_moment(bench, *node)) return timer;
  malformed_period(fields, "due", *node, fields.value_place("due"));
  return std::nullopt;
}

std::optional<std::int64_t> lower_exact_ms(Workbench& bench, const Fields& fields, std::string_view key, std::int64_t most) {
  const Node* node = fields.find(key);
  if (node == nullptr) return std::nullopt;
  const auto period = node->kind == Node::Kind::string ? model::parse_period(node->text) : std::nullopt;
  if (!period) {
    malformed_period(fields, key, *node, fields.value_place(key));
    return std::nullopt;
  }
  const bool is_exact = period->months == 0 && period->working_days == 0;
  const std::int64_t ms = period->ms + period->days * day_ms;
  if (is_exact && ms > 0 && ms <= most) return ms;
  const std::string quoted = "'" + std::string(key) + "'";
  fields.error(bench.place(*node), "WF-LANG-017",
               is_exact ? quoted + " must be longer than nothing and at most " + model::to_text({0, 0, most, 0})
                        : quoted + " must have an exact length: no months, no working days",
               "write it as in '20 s', '5 min' or '2 h'");
  return std::nullopt;
}

std::optional<model::RetryPolicy> lower_retry(Workbench& bench, const Fields& step) {
  const Node* node = step.mapping("retry");
  if (node == nullptr) return std::nullopt;
  Fields fields = bench.fields(*node, PlaceOf::retry, step.element());
  fields.check_keys();
  model::RetryPolicy policy;
  policy.times = 3;
  if (const auto times = fields.count("times", 0, 1'000)) policy.times = static_cast<std::int32_t>(*times);
  if (const auto wait = lower_exact_ms(bench, fields, "wait", max_retry_wait_ms)) policy.wait_ms = *wait;
  if (const auto grow = fields.number("grow", 1, 100)) policy.grow = grow->to_double();
  if (const auto most = lower_exact_ms(bench, fields, "at_most", max_retry_wait_ms)) policy.at_most_ms = *most;
  if (const auto jitter = fields.number("jitter", 0, 1)) policy.jitter = jitter->to_double();
  if (policy.at_most_ms < policy.wait_ms) policy.at_most_ms = policy.wait_ms;
  return policy;
}

}  // namespace wf::formats
