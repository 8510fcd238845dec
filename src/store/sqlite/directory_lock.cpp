// flock on <directory>/wf.lock, which holds the number of the process for the message to the second one.
#include "store/sqlite/directory_lock.hpp"

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace wf::store::sqlite {

namespace {

constexpr mode_t private_directory = 0700, private_file = 0600;

tl::unexpected<Error> unusable(const std::string& path) {
  return fail("WF-STORE-002", "The path " + path + " cannot be used: " + std::strerror(errno) + ".");
}

Result<void> create_directory(const std::string& directory) {
  std::error_code code;
  const auto parent = std::filesystem::path(directory).parent_path();
  if (!parent.empty()) std::filesystem::create_directories(parent, code);
  if (::mkdir(directory.c_str(), private_directory) != 0 && errno != EEXIST) return unusable(directory);
  return {};
}

std::string owner_of(int file) {
  std::array<char, 32> text{};
  const auto size = ::pread(file, text.data(), text.size() - 1, 0);
  std::string owner(text.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
  while (!owner.empty() && owner.back() == '\n') owner.pop_back();
  return owner;
}

}  // namespace

Result<std::unique_ptr<DirectoryLock>> DirectoryLock::take(const std::string& directory) {
  if (auto made = create_directory(directory); !made) return tl::unexpected(made.error());
  const std::string path = directory + "/wf.lock";
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, private_file);
  if (file < 0) return unusable(path);
  std::unique_ptr<DirectoryLock> lock(new DirectoryLock(file));
  if (::flock(file, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK) return unusable(path);
    const auto owner = owner_of(file);
    return fail("WF-STORE-010", "Another wfd" + (owner.empty() ? "" : " (process " + owner + ")") + " uses the directory " + directory +
                                    ". Stop it first, or give this one a directory of its own with --data.");
  }
  const std::string owner = std::to_string(::getpid()) + "\n";
  if (::ftruncate(file, 0) != 0 || ::pwrite(file, owner.data(), owner.size(), 0) < 0) return unusable(path);
  return lock;
}

DirectoryLock::~DirectoryLock() { ::close(file_); }

Result<void> create_private_file(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, private_file);
  if (file < 0) return unusable(path);
  ::close(file);
  // The name itself must survive a power cut too.
  const int folder = ::open(std::filesystem::path(path).parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  const bool synced = folder >= 0 && ::fsync(folder) == 0;
  if (folder >= 0) ::close(folder);
  return synced ? Result<void>() : Result<void>(unusable(path));
}

}  // namespace wf::store::sqlite
