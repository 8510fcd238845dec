// Input meant to hurt: each text is refused or read. The work is bounded by limits that are counted here (values, depth,
// findings, bytes of a message); the time is printed only.
#include <catch2/catch.hpp>

#include <chrono>
#include <cstdio>

#include "formats/diagnostic_codes.hpp"
#include "formats/document.hpp"

namespace {

std::string repeated(std::string_view part, std::size_t times) {
  std::string out;
  out.reserve(part.size() * times);
  for (std::size_t i = 0; i < times; ++i) out += part;
  return out;
}

std::string indented_levels(std::size_t count) {
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += std::string(i, ' ') + "a:\n";
  return out;
}

struct HostileText {
  const char* name;
  std::string text;
  const char* code;  ///< of a finding that must be there; empty: it is only read
};

std::vector<HostileText> hostile_yaml() {
  return {
      {"10,000 brackets", repeated("[", 10'000), "WF-YAML-021"},
      {"10,000 braces", repeated("{a: ", 10'000), "WF-YAML-021"},
      {"190,000 brackets", repeated("[", 190'000), "WF-YAML-021"},
      {"10,000 list levels on a line", repeated("- ", 10'000), "WF-YAML-021"},
      {"600 block levels", indented_levels(600), "WF-YAML-021"},
      {"10,000 block levels", indented_levels(10'000), "WF-YAML-020"},
      {"10,000 question marks", repeated("? ", 10'000), "WF-YAML-021"},
      {"brackets over lines", repeated(repeated("[", 90) + "\n", 2'100), "WF-YAML-021"},
      {"95,000 items in brackets", "[" + repeated("a,", 95'000) + "]", "WF-YAML-022"},
      {"items in brackets over lines", "[" + repeated("a,\n", 65'000) + "]", "WF-YAML-022"},
      {"39,000 keys", repeated("a: b\n", 39'000), "WF-YAML-022"},
      {"9,000 equal keys", repeated("k: 1\n", 9'000), "WF-YAML-003"},
      {"9,000 equal keys in braces on one line", "{" + repeated("k: 1, ", 4'900) + "}", "WF-YAML-003"},
      {"one long word", repeated("x", 190'000), ""},
      {"one long quote", "a: \"" + repeated("x", 190'000), "WF-YAML-013"},
      {"unclosed brace and words", "{" + repeated("a ", 95'000), "WF-YAML-001"},
      {"braces and lines of words", repeated("{\n", 99) + repeated("a\n", 95'000), "WF-YAML-001"},
      {"65,000 anchors", repeated("&a ", 65'000), "WF-YAML-004"},
      {"65,000 aliases", "[" + repeated("*a ", 65'000), "WF-YAML-004"},
      {"anchors in lines", repeated("a: &x b\n", 9'000), "WF-YAML-004"},
      {"an alias bomb", "a: &a [x,x]\nb: &b [*a,*a]\nc: &c [*b,*b]\nd: [*c,*c]\n", "WF-YAML-004"},
      {"documents", repeated("---\n", 48'000), "WF-YAML-007"},
      {"directives", repeated("%a\n", 65'000), "WF-YAML-014"},
      {"comments", repeated("#", 190'000), "WF-YAML-017"},
      {"tabs", repeated("\t", 190'000), "WF-YAML-002"},
      {"line breaks", repeated("\n", 190'000), "WF-YAML-017"},
      {"10 MB", repeated("x", 10'000'000), "WF-YAML-020"},
      {"two keys on a line", "a: " + repeated("b: ", 10'000), "WF-YAML-022"},
  };
}

std::vector<HostileText> hostile_json() {
  return {
      {"10,000 brackets", repeated("[", 10'000), "WF-JSON-021"},
      {"10,000 braces", repeated("{\"a\":", 10'000), "WF-JSON-021"},
      {"95,000 items", "[" + repeated("1,", 95'000), "WF-JSON-022"},
      {"9,000 equal keys on one line", "{" + repeated("\"k\":1,", 9'000) + "\"k\":1}", "WF-JSON-003"},
      {"a number of 190,000 digits", repeated("1", 190'000), ""},
      {"10 MB", repeated("x", 10'000'000), "WF-JSON-020"},
  };
}

std::vector<HostileText> hostile_toml() {
  return {
      {"10,000 brackets", "a = " + repeated("[", 10'000), "WF-TOML-021"},
      {"10,000 braces", "a = " + repeated("{b = ", 10'000), "WF-TOML-021"},
      {"a key of 98,000 parts", repeated("a.", 98'000) + "b = 1", "WF-TOML-021"},
      {"a quoted key of 48,000 parts", repeated("\"a\".", 48'000) + "b = 1", "WF-TOML-021"},
      {"a header of 98,000 parts", "[" + repeated("a.", 98'000) + "b]", "WF-TOML-021"},
      {"95,000 items", "a = [" + repeated("1,", 95'000) + "]", "WF-TOML-022"},
      {"32,000 tables", repeated("[[a]]\n", 32'000), "WF-TOML-022"},
      {"10 MB", repeated("x", 10'000'000), "WF-TOML-020"},
  };
}

struct Size {
  std::size_t values = 0, depth = 0;
};

/// Values of a tree and its greatest depth; iterative, so that a tree that is too deep is measured too.
Size size_of(const wf::formats::Node& root) {
  Size size;
  std::vector<std::pair<const wf::formats::Node*, std::size_t>> open = {{&root, 1}};
  while (!open.empty()) {
    const auto [node, depth] = open.back();
    open.pop_back();
    ++size.values;
    size.depth = std::max(size.depth, depth);
    for (const auto& item : node->items) open.emplace_back(&item, depth + 1);
    for (const auto& entry : node->entries) open.emplace_back(&entry.value, depth + 1);
  }
  return size;
}

void check_bounds(const wf::formats::ReadResult& result) {
  constexpr std::size_t most_findings = 50, most_bytes_of_a_message = 2'000;
  const wf::formats::ReadLimits limits;
  if (result.document) {
    const Size size = size_of(result.document->root);
    CHECK(size.values <= limits.nodes + 1);
    CHECK(size.depth <= limits.depth + 1);
  }
  CHECK(result.diagnostics.size() <= most_findings);
  for (const auto& found : result.diagnostics) CHECK(wf::render_text(found).size() <= most_bytes_of_a_message);
}

void read_all(const std::vector<HostileText>& texts, const std::string& file) {
  for (const HostileText& hostile : texts) {
    const auto source = std::make_shared<wf::SourceText>(file, hostile.text);
    const auto before = std::chrono::steady_clock::now();
    const auto result = wf::formats::read_document(source);
    const std::chrono::duration<double, std::milli> taken = std::chrono::steady_clock::now() - before;
    std::printf("  %-6s %-42s %8.2f ms\n", file.c_str() + 2, hostile.name, taken.count());
    INFO(file << " " << hostile.name);
    bool is_told = std::string_view(hostile.code).empty();
    for (const auto& found : result.diagnostics) is_told = is_told || found.code == hostile.code;
    CHECK(is_told);
    check_bounds(result);
  }
}

}  // namespace

TEST_CASE("hostile YAML is refused by name", "[formats]") { read_all(hostile_yaml(), "x.yaml"); }
TEST_CASE("hostile JSON is refused by name", "[formats]") { read_all(hostile_json(), "x.json"); }
TEST_CASE("hostile TOML is refused by name", "[formats]") { read_all(hostile_toml(), "x.toml"); }

TEST_CASE("the explanations of the limits name the limits that hold", "[formats]") {
  const wf::formats::ReadLimits limits;
  for (const std::string family : {"YAML", "JSON", "TOML"}) {
    const auto meaning = [&](const char* number) { return std::string(wf::formats::find_diagnostic_code("WF-" + family + "-" + number)->meaning); };
    CHECK(meaning("020").find(std::to_string(limits.bytes / 1024) + " KiB") != std::string::npos);
    CHECK(meaning("021").find(" " + std::to_string(limits.depth) + " ") != std::string::npos);
    CHECK(meaning("022").find(std::to_string(limits.nodes / 1000) + ",000") != std::string::npos);
  }
}

TEST_CASE("truncating a document at any byte never breaks a reader", "[formats]") {
  const std::string yaml = "a: \"x\\n\" # c\nb:\n  - {c: [1, 'd'], e: >-\n    f\n  g: ~\n- \xC3\xA4: |2\n    h\n...\n";
  const std::string json = R"({"a": [1, -2.5e3, "\u00e4\n", true, null, {"b": {}}]})";
  const std::string toml = "a = \"\\u00e4\"\n[b.c]\nd = [1, {e = 2026-01-02T03:04:05Z}]\n[[f]]\ng = '''\nh'''\n";
  const std::pair<const std::string*, const char*> texts[] = {{&yaml, "x.yaml"}, {&json, "x.json"}, {&toml, "x.toml"}};
  for (const auto& [text, name] : texts) {
    for (std::size_t size = 0; size < text->size(); ++size) {
      const auto source = std::make_shared<wf::SourceText>(name, text->substr(0, size));
      const auto result = wf::formats::read_document(source);
      INFO(name << " cut at " << size);
      CHECK((result.document.has_value() || !result.diagnostics.empty()));
      for (const auto& found : result.diagnostics) CHECK_FALSE(wf::render_text(found).empty());
    }
  }
}
