// Files on the command line: finding workflows and tests, reading data given as options.
#pragma once
#include <string>
#include <vector>

#include "base/error.hpp"
#include "command.hpp"
#include "formats/compile.hpp"

namespace wf::cli {

/// A file as its directory (the root that its references stay in) and its name below it.
struct LocatedFile {
  std::string shown;  ///< as typed
  std::string root;   ///< directory
  std::string path;   ///< below root
};
/// The root of a workflow is its own directory; of a test below `tests/`, the directory above `tests`.
LocatedFile located(const std::string& file);

/// Files as given; directories are searched for files with one of `names` as ending, sorted. Errors: WF-CLI-001.
Result<std::vector<std::string>> expanded(const std::vector<std::string>& paths, const std::vector<std::string>& endings);

Result<std::string> read_file(const std::string& path);  ///< "-" is standard input

/// Data for a form from `--data JSON|@FILE|-` and `--set NAME=VALUE` (VALUE as JSON where it is JSON, else as text).
Result<feel::Value> data_option(const Invocation& call);

/// Writes through a temporary file, so that nobody sees half a file.
Result<void> write_file(const std::string& path, std::string_view text);

}  // namespace wf::cli
