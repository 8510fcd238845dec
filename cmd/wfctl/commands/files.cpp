// Files and data of the command line.
#include "commands/files.hpp"

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "codec/json_value.hpp"

namespace wf::cli {

namespace fs = std::filesystem;

namespace {
constexpr std::uintmax_t most_bytes = 32 << 20;
bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
}  // namespace

LocatedFile located(const std::string& file) {
  const fs::path path(file);
  fs::path root = path.parent_path();
  fs::path below = path.filename();
  if (root.filename() == "tests") {
    below = root.filename() / below;
    root = root.parent_path();
  }
  return {file, root.empty() ? "." : root.string(), below.generic_string()};
}

Result<std::vector<std::string>> expanded(const std::vector<std::string>& paths, const std::vector<std::string>& endings) {
  constexpr std::size_t most_files = 100'000;
  std::vector<std::string> files;
  for (const auto& path : paths) {
    std::error_code error;
    const auto kind = fs::status(path, error);
    if (!fs::exists(kind)) return fail("WF-CLI-001", "There is no file or directory '" + path + "'.");
    if (!fs::is_directory(kind)) {
      files.push_back(path);
      continue;
    }
    std::vector<std::string> found;
    for (auto it = fs::recursive_directory_iterator(path, fs::directory_options::skip_permission_denied, error); it != fs::end(it); it.increment(error)) {
      const auto name = it->path().filename().string();
      if (it->is_directory() && name.size() > 1 && name.front() == '.') it.disable_recursion_pending();
      const bool wanted = std::any_of(endings.begin(), endings.end(), [&](const auto& end) { return ends_with(name, end); });
      if (wanted && it->is_regular_file(error)) found.push_back(it->path().string());
      if (found.size() > most_files) return fail("WF-CLI-001", "There are too many files below '" + path + "'.");
    }
    std::sort(found.begin(), found.end());
    files.insert(files.end(), found.begin(), found.end());
  }
  return files;
}

Result<std::string> read_file(const std::string& path) {
  if (path == "-") return std::string(std::istreambuf_iterator<char>(std::cin), {});
  std::error_code error;
  if (fs::is_directory(path, error)) return fail("WF-CLI-001", "'" + path + "' is a directory, not a file.");
  if (const auto size = fs::file_size(path, error); !error && size > most_bytes) return fail("WF-CLI-001", "'" + path + "' is larger than 32 MiB.");
  std::ifstream in(path, std::ios::binary);
  if (!in) return fail("WF-CLI-001", "'" + path + "' cannot be read.");
  return std::string(std::istreambuf_iterator<char>(in), {});
}

Result<feel::Value> data_option(const Invocation& call) {
  feel::Context data;
  if (const auto given = call.get("data"); !given.empty()) {
    Result<std::string> text = given;
    if (given == "-" || given.front() == '@') text = read_file(given == "-" ? given : given.substr(1));
    if (!text) return tl::unexpected(text.error());
    auto value = codec::parse_json(*text);
    if (!value) return fail("WF-CLI-002", "--data is no JSON: " + value.error().text);
    if (!value->as_context()) return fail("WF-CLI-002", "--data must be a JSON object.");
    data = *value->as_context();
  }
  for (const auto& assignment : call.all("set")) {
    const auto equal = assignment.find('=');
    if (equal == std::string::npos || equal == 0) return fail("WF-CLI-002", "'--set " + assignment + "' must be NAME=VALUE.");
    const std::string text = assignment.substr(equal + 1);
    auto value = codec::parse_json(text);
    data.set(assignment.substr(0, equal), value ? *value : feel::Value(text));
  }
  return feel::Value(std::move(data));
}

Result<void> write_file(const std::string& path, std::string_view text) {
  std::error_code error;
  if (const auto parent = fs::path(path).parent_path(); !parent.empty()) fs::create_directories(parent, error);
  const std::string temporary = path + ".new";
  std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out) return fail("WF-CLI-003", "'" + path + "' cannot be written.");
  fs::rename(temporary, path, error);
  if (error) return fail("WF-CLI-003", "'" + path + "' cannot be written: " + error.message() + ".");
  return {};
}

}  // namespace wf::cli
