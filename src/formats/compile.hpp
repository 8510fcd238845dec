// The door of the room: from the text of a workflow to a checked ProcessDefinition. The same call serves validate,
// test, the editor, deployment and restart.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/error.hpp"
#include "model/process_definition.hpp"

namespace wf::formats {

/// Where files come from: the disk, a deployed bundle, an editor's buffers. Paths use '/', are relative to the
/// source's root and normalised ("forms/a.json"); none may lead out of the root.
class FileSource {
 public:
  virtual ~FileSource() = default;
  virtual Result<std::string> read(std::string_view path) const = 0;  ///< NOT-FOUND, TOO-LARGE, UNREADABLE
};

/// The files of one deployment; `entry` is the workflow file.
struct Bundle {
  std::string entry;
  std::map<std::string, std::string> files;  ///< path → text
  bool operator==(const Bundle&) const = default;
};
class BundleSource final : public FileSource {
 public:
  explicit BundleSource(const Bundle& bundle) : bundle_(bundle) {}
  Result<std::string> read(std::string_view path) const override;

 private:
  const Bundle& bundle_;
};
/// Files below a directory of the disk; symbolic links may not lead out of it.
class DirectorySource final : public FileSource {
 public:
  explicit DirectorySource(std::string root);
  Result<std::string> read(std::string_view path) const override;

 private:
  std::string root_;
};

struct Compilation {
  std::shared_ptr<const model::ProcessDefinition> definition;  ///< null when there are errors
  std::vector<Diagnostic> diagnostics;                         ///< sorted
  Bundle bundle;                                               ///< every file that was read
};

/// Reads `path` from `source`, follows its references to forms and calendars, lowers and validates.
/// Diagnostics name files as `display_root` + path, so that a terminal can open them.
Compilation compile(const FileSource& source, std::string_view path, std::string_view display_root = {});

}  // namespace wf::formats
