// compile: what a workflow becomes, how it reads its files, and that no text breaks it.
#include "formats/compile.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <random>
#include <sstream>

#include "model/json_schema.hpp"

using namespace wf;
using namespace wf::formats;
using model::NodeKind;

namespace {

Compilation compile_text(std::string text, std::map<std::string, std::string> others = {}) {
  Bundle bundle;
  bundle.entry = "workflow.yaml";
  bundle.files = std::move(others);
  bundle.files["workflow.yaml"] = std::move(text);
  const BundleSource source(bundle);
  return compile(source, "workflow.yaml");
}

std::shared_ptr<const model::ProcessDefinition> accepted(const std::string& text, std::map<std::string, std::string> others = {}) {
  const auto compilation = compile_text(text, std::move(others));
  for (const auto& diagnostic : compilation.diagnostics) UNSCOPED_INFO(render_text(diagnostic));
  REQUIRE(compilation.definition != nullptr);
  return compilation.definition;
}

const model::FlowNode& node(const model::ProcessDefinition& definition, std::string_view id) {
  const auto index = definition.find_node(id);
  REQUIRE(index != model::no_index);
  return definition.node(index);
}

bool has_code(const Compilation& compilation, std::string_view code) {
  return std::any_of(compilation.diagnostics.begin(), compilation.diagnostics.end(),
                     [&](const Diagnostic& one) { return one.code == code; });
}

std::string read(const std::string& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

}  // namespace

TEST_CASE("a step falls through to the next and the last one to an implicit end") {
  const auto definition = accepted("workflow: w\nsteps:\n  - id: a\n    task: First\n  - id: b\n    task: Second\n");
  CHECK(definition->id == "w");
  CHECK(definition->find_flow("w.start__a") != model::no_index);
  CHECK(definition->find_flow("a__b") != model::no_index);
  CHECK(definition->find_flow("b__w.end") != model::no_index);
  CHECK(node(*definition, "a").kind == NodeKind::user_task);
  CHECK(node(*definition, "a").name == "First");
}

TEST_CASE("cases become conditional flows in their order and else the default") {
  const auto definition = accepted(R"(workflow: w
data: { amount: number }
steps:
  - id: pick
    choose: How much?
    cases:
      - if: amount > 10
        label: big
        steps:
          - id: ask
            task: Ask
      - if: amount > 5
        goto: done
      - else: little
  - id: rest
    task: Rest
  - id: done
    end: Done
)");
  const auto& pick = node(*definition, "pick");
  REQUIRE(pick.outgoing.size() == 3);
  CHECK(definition->flow(pick.outgoing[0]).id == "pick__ask");
  CHECK(definition->flow(pick.outgoing[0]).name == "big");
  CHECK(definition->flow(pick.outgoing[0]).condition->text == "amount > 10");
  CHECK(definition->flow(pick.outgoing[1]).id == "pick__done");
  CHECK(definition->flow(pick.outgoing[2]).id == "pick__rest");
  CHECK(pick.default_flow == pick.outgoing[2]);
  CHECK(definition->find_flow("ask__rest") != model::no_index);
}

TEST_CASE("branches of a parallel step meet in a derived join") {
  const auto definition = accepted(R"(workflow: w
steps:
  - id: both
    parallel: Both
    branches:
      - steps: [ { id: a, task: A } ]
      - steps: [ { id: b, task: B, next: done } ]
      - steps: [ { id: c, task: C } ]
  - id: done
    end: Done
)");
  CHECK(node(*definition, "both").outgoing.size() == 3);
  const auto& join = node(*definition, "both.join");
  CHECK(join.kind == NodeKind::parallel_gateway);
  CHECK(join.incoming.size() == 2);
  CHECK(definition->find_flow("b__done") != model::no_index);
  CHECK(definition->find_flow("both.join__done") != model::no_index);
}

TEST_CASE("a parallel step that can be reached in two ways does not wait for both") {
  const auto definition = accepted(R"(workflow: w
steps:
  - id: ask
    task: Ask
    instead:
      - id: late
        after: 5 days
  - id: both
    parallel: Both
    branches:
      - steps: [ { id: a, task: A } ]
      - steps: [ { id: b, task: B } ]
  - id: done
    end: Done
)");
  CHECK(node(*definition, "both").incoming.size() == 1);
  CHECK(node(*definition, "both.merge").kind == NodeKind::exclusive_gateway);
  CHECK(node(*definition, "both.merge").incoming.size() == 2);
}

TEST_CASE("instead goes on where the step would have gone, meanwhile ends by itself") {
  const auto definition = accepted(R"(workflow: w
steps:
  - id: ask
    task: Ask
    next: done
    meanwhile:
      - id: slow
        after: 2 days
        steps: [ { id: remind, manual: Remind } ]
    instead:
      - id: late
        after: 5 days
        steps: [ { id: decide, task: Decide } ]
      - id: broken
        error: any
  - id: done
    end: Done
)");
  CHECK(definition->find_flow("ask__done") != model::no_index);
  CHECK(definition->find_flow("decide__done") != model::no_index);
  CHECK(definition->find_flow("broken__done") != model::no_index);
  CHECK(definition->find_flow("remind__slow.end") != model::no_index);
  CHECK_FALSE(node(*definition, "slow").interrupting);
  CHECK(node(*definition, "late").interrupting);
  CHECK(node(*definition, "late").timer->constant == model::Period{0, 5, 0, 0});
  CHECK(node(*definition, "broken").error->code.empty());
  CHECK(node(*definition, "ask").boundary_events.size() == 3);
}

TEST_CASE("a sub-process has a start and an end of its own") {
  const auto definition = accepted(R"(workflow: w
steps:
  - id: sub
    subprocess: Inner
    steps:
      - id: a
        task: A
)");
  const auto& sub = node(*definition, "sub");
  CHECK(sub.kind == NodeKind::sub_process);
  CHECK(definition->node(sub.start).id == "sub.start");
  CHECK(definition->find_flow("sub.start__a") != model::no_index);
  CHECK(definition->find_flow("a__sub.end") != model::no_index);
  CHECK(definition->node(node(*definition, "a").parent).id == "sub");
}

TEST_CASE("people, forms and outcomes of an approval are resolved") {
  const auto definition = accepted(R"(workflow: w
roles: { head: = manager of(starter), office: group:office }
steps:
  - id: ok
    approve: Decide
    by: head
    not_by: [ office, person:anna ]
    form: forms/approval.json
    due: 3 days
    priority: 7
    out: { says: = outcome, note: = remark }
)",
                                   {{"forms/approval.json", R"({"type":"object","properties":{"outcome":{"enum":["yes","no"]},"remark":{"type":"string"}}})"}});
  const auto& ok = node(*definition, "ok");
  REQUIRE(ok.user_task.has_value());
  CHECK(ok.user_task->approval);
  CHECK(ok.user_task->outcomes == std::vector<std::string>{"yes", "no"});
  CHECK(ok.user_task->by.formula.text == "manager of(starter)");
  REQUIRE(ok.user_task->not_by.size() == 2);
  CHECK(ok.user_task->not_by[0].constant == feel::Value("group:office"));
  CHECK(ok.user_task->form == "forms/approval.json");
  CHECK(definition->forms.at("forms/approval.json").schema != nullptr);
  CHECK(ok.user_task->priority.constant == feel::Value(7));
  CHECK(ok.out.size() == 2);
}

