// Where files come from: a bundle in memory, or a folder of the disk that no path leaves.
#include <cstdio>
#include <filesystem>
#include <system_error>

#include "formats/compile.hpp"
#include "formats/document.hpp"

namespace wf::formats {

namespace fs = std::filesystem;

Result<std::string> BundleSource::read(std::string_view path) const {
  const auto found = bundle_.files.find(std::string(path));
  if (found == bundle_.files.end()) return fail("NOT-FOUND", "There is no file '" + std::string(path) + "'.");
  return found->second;
}

DirectorySource::DirectorySource(std::string root) : root_(std::move(root)) {
  if (root_.empty()) root_ = ".";
}

namespace {

bool lies_in(const fs::path& root, const fs::path& file) {
  auto at = file.begin();
  for (const auto& part : root) {
    if (at == file.end() || *at != part) return false;
    ++at;
  }
  return true;
}

Result<std::string> read_whole(const fs::path& file, std::string_view path) {
  constexpr std::size_t too_many = ReadLimits{}.bytes + 1;  // one more than a reader takes: the reader says so
  std::FILE* stream = std::fopen(file.c_str(), "rb");
  if (stream == nullptr) return fail("UNREADABLE", "'" + std::string(path) + "' cannot be opened.");
  std::string text;
  char buffer[65536];
  while (text.size() < too_many) {
    const std::size_t count = std::fread(buffer, 1, std::min(sizeof buffer, too_many - text.size()), stream);
    if (count == 0) break;
    text.append(buffer, count);
  }
  const bool failed = std::ferror(stream) != 0;
  std::fclose(stream);
  if (failed) return fail("UNREADABLE", "'" + std::string(path) + "' cannot be read.");
  return text;
}

}  // namespace

Result<std::string> DirectorySource::read(std::string_view path) const {
  std::error_code error;
  const fs::path root = fs::canonical(root_, error);
  if (error) return fail("NOT-FOUND", "There is no folder '" + root_ + "'.");
  const fs::path file = fs::canonical(root / fs::path(path), error);
  if (error) return fail("NOT-FOUND", "There is no file '" + std::string(path) + "'.");
  if (!lies_in(root, file)) return fail("UNREADABLE", "'" + std::string(path) + "' leads out of the folder.");
  if (!fs::is_regular_file(file, error)) return fail("UNREADABLE", "'" + std::string(path) + "' is no file.");
  return read_whole(file, path);
}

}  // namespace wf::formats
