// Reading the tree.
#include "tidy/tree.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace wf::tidy {

std::vector<std::string_view> File::lines() const {
  std::vector<std::string_view> found;
  std::string_view rest = text;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    found.push_back(rest.substr(0, end));
    if (end == std::string_view::npos) break;
    rest.remove_prefix(end + 1);
  }
  return found;
}

const File* Tree::find(std::string_view path) const {
  const auto found = std::find_if(files.begin(), files.end(), [&](const File& file) { return file.path == path; });
  return found == files.end() ? nullptr : &*found;
}

bool starts_with(std::string_view text, std::string_view beginning) { return text.substr(0, beginning.size()) == beginning; }
bool ends_with(std::string_view text, std::string_view ending) {
  return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}
bool is_source(const File& file) { return ends_with(file.path, ".cpp") || ends_with(file.path, ".hpp"); }

Tree read_tree(const std::string& root) {
  namespace fs = std::filesystem;
  Tree tree;
  const auto is_text = [](const std::string& path) {
    for (const char* ending : {".cpp", ".hpp", ".md", ".cmake", "CMakeLists.txt", ".sql", ".html", ".css", ".js", ".sh", "FLOORS"}) {
      if (ends_with(path, ending)) return true;
    }
    return false;
  };
  for (const char* top : {"src", "cmd", "tests", "web", "cmake", "docs", "scripts", "schemas", "README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CMakeLists.txt"}) {
    const fs::path path = fs::path(root) / top;
    if (fs::is_regular_file(path)) {
      std::ifstream in(path, std::ios::binary);
      tree.files.push_back({top, {std::istreambuf_iterator<char>(in), {}}});
    }
    if (!fs::is_directory(path)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(path)) {
      const auto relative = fs::relative(entry.path(), root).generic_string();
      if (!entry.is_regular_file() || !is_text(relative)) continue;
      std::ifstream in(entry.path(), std::ios::binary);
      tree.files.push_back({relative, {std::istreambuf_iterator<char>(in), {}}});
    }
  }
  std::sort(tree.files.begin(), tree.files.end(), [](const File& a, const File& b) { return a.path < b.path; });
  return tree;
}

}  // namespace wf::tidy
