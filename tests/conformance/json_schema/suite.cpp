// Runs the public JSON Schema test suite: the drafts found in Debian's package, or in the folder
// WF_JSON_SCHEMA_SUITE (a checkout of the suite, which has draft2020-12 too). WF_JSON_SCHEMA_META may name a
// folder with the meta-schemas at the paths of their URIs. Prints the score; every skip is listed with its
// reason.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "codec/json_value.hpp"
#include "model/json_schema.hpp"

namespace {

namespace fs = std::filesystem;
using wf::feel::Value;
using wf::model::JsonSchema;
using wf::model::SchemaOptions;

constexpr std::string_view package_folder = "/usr/share/json-schema-test-suite";
constexpr std::string_view remote_base = "http://localhost:1234/";

struct Skip {
  std::string_view file;   ///< end of the path
  std::string_view group;  ///< start of the description; empty for all
  std::string_view reason;
};

constexpr std::string_view no_meta_schema =
    "the meta-schemas are not built in; whoever needs one gives it as a source";
constexpr std::string_view annotation = "this format stays an annotation";

constexpr Skip skips[] = {
    {"ref.json", "remote ref, containing refs itself", no_meta_schema},
    {"definitions.json", "", no_meta_schema},
    {"defs.json", "", no_meta_schema},
    {"draft2020-12/anchor.json", "invalid anchors", no_meta_schema},
    {"draft2020-12/id.json", "Invalid use of fragments", no_meta_schema},
    {"draft2020-12/id.json", "Valid use of empty fragments", no_meta_schema},
    {"draft2020-12/id.json", "Unnormalized $ids", no_meta_schema},
    {"draft2020-12/ref.json", "URN base URI with f-component", no_meta_schema},
    {"format/idn-email.json", "", annotation},
    {"format/idn-hostname.json", "", annotation},
    {"format/iri-reference.json", "", annotation},
    {"format/iri.json", "", annotation},
    {"format/relative-json-pointer.json", "", annotation},
    {"format/uri-template.json", "", annotation},
};

std::optional<Value> read(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  const std::string text(std::istreambuf_iterator<char>(file), {});
  auto value = wf::codec::parse_json(text, {256, 16U * 1024 * 1024, false});
  if (!value) FAIL(path.string() << ": " << value.error().text);
  return *value;
}

const Skip* skip_for(const std::string& path, std::string_view group) {
  for (const Skip& skip : skips) {
    if (skip.reason == no_meta_schema && std::getenv("WF_JSON_SCHEMA_META")) continue;
    if (path.ends_with(std::string("/").append(skip.file)) && group.starts_with(skip.group)) return &skip;
  }
  return nullptr;
}

std::optional<Value> meta_schema(std::string_view uri) {
  const char* folder = std::getenv("WF_JSON_SCHEMA_META");
  const auto path = uri.find("json-schema.org/");
  if (!folder || path == std::string_view::npos) return std::nullopt;
  return read(fs::path(folder) / uri.substr(uri.find('/', path) + 1));
}

struct Score {
  int passed = 0;
  int failed = 0;
  int skipped = 0;
};

class Suite {
 public:
  Suite(fs::path folder, SchemaOptions options) : folder_(std::move(folder)), options_(options) {}

  Score run(const fs::path& tests) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(tests)) {
      if (entry.path().extension() == ".json") files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    for (const fs::path& file : files) run_file(file);
    return score_;
  }

 private:
  void run_file(const fs::path& path) {
    const auto groups = read(path);
    REQUIRE(groups);
    for (const Value& group : *groups->as_list()) {
      const std::string_view name = group.member("description").text();
      const auto count = static_cast<int>(group.member("tests").as_list()->size());
      if (const Skip* skip = skip_for(path.string(), name)) {
        score_.skipped += count;
        std::cout << "  skipped " << path.filename().string() << ": " << name << " (" << skip->reason
                  << ")\n";
      } else {
        run_group(path, group);
      }
    }
  }

  void run_group(const fs::path& path, const Value& group) {
    const auto source = [this](std::string_view uri) -> std::optional<Value> {
      if (!uri.starts_with(remote_base)) return meta_schema(uri);
      return read(folder_ / "remotes" / uri.substr(remote_base.size()));
    };
    const auto compiled = JsonSchema::compile(group.member("schema"), {}, source, options_);
    for (const Value& test : *group.member("tests").as_list()) {
      const std::string name = path.filename().string() + ": " +
                               std::string(group.member("description").text()) + ": " +
                               std::string(test.member("description").text());
      std::string saw;
      if (!compiled.schema) saw = compiled.problems.front().pointer + " " + compiled.problems.front().message;
      const bool valid = compiled.schema && compiled.schema->validate(test.member("data")).empty();
      const bool passed = compiled.schema && valid == test.member("valid").is_true();
      ++(passed ? score_.passed : score_.failed);
      if (!passed) std::cout << "  FAILED " << name << " " << saw << "\n";
    }
  }

  fs::path folder_;
  SchemaOptions options_;
  Score score_;
};

std::vector<fs::path> suite_folders() {
  std::vector<fs::path> folders;
  if (const char* folder = std::getenv("WF_JSON_SCHEMA_SUITE")) folders.emplace_back(folder);
  folders.emplace_back(package_folder);
  return folders;
}

/// False where no folder has these tests.
bool judge(const std::string& tests, SchemaOptions options) {
  for (const fs::path& folder : suite_folders()) {
    if (!fs::exists(folder / "tests" / tests)) continue;
    const Score score = Suite(folder, options).run(folder / "tests" / tests);
    std::cout << "JSON Schema suite " << tests << ": " << score.passed << " passed, " << score.failed
              << " failed, " << score.skipped << " skipped\n";
    CHECK(score.failed == 0);
    CHECK(score.passed > 0);
    return true;
  }
  std::cout << "JSON Schema suite " << tests << " not found (package json-schema-test-suite): skipped\n";
  return false;
}

}  // namespace

TEST_CASE("the draft-07 part of the JSON Schema suite passes") {
  CHECK(judge("draft7", {SchemaOptions::Dialect::draft_07, false}));  // the package that has it is always installed
}
TEST_CASE("the draft-07 formats of the JSON Schema suite pass") {
  CHECK(judge("draft7/optional/format", {SchemaOptions::Dialect::draft_07, true}));
}
TEST_CASE("the 2020-12 part of the JSON Schema suite passes") {
  judge("draft2020-12", {SchemaOptions::Dialect::draft_2020_12, false});
}
TEST_CASE("the 2020-12 formats of the JSON Schema suite pass") {
  judge("draft2020-12/optional/format", {SchemaOptions::Dialect::draft_2020_12, true});
}
