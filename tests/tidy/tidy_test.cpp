// The rules on the project itself, and on made-up trees that break each of them, so that no rule is asleep.
#include <catch2/catch.hpp>

#include <algorithm>
#include <fstream>

#include "base/text.hpp"
#include "tidy/tree.hpp"

using namespace wf;
using namespace wf::tidy;

namespace {

std::vector<Finding> all_findings(const Tree& tree) {
  std::vector<Finding> found;
  for (const auto check : {check_floors, check_sources, check_functions, check_readmes}) {
    const auto more = check(tree);
    found.insert(found.end(), more.begin(), more.end());
  }
  return found;
}

/// Lines "rule path": what is allowed to break a rule. The list may only shrink.
std::vector<std::string> exceptions() {
  std::vector<std::string> found;
  std::ifstream in("tests/tidy/exceptions.txt");
  for (std::string line; std::getline(in, line);) {
    const auto end = std::min(line.find('#'), line.size());
    if (const auto entry = trimmed(std::string_view(line).substr(0, end)); !entry.empty()) found.emplace_back(entry);
  }
  return found;
}

bool has(const std::vector<Finding>& found, const std::string& rule, const std::string& path) {
  return std::any_of(found.begin(), found.end(), [&](const Finding& finding) { return finding.rule == rule && finding.path == path; });
}

std::string repeated(std::size_t count, const std::string& line) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += line;
  return text;
}

}  // namespace

TEST_CASE("the project keeps the rules of the house") {
  auto allowed = exceptions();
  std::vector<std::string> used;
  for (const auto& finding : all_findings(read_tree("."))) {
    const auto entry = finding.rule + " " + finding.path;
    if (std::find(allowed.begin(), allowed.end(), entry) != allowed.end()) {
      used.push_back(entry);
      continue;
    }
    FAIL_CHECK(finding.path << ":" << finding.line << ": " << finding.text << " [" << finding.rule << "]");
  }
  for (const auto& entry : allowed) {
    INFO("'" << entry << "' in tests/tidy/exceptions.txt is no longer needed: remove it");
    CHECK(std::find(used.begin(), used.end(), entry) != used.end());
  }
}

TEST_CASE("a room that looks at a room below it, or at a library that is not its own, is found") {
  const Tree tree{{{"src/FLOORS", "base:\nfeel: base\nhouse: garden\n"},
                   {"src/base/a.cpp", "// A.\n#include \"feel/value.hpp\"\n"},
                   {"src/base/b.cpp", "// B.\n#include <httplib.h>\n"},
                   {"src/feel/c.hpp", "// C.\n#pragma once\n#include <re2/re2.h>\n"},
                   {"src/attic/d.cpp", "// D.\n"},
                   {"src/feel/good.cpp", "// Good.\n#include <re2/re2.h>\n#include \"base/a.hpp\"\n"}}};
  const auto found = check_floors(tree);
  CHECK(has(found, "floors", "src/base/a.cpp"));
  CHECK(has(found, "libraries", "src/base/b.cpp"));
  CHECK(has(found, "libraries", "src/feel/c.hpp"));
  CHECK(has(found, "floors", "src/attic/d.cpp"));
  CHECK(has(found, "floors", "src/FLOORS"));
  CHECK_FALSE(has(found, "floors", "src/feel/good.cpp"));
  CHECK_FALSE(has(found, "libraries", "src/feel/good.cpp"));
}

TEST_CASE("each rule about a single file finds what breaks it") {
  const std::string open = "// What it is for.\n";
  const Tree tree{{{"src/a/long.cpp", open + repeated(500, "int x;\n")},
                   {"src/a/bare.cpp", "int x;\n"},
                   {"src/a/once.hpp", open + "int x;\n"},
                   {"src/a/name.cpp", open + "class FileManager {};\n"},
                   {"src/a/word.cpp", open + "// TO" "DO later\n"},
                   {"src/a/thread.cpp", open + "std::thread(f).detach();\n"},
                   {"src/a/lock.cpp", open + "#include <mutex>\n"},
                   {"tests/a/sleep.cpp", open + "std::this_thread::sleep_for(1s);\n"},
                   {"src/a/tab.cpp", open + "\tint x;\n"},
                   {"src/a/blank.cpp", open + "int x; \n"},
                   {"src/a/end.cpp", open + "int x;"},
                   {"src/a/wide.cpp", open + std::string(200, 'x') + "\n"},
                   {"src/a/good.cpp", open + "struct Information { int infos; };\n"}}};
  const auto found = check_sources(tree);
  for (const auto& [rule, path] : std::vector<std::pair<std::string, std::string>>{
           {"file-size", "long"}, {"opening", "bare"}, {"names", "name"}, {"words", "word"}, {"threads", "thread"}, {"mutex", "lock"}, {"layout", "tab"}, {"layout", "blank"}, {"layout", "end"}, {"layout", "wide"}}) {
    INFO(rule);
    CHECK(has(found, rule, "src/a/" + path + ".cpp"));
  }
  CHECK(has(found, "pragma-once", "src/a/once.hpp"));
  CHECK(has(found, "sleep", "tests/a/sleep.cpp"));
  CHECK(std::none_of(found.begin(), found.end(), [](const Finding& finding) { return finding.path == "src/a/good.cpp"; }));
}

TEST_CASE("a long function is found, also as a member or behind tricky literals; a long class is none") {
  const auto statements = repeated(70, "  step();\n");
  const Tree tree{{{"free.cpp", "// F.\nint f(int x)\n{\n" + statements + "}\n"},
                   {"member.cpp", "// M.\nclass A {\n  void f() const {\n" + statements + "  }\n};\n"},
                   {"literal.cpp", "// L.\nconst char* a = \"{\"; char b = '{'; auto c = R\"x({ \" )x\"; int d = 1'000;\nvoid f() {\n" + statements + "}\n"},
                   {"class.cpp", "// C.\nclass A {\n" + repeated(100, "  void f() { step(); }\n") + "};\n"},
                   {"short.cpp", "// S.\nvoid f() {\n" + repeated(60, "  step();\n") + "}\nvoid g() {\n" + repeated(60, "  step();\n") + "}\n"}}};
  const auto found = check_functions(tree);
  for (const char* path : {"free.cpp", "member.cpp", "literal.cpp"}) {
    INFO(path);
    CHECK(has(found, "function-size", path));
  }
  CHECK_FALSE(has(found, "function-size", "class.cpp"));
  CHECK_FALSE(has(found, "function-size", "short.cpp"));
}

TEST_CASE("a room without a whole README is found") {
  const Tree tree{{{"src/a/x.cpp", "// X.\n"}, {"src/b/README.md", "# b\n**Purpose.** p\n"}, {"src/b/y.cpp", "// Y.\n"}}};
  const auto found = check_readmes(tree);
  CHECK(has(found, "readme", "src/a/README.md"));
  CHECK(found.size() == 4);
}
