// Each file of tests/readers is read, and its findings and tree are compared with FILE.expected.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "formats/document.hpp"

namespace {

using wf::formats::Node;

std::string read_file(const std::filesystem::path& path) {
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

std::string visible(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') out += "\\n";
    else if (c == '\r') out += "\\r";
    else if (c == '\t') out += "\\t";
    else out += c;
  }
  return out;
}

void dump(const Node& node, const wf::SourceText& source, std::size_t depth, std::string& out) {
  constexpr const char* names[] = {"null", "boolean", "number", "string", "list", "map"};
  const auto place = [&](std::uint32_t offset) {
    const wf::Position p = source.position(offset);
    return std::to_string(p.line) + ":" + std::to_string(p.column);
  };
  out += std::string(names[static_cast<int>(node.kind)]) + " " + place(node.span.begin) + "-" + place(node.span.end);
  if (node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping) {
    out += "\n";
  } else {
    const auto written = source.text().substr(node.span.begin, node.span.end - node.span.begin);
    out += " |" + visible(written) + "|";
    if (node.kind == Node::Kind::number) out += " = " + node.number.to_string();
    else if (written != node.text) out += " = |" + visible(node.text) + "|";
    if (node.quoted) out += " quoted";
    if (node.maps_one_to_one) out += " exact";
    out += "\n";
  }
  const std::string indentation(2 * depth + 2, ' ');
  for (const Node& item : node.items) {
    out += indentation + "- ";
    dump(item, source, depth + 1, out);
  }
  for (const Node::Entry& entry : node.entries) {
    out += indentation + visible(entry.key) + " (" + place(entry.key_span.begin) + "-" + place(entry.key_span.end) + "): ";
    dump(entry.value, source, depth + 1, out);
  }
}

std::string outcome(const std::filesystem::path& path) {
  const auto source = std::make_shared<wf::SourceText>(path.filename().string(), read_file(path));
  const auto result = wf::formats::read_document(source);
  std::string out;
  for (const wf::Diagnostic& found : result.diagnostics) out += wf::render_text(found);
  if (result.document) dump(result.document->root, *source, 0, out);
  else out += "no document\n";
  return out;
}

}  // namespace

TEST_CASE("readers tell what tests/readers expects", "[formats]") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/readers")) {
    const std::string extension = entry.path().extension();
    if (extension == ".yaml" || extension == ".toml" || extension == ".json") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() > 60);
  for (const auto& file : files) {
    const std::filesystem::path expected = file.string() + ".expected";
    const std::string actual = outcome(file);
    if (std::getenv("WF_ACCEPT")) std::ofstream(expected, std::ios::binary) << actual;
    INFO(file.string());
    CHECK(actual == read_file(expected));
  }
}
