// The published schemas say what the program accepts: the same keys at the same places, the same words, all explained.
#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/text.hpp"
#include "examples/files.hpp"
#include "formats/compile.hpp"
#include "formats/lower/vocabulary.hpp"
#include "model/json_schema.hpp"
#include "sim/test_file.hpp"

using namespace wf;
using examples::value_of;
using formats::PlaceOf;
namespace fs = std::filesystem;
using Names = std::set<std::string>;

namespace {

feel::Value schema_document(const std::string& name) { return value_of("schemas/" + name + ".schema.json"); }

/// The value at a path such as "definitions/step_task".
feel::Value at(feel::Value value, std::string_view path) {
  for (const auto part : split(path, '/')) {
    const auto* list = value.as_list();
    value = list != nullptr ? (*list)[static_cast<std::size_t>(part.front() - '0')] : value.member(part);
  }
  return value;
}

Names member_names(const feel::Value& context) {
  Names names;
  REQUIRE(context.as_context());
  for (const auto& entry : context.as_context()->entries()) names.insert(std::string(entry.name));
  return names;
}

Names texts_of(const feel::Value& list) {
  Names names;
  REQUIRE(list.as_list());
  for (const auto& item : *list.as_list()) names.insert(std::string(item.text()));
  return names;
}

/// "types: string, text" or "Known keys: a, b." → the words.
Names words_behind(const std::string& help, std::string_view head) {
  const auto begin = help.find(head);
  INFO(help);
  REQUIRE(begin != std::string::npos);
  Names words;
  std::string list = help.substr(begin + head.size());
  if (list.ends_with('.')) list.pop_back();
  for (const auto word : split(list, ',')) words.insert(std::string(trimmed(word)));
  return words;
}

/// The help of the only finding with `code` in a workflow whose text is `text`.
std::string help_of(const std::string& text, std::string_view code) {
  const formats::Bundle bundle{"w.yaml", {{"w.yaml", text}}};
  for (const auto& one : formats::compile(formats::BundleSource(bundle), "w.yaml").diagnostics) {
    if (one.code == code) return one.help;
  }
  FAIL("no finding " << code << " in\n" << text);
  return {};
}

/// Walks all subschemas; `see(pointer, schema)`.
template <class See>
void walk(const feel::Value& value, const std::string& pointer, const See& see) {
  if (const auto* list = value.as_list()) {
    for (std::size_t i = 0; i < list->size(); ++i) walk((*list)[i], pointer + "/" + std::to_string(i), see);
  }
  const auto* context = value.as_context();
  if (context == nullptr) return;
  see(pointer, value);
  for (const auto& entry : context->entries()) {
    const bool is_data = entry.name == "examples" || entry.name == "default" || entry.name == "enum";
    if (!is_data) walk(entry.value, pointer + "/" + std::string(entry.name), see);
  }
}

bool is_explained(const feel::Value& document, const feel::Value& schema) {
  if (schema.member("description").as_string()) return true;
  const auto reference = schema.member("$ref");
  constexpr std::string_view head = "#/";
  return reference.as_string() && reference.text().starts_with(head) && at(document, reference.text().substr(head.size())).member("description").as_string();
}

const std::vector<std::string>& all_schemas() {
  static const std::vector<std::string> names = {"workflow", "test", "calendar", "config"};
  return names;
}

}  // namespace

