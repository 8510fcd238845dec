// Resolving, reading and parsing the files of a workflow.
#include "formats/lower/sources.hpp"

#include "base/text.hpp"

namespace wf::formats {

std::optional<std::string> normalised_path(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.find('\0') != std::string_view::npos ||
      path.find('\\') != std::string_view::npos) {
    return std::nullopt;
  }
  std::vector<std::string> kept;
  for (const auto part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..") {
      kept.emplace_back(part);
      continue;
    }
    if (kept.empty()) return std::nullopt;
    kept.pop_back();
  }
  if (kept.empty()) return std::nullopt;
  return joined(kept, "/");
}

std::optional<std::string> Sources::path_of(std::string_view reference) const {
  if (reference.empty() || reference.front() == '/') return std::nullopt;
  return normalised_path(folder_ + std::string(reference));
}

bool Sources::exists(std::string_view reference) const {
  const auto path = path_of(reference);
  return path && (files_.contains(*path) || source_.read(*path).has_value());
}

const LoadedFile* Sources::read(const std::string& path, std::string text) {
  auto file = std::make_unique<LoadedFile>();
  file->path = path;
  auto source = std::make_shared<const SourceText>(display_root_ + path, text);
  file->number = faults_.add_text(source);
  names_.push_back(path);
  auto result = read_document(std::move(source));
  file->has_errors = has_errors(result.diagnostics);
  for (auto& diagnostic : result.diagnostics) faults_.add(std::move(diagnostic));
  file->document = std::move(result.document);
  bundle_.files[path] = std::move(text);
  return files_.emplace(path, std::move(file)).first->second.get();
}

const LoadedFile* Sources::load_entry(std::string_view path) {
  const auto normal = normalised_path(path);
  const std::string name = normal.value_or(std::string(path));
  auto text = normal ? source_.read(*normal) : Result<std::string>(fail("NOT-FOUND", "The path leads out of the folder."));
  if (!text) {
    Diagnostic missing;
    missing.code = text.error().code == "NOT-FOUND" ? "WF-FILE-001" : "WF-FILE-002";
    missing.file = display_root_ + name;
    missing.message = text.error().code == "NOT-FOUND" ? "there is no such file" : text.error().text;
    faults_.add(std::move(missing));
    return nullptr;
  }
  bundle_.entry = name;
  const auto slash = name.rfind('/');
  folder_ = slash == std::string::npos ? "" : name.substr(0, slash + 1);
  return read(name, std::move(*text));
}

const LoadedFile* Sources::load(std::string_view reference, model::SourceRef where, const std::string& element) {
  const auto path = path_of(reference);
  if (!path) {
    faults_.error(where, "WF-FILE-003", "'" + std::string(reference) + "' leads out of the workflow's folder",
                  "name files relative to the workflow file, below the root of the project", element);
    return nullptr;
  }
  return load_path(*path, where, element);
}

const LoadedFile* Sources::load_path(const std::string& path, model::SourceRef where, const std::string& element) {
  const auto known = files_.find(path);
  if (known != files_.end()) return known->second.get();
  if (files_.size() >= max_files) {
    faults_.error(where, "WF-FILE-004", "a workflow may name at most " + std::to_string(max_files) + " files", {},
                  element);
    return nullptr;
  }
  auto text = source_.read(path);
  if (text) return read(path, std::move(*text));
  if (text.error().code == "NOT-FOUND") {
    faults_.error(where, "WF-FILE-001", "there is no file '" + path + "'",
                  "paths count from the folder of the workflow file", element);
  } else {
    faults_.error(where, "WF-FILE-002", "'" + path + "' cannot be read: " + text.error().text, {}, element);
  }
  return nullptr;
}

}  // namespace wf::formats