TEST_CASE("calls become jobs with their input, retries and time limit") {
  const auto definition = accepted(R"(workflow: w
steps:
  - id: web
    call: Web
    http: { method: POST, url: = settings.url, headers: { accept: "*/*" }, body: { a: 1 } }
    timeout: 20 s
    retry: { times: 5, wait: 10 s, grow: 3, at_most: 1 min, jitter: 0 }
    out: { status: = response.status }
  - id: worker
    call: Worker
    job: print-letter
    with: { to: = starter.name }
    out: { number: = letter_number }
)");
  const auto& web = node(*definition, "web");
  CHECK(web.kind == NodeKind::service_task);
  CHECK(web.job->type == "http");
  CHECK(web.job->timeout_ms == 20'000);
  CHECK(web.job->retry.times == 5);
  CHECK(web.job->retry.wait_ms == 10'000);
  CHECK(web.job->retry.grow == 3.0);
  CHECK(web.job->retry.at_most_ms == 60'000);
  CHECK(web.job->retry.jitter == 0.0);
  CHECK(web.job->input.members.front().first == "method");
  const auto& worker = node(*definition, "worker");
  CHECK(worker.job->type == "print-letter");
  CHECK(worker.job->retry.times == 0);
  CHECK(worker.job->input.members.front().second.formula.text == "starter.name");
}

TEST_CASE("inline fields are a form whose fields are required and checked") {
  const auto definition = accepted(R"(workflow: w
start:
  - id: begin
    form: Begin
    fields:
      total: number
      day: date
      note: { type: text, optional: true, maxLength: 5 }
    into: request
steps:
  - id: pick
    choose: Much?
    cases:
      - if: request.total > 5
        steps: [ { id: a, task: A } ]
      - else: no
)");
  const auto& form = definition->forms.at("begin.fields");
  const auto problems_of = [&](feel::Context data) { return form.schema->validate(feel::Value(std::move(data))).size(); };
  CHECK(problems_of({{"total", feel::Value(1)}, {"day", feel::Value("2026-01-05")}}) == 0);
  CHECK(problems_of({{"total", feel::Value(1)}}) == 1);
  CHECK(problems_of({{"total", feel::Value(1)}, {"day", feel::Value("tomorrow")}}) == 1);
  CHECK(problems_of({{"total", feel::Value(1)}, {"day", feel::Value("2026-01-05")}, {"note", feel::Value("too long")}}) == 1);
  CHECK(node(*definition, "begin").into == "request");
}

TEST_CASE("a calendar is found by its name and read") {
  const auto definition = accepted("workflow: w\ncalendar: office\nsteps:\n  - id: a\n    task: A\n    due: 2 working days\n",
                                   {{"calendars/office.yaml", "calendar: office\nworking_week: [monday, tuesday]\ndays_off: [2026-01-06]\n"}});
  REQUIRE(definition->calendar.has_value());
  CHECK(definition->calendar->name == "office");
  CHECK(definition->calendar->is_working_day({2026, 1, 5}));
  CHECK_FALSE(definition->calendar->is_working_day({2026, 1, 6}));
  CHECK_FALSE(definition->calendar->is_working_day({2026, 1, 7}));
}

TEST_CASE("schemas may refer to other files, and all files make up the bundle and the digest") {
  const std::string workflow = "workflow: w\ndata: { request: forms/request.json }\nsteps:\n  - id: a\n    set: Set\n    values: { city: = request.place.city }\n";
  const std::map<std::string, std::string> files = {
      {"forms/request.json", R"({"type":"object","properties":{"place":{"$ref":"parts/place.json"}}})"},
      {"forms/parts/place.json", R"({"type":"object","properties":{"city":{"type":"string"}}})"},
      {"forms/unused.json", "{}"}};
  const auto first = compile_text(workflow, files);
  for (const auto& diagnostic : first.diagnostics) UNSCOPED_INFO(render_text(diagnostic));
  REQUIRE(first.definition != nullptr);
  CHECK(first.bundle.files.size() == 3);
  CHECK(first.definition->files.front() == "workflow.yaml");
  CHECK(first.definition->digest.size() == 64);
  CHECK(compile_text(workflow, files).definition->digest == first.definition->digest);
  auto changed = files;
  changed["forms/parts/place.json"] += "\n";
  CHECK(compile_text(workflow, changed).definition->digest != first.definition->digest);
  const BundleSource again(first.bundle);
  CHECK(compile(again, first.bundle.entry).definition->digest == first.definition->digest);
}

TEST_CASE("files are named relative to the workflow and shown below the display root") {
  Bundle bundle;
  bundle.files["flows/leave/workflow.yaml"] = "workflow: w\nsteps:\n  - id: a\n    task: A\n    form: ../shared/a.json\n";
  bundle.files["flows/shared/a.json"] = "{ \"type\": 5 }";
  const auto compilation = compile(BundleSource(bundle), "flows/leave/workflow.yaml", "project/");
  REQUIRE_FALSE(compilation.diagnostics.empty());
  CHECK(compilation.diagnostics.front().file == "project/flows/shared/a.json");
  CHECK(compilation.diagnostics.front().code == "WF-DATA-001");
}

TEST_CASE("limits of steps, variables and findings are named, not suffered") {
  std::string many = "workflow: w\nsteps:\n";
  for (int i = 0; i < 2'001; ++i) many += "  - { id: s" + std::to_string(i) + ", task: T }\n";
  CHECK(has_code(compile_text(many), "WF-LANG-091"));
  std::string names = "workflow: w\nsteps:\n  - id: s\n    set: S\n    values:\n";
  for (int i = 0; i < 1'001; ++i) names += "      v" + std::to_string(i) + ": 1\n";
  CHECK(has_code(compile_text(names), "WF-LANG-092"));
  std::string faults = "workflow: w\nsteps:\n";
  for (int i = 0; i < 600; ++i) faults += "  - { id: s, task: T, bogus: 1 }\n";
  const auto compilation = compile_text(faults);
  CHECK(compilation.diagnostics.size() == 501);
  CHECK(has_code(compilation, "WF-LANG-090"));
  std::string files = "workflow: w\ndata:\n";
  std::map<std::string, std::string> schemas;
  for (int i = 0; i < 501; ++i) {
    files += "  v" + std::to_string(i) + ": s" + std::to_string(i) + ".json\n";
    schemas["s" + std::to_string(i) + ".json"] = "{}";
  }
  CHECK(has_code(compile_text(files + "steps: [ { id: a, task: A } ]\n", schemas), "WF-FILE-004"));
}

namespace {

/// The fenced YAML blocks of a page; none where the page is not at hand.
std::vector<std::string> yaml_blocks(const std::string& page) {
  std::vector<std::string> blocks;
  const std::string text = read(page), fence = "```yaml\n";
  for (std::size_t at = text.find(fence); at != std::string::npos; at = text.find(fence, at)) {
    const std::size_t begin = at + fence.size(), end = text.find("```", begin);
    blocks.push_back(text.substr(begin, end - begin));
    at = end;
  }
  return blocks;
}

}  // namespace

TEST_CASE("the examples of the language page are refused only for the words that cannot run yet") {
  const std::string page = "../shared/design/language.md";
  const auto blocks = yaml_blocks(page);
  if (blocks.size() < 2) {
    std::cout << page << " not found: skipped\n";
    return;
  }
  const auto compilation = compile_text(blocks[0], {
      {"forms/travel-request.schema.json", R"({"type":"object","properties":{"total":{"type":"number"},"number":{"type":"string"},"travellers":{"type":"array"}}})"},
      {"forms/approval.schema.json", R"({"type":"object","properties":{"outcome":{"enum":["approve","reject","change"]}}})"},
      {"schemas/booking.schema.json", R"({"type":"object","properties":{"number":{"type":"number"}}})"},
      {"calendars/university.yaml", "calendar: university\ndays_off: [2026-01-01]\n"}});
  CHECK(compilation.diagnostics.size() > 5);
  for (const auto& diagnostic : compilation.diagnostics) {
    INFO(render_text(diagnostic));
    CHECK(diagnostic.code == "WF-LANG-013");
  }
  std::string graph = "workflow: any-graph\ndata: { amount: number, again: boolean }\n" + blocks[1];
  const auto inclusive = graph.find("inclusive");
  REQUIRE(inclusive != std::string::npos);
  graph.replace(inclusive, 9, "exclusive");
  CHECK(compile_text(graph).definition != nullptr);
}

TEST_CASE("no mutilation of a good workflow breaks the compiler or points outside the file") {
  std::mt19937 random(20'260'105);
  const auto pick = [&](std::size_t below) { return static_cast<std::size_t>(random() % below); };
  std::vector<std::string> lines;
  std::istringstream stream(read("tests/lint/good_everything.yaml"));
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  REQUIRE(lines.size() > 50);
  const DirectorySource disk("tests/lint");
  for (int round = 0; round < 400; ++round) {
    auto mutilated = lines;
    for (std::size_t times = 1 + pick(4); times > 0; --times) {
      const std::size_t at = pick(mutilated.size()), other = pick(mutilated.size());
      switch (pick(5)) {
        case 0: mutilated.erase(mutilated.begin() + static_cast<std::ptrdiff_t>(at)); break;
        case 1: mutilated.insert(mutilated.begin() + static_cast<std::ptrdiff_t>(at), mutilated[other]); break;
        case 2: std::swap(mutilated[at], mutilated[other]); break;
        case 3: mutilated[at] = mutilated[at].substr(0, pick(mutilated[at].size() + 1)); break;
        default: mutilated.resize(std::max<std::size_t>(at, 2)); break;
      }
    }
    std::string text;
    for (const auto& line : mutilated) text += line + "\n";
    Bundle bundle;
    bundle.files["good.yaml"] = text;
    for (const std::string name : {"forms/request.json", "forms/approval.json", "calendars/office.yaml"}) {
      bundle.files[name] = read("tests/lint/" + name);
    }
    const auto compilation = compile(BundleSource(bundle), "good.yaml");
    CHECK((compilation.definition != nullptr) != has_errors(compilation.diagnostics));
    for (const auto& diagnostic : compilation.diagnostics) {
      INFO(text << "\n" << render_text(diagnostic));
      REQUIRE(bundle.files.contains(diagnostic.file));
      const SourceText source(diagnostic.file, bundle.files[diagnostic.file]);
      CHECK(diagnostic.begin.line <= source.line_count());
      CHECK(diagnostic.begin.column <= source.line(diagnostic.begin.line).size() + 1);
      CHECK(diagnostic.begin <= diagnostic.end);
    }
  }
}
