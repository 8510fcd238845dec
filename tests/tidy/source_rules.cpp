// Rules that look at one file, mostly line by line.
#include <algorithm>
#include <array>
#include <cctype>

#include "tidy/tree.hpp"

namespace wf::tidy {

namespace {

constexpr std::size_t most_lines = 500, most_columns = 180, most_readme_lines = 40;

bool is_word_character(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether `word` stands in `line` as a whole word.
bool has_word(std::string_view line, std::string_view word) {
  for (auto at = line.find(word); at != std::string_view::npos; at = line.find(word, at + 1)) {
    const bool begins = at == 0 || !is_word_character(line[at - 1]);
    const bool ends = at + word.size() == line.size() || !is_word_character(line[at + word.size()]);
    if (begins && ends) return true;
  }
  return false;
}

/// The name that a line declares as a class, struct or enum.
std::string_view declared_type(std::string_view line) {
  while (!line.empty() && line.front() == ' ') line.remove_prefix(1);
  for (const std::string_view keyword : {"class ", "struct ", "enum class ", "enum "}) {
    if (!starts_with(line, keyword)) continue;
    auto name = line.substr(keyword.size());
    std::size_t size = 0;
    while (size < name.size() && is_word_character(name[size])) ++size;
    return name.substr(0, size);
  }
  return {};
}

void check_layout(const File& file, std::vector<Finding>& found) {
  const auto lines = file.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto line = lines[i];
    if (!line.empty() && (line.back() == ' ' || line.back() == '\r' || line.back() == '\t')) found.push_back({"layout", file.path, i + 1, "white space at the end of the line"});
    if (is_source(file) && line.find('\t') != std::string_view::npos) found.push_back({"layout", file.path, i + 1, "a tab: indent by two spaces"});
    const auto columns = static_cast<std::size_t>(std::count_if(line.begin(), line.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
    if (is_source(file) && columns > most_columns) found.push_back({"layout", file.path, i + 1, "longer than " + std::to_string(most_columns) + " columns: break it"});
  }
  if (!file.text.empty() && file.text.back() != '\n') found.push_back({"layout", file.path, lines.size(), "no line break at the end of the file"});
}

void check_names(const File& file, std::vector<Finding>& found) {
  constexpr std::array<std::string_view, 6> weak = {"Manager", "Helper", "Util", "Utils", "Impl", "Info"};
  const auto lines = file.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto name = declared_type(lines[i]);
    const bool is_weak = std::any_of(weak.begin(), weak.end(), [&](auto word) { return ends_with(name, word); }) || name == "Data";
    if (is_weak) found.push_back({"names", file.path, i + 1, "'" + std::string(name) + "' says nothing: name what it is"});
  }
}

void check_words(const File& file, std::vector<Finding>& found) {
  const std::array<std::string, 4> unfinished = {std::string("TO") + "DO", std::string("FIX") + "ME", std::string("XX") + "X", std::string("HA") + "CK"};
  const auto lines = file.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    for (const auto& word : unfinished) {
      if (has_word(lines[i], word)) found.push_back({"words", file.path, i + 1, "'" + word + "': finish it, or write an issue"});
    }
    for (const char* home : {"/home/", "/root/"}) {
      if (!starts_with(file.path, "tests/tidy/") && lines[i].find(home) != std::string_view::npos) found.push_back({"words", file.path, i + 1, "a path of one machine"});
    }
  }
}

void check_threads(const File& file, std::vector<Finding>& found) {
  const bool is_test = starts_with(file.path, "tests/");
  const auto lines = file.lines();
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (starts_with(file.path, "tests/tidy/")) continue;  // speaks of them
    if (lines[i].find("thread") != std::string_view::npos && lines[i].find(".detach(") != std::string_view::npos) found.push_back({"threads", file.path, i + 1, "a detached thread: somebody must join it"});
    if (is_test && lines[i].find("sleep_for") != std::string_view::npos) found.push_back({"sleep", file.path, i + 1, "a test that sleeps: wait for what it waits for"});
    if (!is_test && lines[i] == "#include <mutex>") found.push_back({"mutex", file.path, i + 1, "a lock: threads meet at the queue; docs/threads.md lists the exceptions"});
  }
}

}  // namespace

std::vector<Finding> check_sources(const Tree& tree) {
  std::vector<Finding> found;
  for (const auto& file : tree.files) {
    check_layout(file, found);
    check_words(file, found);
    if (!is_source(file)) continue;
    const auto lines = file.lines();
    if (lines.size() > most_lines) found.push_back({"file-size", file.path, 0, std::to_string(lines.size()) + " lines, at most " + std::to_string(most_lines) + ": split it by what it does"});
    if (lines.empty() || !starts_with(lines[0], "// ")) found.push_back({"opening", file.path, 1, "begin with a comment: what the file is for, and what not"});
    const bool is_header = ends_with(file.path, ".hpp");
    if (is_header && std::find(lines.begin(), lines.end(), "#pragma once") == lines.end()) found.push_back({"pragma-once", file.path, 1, "a header needs '#pragma once'"});
    check_names(file, found);
    check_threads(file, found);
  }
  return found;
}

std::vector<Finding> check_readmes(const Tree& tree) {
  std::vector<Finding> found;
  std::vector<std::string> rooms;
  for (const auto& file : tree.files) {
    if (!starts_with(file.path, "src/") || !is_source(file)) continue;
    const auto room = file.path.substr(0, file.path.find('/', 4));
    if (std::find(rooms.begin(), rooms.end(), room) == rooms.end()) rooms.push_back(room);
  }
  for (const auto& room : rooms) {
    const auto path = room + "/README.md";
    const auto* readme = tree.find(path);
    if (!readme) {
      found.push_back({"readme", path, 0, "every room has a README: Purpose, Exposes, Stands on, Key types"});
      continue;
    }
    if (readme->lines().size() > most_readme_lines) found.push_back({"readme", path, 0, "more than " + std::to_string(most_readme_lines) + " lines"});
    for (const char* part : {"**Purpose.**", "**Exposes.**", "**Stands on.**", "**Key types.**"}) {
      if (readme->text.find(part) == std::string::npos) found.push_back({"readme", path, 0, std::string("the part ") + part + " is missing"});
    }
  }
  return found;
}

}  // namespace wf::tidy
