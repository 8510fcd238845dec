// Tree: the project's text files, and what a rule finds in them. Rules are pure, so that they are tested on made-up trees.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wf::tidy {

struct File {
  std::string path;  ///< relative to the project, with '/'
  std::string text;
  std::vector<std::string_view> lines() const;
};

struct Tree {
  std::vector<File> files;  ///< by path
  const File* find(std::string_view path) const;
};

/// `rule` is the short name that exceptions use; line 0 means the whole file.
struct Finding {
  std::string rule, path;
  std::size_t line = 0;
  std::string text;
  bool operator==(const Finding&) const = default;
};

/// Text files below `root`, without build output and version control.
Tree read_tree(const std::string& root);

bool is_source(const File& file);  ///< .cpp and .hpp
bool starts_with(std::string_view text, std::string_view beginning);
bool ends_with(std::string_view text, std::string_view ending);

// ── rules ──
std::vector<Finding> check_floors(const Tree& tree);        ///< floors, libraries: src/FLOORS and private third parties
std::vector<Finding> check_sources(const Tree& tree);       ///< file-size, opening, pragma-once, names, words, threads, layout
std::vector<Finding> check_functions(const Tree& tree);     ///< function-size
std::vector<Finding> check_readmes(const Tree& tree);       ///< readme

}  // namespace wf::tidy
