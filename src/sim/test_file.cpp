// From the text of a test file to TestFile.
#include "sim/test_file.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "sim/keyed.hpp"

namespace wf::sim {

namespace {

using formats::Node;

constexpr std::string_view default_zone = "UTC";

/// Verbs of the language that later versions add; refused by name, never skipped.
constexpr std::string_view later_steps[] = {"message", "signal"};

std::optional<Instant> read_moment(Keyed& keys, std::string_view key) {
  const Node* node = keys.get(key);
  if (!node) return std::nullopt;
  auto moment = parse_moment(node->text, default_zone);
  if (!moment) keys.findings().error(node->span, "WF-TEST-004", "'" + node->text + "' is not a moment.", "Write it as 2026-03-27T10:00+01:00.");
  return moment;
}

feel::Value data_of(Keyed& keys) {
  feel::Value data = keys.value("data");
  return data.is_null() ? feel::Value(feel::Context{}) : data;
}

StartStep read_start(const Node& node, Findings& findings) {
  Keyed keys(node, "'start'", findings);
  StartStep start{keys.text("workflow"), keys.text("at"), keys.text("as"), keys.text("business_key"), data_of(keys)};
  keys.finish();
  return start;
}

connect::JobAnswer failure(const Node& node, Findings& findings) {
  connect::JobAnswer answer;
  answer.outcome = connect::JobAnswer::Outcome::failed;
  if (node.kind != Node::Kind::mapping) {
    answer.message = node.text;
    return answer;
  }
  Keyed keys(node, "'fail'", findings);
  answer.code = keys.text("code");
  answer.message = keys.text("message");
  if (const Node* retry = keys.get("retry")) answer.retry = retry->boolean;
  keys.finish();
  return answer;
}

connect::JobAnswer business_error(const Node& node, Findings& findings) {
  connect::JobAnswer answer;
  answer.outcome = connect::JobAnswer::Outcome::error;
  if (node.kind != Node::Kind::mapping) {
    answer.code = node.text;
    return answer;
  }
  Keyed keys(node, "'error'", findings);
  answer.code = keys.text("code", true);
  answer.message = keys.text("message");
  answer.output = keys.value("data");
  keys.finish();
  return answer;
}

/// The members returns, fail, error of a mapping: exactly one.
std::optional<connect::JobAnswer> read_answer(Keyed& keys) {
  const Node* returns = keys.get("returns");
  const Node* fails = keys.get("fail");
  const Node* error = keys.get("error");
  if ((returns != nullptr) + (fails != nullptr) + (error != nullptr) != 1) {
    keys.findings().error(keys.span(), "WF-TEST-005", "An answer of a job needs exactly one of 'returns', 'fail' and 'error'.");
    return std::nullopt;
  }
  if (fails) return failure(*fails, keys.findings());
  if (error) return business_error(*error, keys.findings());
  connect::JobAnswer answer;
  answer.output = formats::to_value(*returns);
  return answer;
}

Script read_script(const Node& node, Findings& findings) {
  Script script;
  script.in_order = node.kind == Node::Kind::sequence;
  const auto add = [&](const Node& item) {
    Keyed keys(item, "an answer of a job", findings);
    if (!keys.is_mapping()) return;
    if (auto answer = read_answer(keys)) script.answers.push_back(std::move(*answer));
    keys.finish();
  };
  if (script.in_order) std::for_each(node.items.begin(), node.items.end(), add);
  else add(node);
  return script;
}

Expectation read_expectation(const Node& node, Findings& findings) {
  Keyed keys(node, "'expect'", findings);
  Expectation e;
  e.where = node.span;
  e.state = keys.maybe_text("state");
  const Node* ended_at = keys.get("ended_at");
  if (ended_at) e.ended_at = ended_at->kind == Node::Kind::null ? "" : ended_at->text;
  e.error = keys.maybe_text("error");
  e.clock = keys.maybe_text("clock");
  e.visited = keys.texts("visited");
  e.not_visited = keys.texts("not_visited");
  e.waiting_at = keys.texts("waiting_at");
  e.incidents = keys.texts("incidents");
  e.timers = keys.whole_number("timers");
  if (const Node* jobs = keys.get("jobs")) {
    Keyed counts(*jobs, "'jobs'", findings);
    for (const auto& entry : jobs->entries) e.jobs[entry.key] = counts.whole_number(entry.key).value_or(0);
  }
  if (const Node* assigned = keys.get("assigned")) {
    Keyed people(*assigned, "'assigned'", findings);
    for (const auto& entry : assigned->entries) e.assigned[entry.key] = people.text(entry.key);
  }
  if (const Node* data = keys.get("data")) {
    Keyed(*data, "'data'", findings);
    for (const auto& entry : data->entries) e.values.emplace_back(entry.key, formats::to_value(entry.value));
  }
  keys.finish();
  constexpr std::string_view states[] = {"active", "completed", "terminated", "failed"};
  if (e.state && std::find(std::begin(states), std::end(states), *e.state) == std::end(states)) {
    findings.error(node.find("state")->span, "WF-TEST-006", "'" + *e.state + "' is not a state.", "A case is active, completed, terminated or failed.");
  }
  return e;
}

Step read_advance(const Node& node, Findings& findings) {
  Step step;
  if (auto period = model::parse_period(node.text)) {
    step.body = AdvanceStep{*period};
  } else if (auto moment = parse_moment(node.text, default_zone)) {
    step.body = AdvanceToStep{*moment};
  } else {
    findings.error(node.span, "WF-TEST-004", "'" + node.text + "' is neither a duration nor a moment.",
                   "Write '6 working days', '48 h', or 2026-04-07T09:00+02:00.");
  }
  return step;
}

std::optional<Step> read_step(const Node& node, Findings& findings) {
  Keyed keys(node, "a step of 'do'", findings);
  if (!keys.is_mapping()) return std::nullopt;
  Step step;
  std::vector<std::string> verbs;
  const auto verb = [&](std::string_view name) {
    const Node* found = keys.get(name);
    if (found) verbs.emplace_back(name);
    return found;
  };
  if (const Node* n = verb("start")) step.body = read_start(*n, findings);
  for (const char* decision : {"complete", "approve", "reject"}) {
    const Node* n = verb(decision);
    if (!n) continue;
    CompleteStep complete{n->text, keys.text("as"), data_of(keys)};
    if (decision != std::string_view("complete") && complete.data.as_context()) {
      feel::Context data = *complete.data.as_context();
      data.set("outcome", decision);
      complete.data = std::move(data);
    }
    step.body = std::move(complete);
  }
  if (const Node* n = verb("claim")) step.body = ClaimStep{n->text, keys.text("as")};
  if (const Node* n = verb("advance")) step.body = read_advance(*n, findings).body;
  if (const Node* n = verb("job")) {
    if (auto answer = read_answer(keys)) step.body = AnswerStep{n->text, std::move(*answer)};
  }
  if (const Node* n = verb("set")) step.body = SetStep{formats::to_value(*n)};
  if (verb("retry")) step.body = RetryStep{};
  if (const Node* n = verb("cancel")) step.body = CancelStep{n->text};
  if (verb("run_until_idle")) step.body = RunUntilIdleStep{};
  if (const Node* n = verb("expect")) step.body = read_expectation(*n, findings);
  for (const auto& entry : node.entries) {
    if (std::find(std::begin(later_steps), std::end(later_steps), entry.key) == std::end(later_steps)) continue;
    findings.error(entry.key_span, "WF-TEST-007", "'" + entry.key + "' cannot be used in a test yet: this version has no " + entry.key + "s.");
    keys.get(entry.key);
    verbs.push_back(entry.key);
  }
  if (const Node* n = keys.get("refused")) {
    step.refused = n->kind != Node::Kind::boolean || n->boolean;
    if (n->kind == Node::Kind::string) step.refused_code = n->text;
  }
  step.where = node.span;
  keys.finish();
  if (verbs.size() == 1) return step;
  if (verbs.empty()) findings.error(node.span, "WF-TEST-008", "This step says nothing to do.", "Use one of complete, approve, reject, claim, advance, job, set, retry, cancel, start, expect, run_until_idle.");
  else findings.error(node.span, "WF-TEST-008", "A step does one thing, this one has " + joined(verbs, " and ") + ".");
  return std::nullopt;
}

std::vector<store::PersonRow> read_people(const Node* node, Findings& findings) {
  std::vector<store::PersonRow> people;
  if (!node) return people;
  Keyed keys(*node, "'people'", findings);
  for (const auto& entry : node->entries) {
    store::PersonRow person;
    person.id = entry.key;
    person.name = entry.key;
    person.roles = {store::RightsRole::user};
    if (entry.value.kind != Node::Kind::null) {
      Keyed about(entry.value, "person '" + entry.key + "'", findings);
      if (auto name = about.maybe_text("name")) person.name = *name;
      person.email = about.text("email");
      person.manager = about.text("manager");
      person.groups = about.texts("groups").value_or(std::vector<std::string>{});
      about.finish();
    }
    people.push_back(std::move(person));
  }
  return people;
}

struct FileParts {
  std::vector<store::PersonRow> people;
  feel::Value settings;
};

TestCase read_case(const Node& node, const FileParts& file, Findings& findings) {
  Keyed keys(node, "a case", findings);
  TestCase c;
  c.where = node.span;
  c.name = keys.text("name", true);
  c.now = read_moment(keys, "now");
  c.people = file.people;
  for (auto& person : read_people(keys.get("people"), findings)) {
    std::erase_if(c.people, [&](const auto& other) { return other.id == person.id; });
    c.people.push_back(std::move(person));
  }
  c.settings = keys.value("settings");
  if (c.settings.is_null()) c.settings = file.settings;
  if (const Node* start = keys.get("start")) {
    c.start = read_start(*start, findings);
    c.start_where = start->span;
  }
  if (const Node* jobs = keys.get("jobs")) {
    Keyed(*jobs, "'jobs'", findings);
    for (const auto& entry : jobs->entries) c.jobs[entry.key] = read_script(entry.value, findings);
  }
  if (const Node* steps = keys.get("do")) {
    if (steps->kind != Node::Kind::sequence) findings.error(steps->span, "WF-TEST-002", "'do' must be a list of steps.");
    for (const auto& item : steps->items) {
      if (auto step = read_step(item, findings)) c.steps.push_back(std::move(*step));
    }
  }
  if (const Node* expect = keys.get("expect")) c.expect = read_expectation(*expect, findings);
  keys.finish();
  const bool checks = c.expect || std::any_of(c.steps.begin(), c.steps.end(), [](const Step& s) {
                        return s.refused || std::holds_alternative<Expectation>(s.body);
                      });
  if (!checks) findings.error(node.span, "WF-TEST-009", "Case '" + c.name + "' expects nothing, so it could never fail.", "Add 'expect:'.");
  return c;
}

/// `relative` as written in the file at `path`; "../" steps are resolved.
std::string resolved(const std::string& path, std::string_view relative) {
  std::vector<std::string> parts;
  for (const auto part : split(path, '/')) parts.emplace_back(part);
  parts.pop_back();
  for (const auto part : split(relative, '/')) {
    if (part == "." || part.empty()) continue;
    if (part == ".." && !parts.empty() && parts.back() != "..") parts.pop_back();
    else parts.emplace_back(part);
  }
  return joined(parts, "/");
}

}  // namespace

ReadTest read_test_file(const formats::FileSource& files, const std::string& path, std::string_view display_root) {
  ReadTest read;
  const std::string shown = std::string(display_root) + path;
  auto text = files.read(path);
  if (!text) {
    Diagnostic d;
    d.code = "WF-TEST-010";
    d.file = shown;
    d.message = text.error().text;
    read.diagnostics.push_back(std::move(d));
    return read;
  }
  auto source = std::make_shared<const SourceText>(shown, std::move(*text));
  auto document = formats::read_document(source);
  read.diagnostics = std::move(document.diagnostics);
  if (!document.document || has_errors(read.diagnostics)) return read;
  Findings findings(*source, read.diagnostics);
  Keyed keys(document.document->root, "a test file", findings);
  TestFile file;
  file.source = source;
  if (const auto main = keys.text("test", true); !main.empty()) file.workflows.push_back(resolved(path, main));
  for (const auto& more : keys.texts("with").value_or(std::vector<std::string>{})) file.workflows.push_back(resolved(path, more));
  const FileParts parts{read_people(keys.get("people"), findings), keys.value("settings")};
  if (const Node* cases = keys.get("cases")) {
    if (cases->kind != Node::Kind::sequence) findings.error(cases->span, "WF-TEST-002", "'cases' must be a list.");
    for (const auto& item : cases->items) file.cases.push_back(read_case(item, parts, findings));
  } else if (keys.is_mapping()) {
    findings.error(keys.span(), "WF-TEST-003", "a test file needs the key 'cases'.");
  }
  keys.finish();
  if (!has_errors(read.diagnostics)) read.file = std::move(file);
  return read;
}

}  // namespace wf::sim