TEST_CASE("the workflow schema has exactly the keys that the program reads, at each place") {
  const auto schema = schema_document("workflow");
  const std::vector<std::pair<PlaceOf, std::vector<std::string>>> places = {
      {PlaceOf::workflow, {"properties"}},
      {PlaceOf::start, {"definitions/start/properties"}},
      {PlaceOf::task, {"definitions/step_task/properties"}},
      {PlaceOf::approve, {"definitions/step_approve/properties"}},
      {PlaceOf::manual, {"definitions/step_manual/properties"}},
      {PlaceOf::call, {"definitions/step_call/properties"}},
      {PlaceOf::set, {"definitions/step_set/properties"}},
      {PlaceOf::choose, {"definitions/step_choose/properties"}},
      {PlaceOf::parallel, {"definitions/step_parallel/properties"}},
      {PlaceOf::wait, {"definitions/step_wait/properties"}},
      {PlaceOf::subprocess, {"definitions/step_subprocess/properties"}},
      {PlaceOf::end, {"definitions/step_end/properties"}},
      {PlaceOf::gateway, {"definitions/step_gateway/properties"}},
      {PlaceOf::choose_case, {"definitions/case/properties"}},
      {PlaceOf::branch, {"definitions/branch/properties"}},
      {PlaceOf::boundary, {"definitions/meanwhile/properties", "definitions/instead/properties"}},
      {PlaceOf::retry, {"definitions/retry/properties"}},
      {PlaceOf::http, {"definitions/http/properties"}},
      {PlaceOf::arc, {"definitions/arc/properties"}},
      {PlaceOf::calendar, {"definitions/calendar/properties"}},
  };
  CHECK(places.size() == static_cast<std::size_t>(PlaceOf::day_off));  // the last place has shapes of its own, below
  for (const auto& [place, paths] : places) {
    const auto& read_by_program = formats::place_of(place);
    INFO(read_by_program.what);
    Names described;
    for (const auto& path : paths) described.merge(member_names(at(schema, path)));
    CHECK(described == Names(read_by_program.keys.begin(), read_by_program.keys.end()));
  }
  const auto calendar = schema_document("calendar");
  const auto& keys = formats::place_of(PlaceOf::calendar).keys;
  CHECK(member_names(calendar.member("properties")) == Names(keys.begin(), keys.end()));
  CHECK(at(calendar, "properties") == at(schema, "definitions/calendar/properties"));
  Names of_day_off;
  walk(at(calendar, "properties/days_off"), "", [&](const std::string& pointer, const feel::Value& one) {
    if (pointer.ends_with("/properties")) of_day_off.merge(member_names(one));
  });
  const auto& day_off = formats::place_of(PlaceOf::day_off).keys;
  CHECK(of_day_off == Names(day_off.begin(), day_off.end()));
}

TEST_CASE("the workflow schema offers exactly the verbs that run") {
  const auto schema = schema_document("workflow");
  Names offered, built;
  for (const auto& one : *at(schema, "definitions/step/oneOf").as_list()) {
    offered.insert(std::string(one.member("$ref").text()).substr(std::string("#/definitions/step_").size()));
  }
  for (const auto& verb : formats::verbs()) {
    if (verb.built) built.insert(std::string(verb.name));
  }
  CHECK(offered == built);
  for (const auto& verb : offered) {
    INFO(verb);
    CHECK(texts_of(at(schema, "definitions/step_" + verb + "/required")).contains(verb));
    CHECK(texts_of(at(schema, "definitions/step_" + verb + "/required")).contains("id"));
  }
}

