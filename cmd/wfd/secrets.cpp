// Secrets from files.
#include "secrets.hpp"

#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/text.hpp"

namespace wf::daemon {

namespace {

bool is_secret_name(std::string_view name) {
  constexpr std::size_t longest = 64;
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_'; };
  return !name.empty() && name.size() <= longest && std::all_of(name.begin(), name.end(), fits);
}

}  // namespace

std::optional<std::string> read_secret(const std::string& directory, std::string_view name) {
  std::string from = directory;
  if (from.empty()) {
    const char* credentials = std::getenv("CREDENTIALS_DIRECTORY");
    if (!credentials) return std::nullopt;
    from = credentials;
  }
  if (!is_secret_name(name)) return std::nullopt;
  const std::string path = from + "/" + std::string(name);
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || (about.st_mode & (S_IRGRP | S_IROTH | S_IWGRP | S_IWOTH)) != 0) return std::nullopt;
  std::ifstream in(path);
  std::string line;
  if (!std::getline(in, line)) return std::nullopt;
  return std::string(trimmed(line));
}

}  // namespace wf::daemon
