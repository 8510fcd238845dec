// The files that one workflow consists of: read once, parsed once, numbered, collected into the bundle.
#pragma once
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "formats/compile.hpp"
#include "formats/document.hpp"
#include "formats/lower/faults.hpp"

namespace wf::formats {

/// One file that was read. `document` is absent where the text could not be read as a tree at all.
struct LoadedFile {
  std::uint32_t number = 0;  ///< SourceRef::file
  std::string path;
  std::optional<Document> document;
  bool has_errors = false;
};

/// "forms/a.json" from "forms/../forms/./a.json"; nothing when the path is absolute, empty, or leads out of the root.
std::optional<std::string> normalised_path(std::string_view path);

class Sources {
 public:
  static constexpr std::size_t max_files = 500;

  Sources(const FileSource& source, std::string display_root, Faults& faults)
      : source_(source), display_root_(std::move(display_root)), faults_(faults) {}

  /// The workflow file itself. Null (with a diagnostic) when it cannot be read.
  const LoadedFile* load_entry(std::string_view path);
  /// A file named in the workflow, relative to the workflow's folder. `where` is the reference, for diagnostics.
  const LoadedFile* load(std::string_view reference, model::SourceRef where, const std::string& element);
  /// A file by its path from the root, as `$ref` between schema files gives it.
  const LoadedFile* load_path(const std::string& path, model::SourceRef where, const std::string& element);
  /// Whether such a file exists; finds nothing wrong.
  bool exists(std::string_view reference) const;

  Bundle& bundle() { return bundle_; }
  std::vector<std::string> names() const { return names_; }
  const FileSource& source() const { return source_; }

 private:
  std::optional<std::string> path_of(std::string_view reference) const;
  const LoadedFile* read(const std::string& path, std::string text);

  const FileSource& source_;
  std::string display_root_;
  Faults& faults_;
  std::string folder_;
  Bundle bundle_;
  std::vector<std::string> names_;
  std::map<std::string, std::unique_ptr<LoadedFile>> files_;
};

}  // namespace wf::formats