TEST_CASE("the workflow schema offers exactly the words that the program knows") {
  const auto schema = schema_document("workflow");
  const std::string head = "workflow: w\n", steps = "steps:\n  - id: a\n    task: A\n";
  CHECK(texts_of(at(schema, "definitions/field_type/enum")) == words_behind(help_of(head + steps + "    fields: { a: zzzzzz }\n", "WF-LANG-019"), "types: "));
  CHECK(texts_of(at(schema, "definitions/http/properties/method/enum")) ==
        Names{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"});
  const auto methods = help_of(head + "steps:\n  - id: a\n    call: A\n    http: { method: ZZZ, url: \"https://a.example\" }\n", "WF-LANG-019");
  CHECK(texts_of(at(schema, "definitions/http/properties/method/enum")) == words_behind(methods, "write one of "));
  CHECK(texts_of(at(schema, "definitions/step_gateway/properties/gateway/enum")) == Names{"exclusive", "parallel"});
  const auto type_words = words_behind(help_of(head + "data: { a: zzzzzz }\n" + steps, "WF-LANG-019"), "types: ");
  Names offered;
  for (const auto& one : *at(schema, "definitions/data_type/anyOf").as_list()) {
    if (!one.member("enum").is_null()) offered.merge(texts_of(one.member("enum")));
  }
  for (const auto& word : offered) CHECK(type_words.contains(word));
}

TEST_CASE("the bounds of numbers in the workflow schema are those of the program") {
  const auto schema = schema_document("workflow");
  struct Bound {
    std::string path, head;
  };
  const std::string call = "workflow: w\nsteps:\n  - id: a\n    call: A\n    job: x\n    retry: { ";
  const std::vector<Bound> bounds = {{"definitions/retry/properties/times", call + "times: "},
                                     {"definitions/retry/properties/grow", call + "grow: "},
                                     {"definitions/retry/properties/jitter", call + "jitter: "},
                                     {"definitions/step_task/properties/priority/anyOf/0", "workflow: w\nsteps:\n  - id: a\n    task: A\n    priority: "}};
  const auto is_accepted = [](const std::string& text) {
    const formats::Bundle bundle{"w.yaml", {{"w.yaml", text}}};
    return formats::compile(formats::BundleSource(bundle), "w.yaml").definition != nullptr;
  };
  for (const auto& bound : bounds) {
    INFO(bound.path);
    const auto place = at(schema, bound.path);
    REQUIRE((place.member("minimum").as_number() && place.member("maximum").as_number()));
    const auto low = *place.member("minimum").as_number()->to_int64(), high = *place.member("maximum").as_number()->to_int64();
    const std::string tail = bound.head.find('{') == std::string::npos ? "\n" : " }\n";
    CHECK(is_accepted(bound.head + std::to_string(low) + tail));
    CHECK(is_accepted(bound.head + std::to_string(high) + tail));
    CHECK_FALSE(is_accepted(bound.head + std::to_string(low - 1) + tail));
    CHECK_FALSE(is_accepted(bound.head + std::to_string(high + 1) + tail));
  }
}

TEST_CASE("every key of the published schemas is explained") {
  for (const auto& name : all_schemas()) {
    INFO(name);
    const auto document = schema_document(name);
    CHECK(document.member("title").as_string());
    walk(document, "", [&](const std::string& pointer, const feel::Value& one) {
      const auto* properties = one.member("properties").as_context();
      const bool is_schema = properties != nullptr && !pointer.ends_with("/properties");
      if (!is_schema) return;
      for (const auto& entry : properties->entries()) {
        INFO(pointer << "/" << entry.name);
        CHECK(is_explained(document, entry.value));
      }
    });
  }
}

TEST_CASE("every example value of the published schemas is one that they accept") {
  for (const auto& name : all_schemas()) {
    INFO(name);
    const auto document = schema_document(name);
    // One schema with a property for each place, so that it is compiled once.
    feel::Context places;
    std::vector<std::pair<std::string, feel::Value>> examples;
    walk(document, "", [&](const std::string& pointer, const feel::Value& one) {
      const auto* values = one.member("examples").as_list();
      if (values == nullptr || pointer.ends_with("/properties")) return;
      places.set(pointer, one);
      for (const auto& value : *values) examples.emplace_back(pointer, value);
    });
    const auto definitions = document.member("definitions");
    const auto compiled = model::JsonSchema::compile(feel::Context{{"$schema", document.member("$schema")},
                                                                   {"definitions", definitions.is_null() ? feel::Value(feel::Context{}) : definitions},
                                                                   {"properties", std::move(places)}});
    REQUIRE(compiled.schema);
    CHECK(examples.size() > 5);
    for (const auto& [pointer, value] : examples) {
      for (const auto& problem : compiled.schema->validate(feel::Context{{pointer, value}})) FAIL_CHECK(problem.pointer << ": " << problem.message);
    }
  }
}

TEST_CASE("the schema accepts the good workflows of the lint corpus and refuses those of a wrong shape") {
  const auto compiled = model::JsonSchema::compile(schema_document("workflow"));
  REQUIRE(compiled.schema);
  const std::vector<std::string> wrong_shape = {"lang_001", "lang_002", "lang_003", "lang_004", "lang_005", "lang_006", "lang_007",
                                                "lang_008", "lang_013", "lang_014", "lang_016", "lang_019", "lang_020", "lang_021", "lang_022"};
  std::size_t good = 0, refused = 0;
  for (const auto& entry : fs::directory_iterator("tests/lint")) {
    const std::string file = entry.path().generic_string(), name = entry.path().filename().string();
    if (!name.ends_with(".yaml") && !name.ends_with(".toml")) continue;
    INFO(file);
    const bool is_good = name.starts_with("good_");
    const bool is_wrong = std::any_of(wrong_shape.begin(), wrong_shape.end(), [&](const auto& start) { return name.starts_with(start); });
    if (!is_good && !is_wrong) continue;
    const auto problems = compiled.schema->validate(value_of(file));
    for (const auto& problem : problems) UNSCOPED_INFO(problem.pointer << ": " << problem.message);
    CHECK(problems.empty() == is_good);
    ++(is_good ? good : refused);
  }
  CHECK(good >= 3);
  CHECK(refused >= wrong_shape.size());
}

TEST_CASE("the schema of test files has exactly the keys that the program reads, at each place") {
  const auto schema = schema_document("test");
  const std::string head = "test: w.yaml\ncases:\n  - name: a\n    expect: { state: active }\n";
  struct Place {
    std::string text, path;
  };
  std::vector<Place> places = {
      {"zzzz: 1\n" + head, "properties"},
      {"people: { anna: { zzzz: 1 } }\n" + head, "definitions/people/additionalProperties/anyOf/1/properties"},
      {head + "    zzzz: 1\n", "definitions/case/properties"},
      {head + "    start: { zzzz: 1 }\n", "definitions/start/properties"},
      {head + "    jobs: { a: { returns: 1, zzzz: 1 } }\n", "definitions/answer/properties"},
      {head + "    jobs: { a: { fail: { zzzz: 1 } } }\n", "definitions/answer/properties/fail/anyOf/1/properties"},
      {head + "    jobs: { a: { error: { code: A, zzzz: 1 } } }\n", "definitions/answer/properties/error/anyOf/1/properties"},
      {head + "    do: [ { expect: { zzzz: 1 } } ]\n", "definitions/expect/properties"},
  };
  const auto known_keys = [](const std::string& text) {
    const formats::Bundle bundle{"w.test.yaml", {{"w.test.yaml", text}}};
    for (const auto& one : sim::read_test_file(formats::BundleSource(bundle), "w.test.yaml").diagnostics) {
      if (one.code == "WF-TEST-001") return words_behind(one.help, "Known keys: ");
    }
    FAIL("no unknown key was reported in\n" << text);
    return Names{};
  };
  const auto properties_at = [&](const std::string& path) { return member_names(at(schema, path)); };
  for (const auto& place : places) {
    INFO(place.text);
    CHECK(known_keys(place.text) == properties_at(place.path));
  }
  // Steps: each verb with exactly the keys that are read beside it.
  std::map<std::string, Names> steps;
  for (const auto& one : *at(schema, "definitions/step/oneOf").as_list()) {
    const auto required = texts_of(one.member("required"));
    REQUIRE(required.size() == 1);
    steps[*required.begin()] = member_names(one.member("properties"));
  }
  for (const auto& [verb, keys] : steps) {
    INFO(verb);
    Names known = known_keys(head + "    do: [ { " + verb + ": 1, zzzz: 1 } ]\n");
    for (const auto& [other, ignored] : steps) CHECK(known.erase(other) == 1);
    known.insert(verb);
    CHECK(known == keys);
  }
}

TEST_CASE("every setting that the schema of wf.toml describes is read by wfd") {
  const std::string program = examples::text_of("cmd/wfd/config.cpp");
  std::size_t settings = 0;
  walk(schema_document("config"), "", [&](const std::string& pointer, const feel::Value& one) {
    const auto* properties = one.member("properties").as_context();
    if (properties == nullptr || pointer.ends_with("/properties")) return;
    for (const auto& entry : properties->entries()) {
      INFO(pointer << "/" << entry.name);
      ++settings;
      CHECK(program.find("member(\"" + std::string(entry.name) + "\")") != std::string::npos);
    }
  });
  CHECK(settings >= 10);
}
