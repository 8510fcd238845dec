// Which room may see which, and which library belongs to which room.
#include <map>
#include <set>

#include "base/text.hpp"
#include "tidy/tree.hpp"

namespace wf::tidy {

namespace {

using Floors = std::map<std::string, std::set<std::string>, std::less<>>;

/// Reports a room that stands on one below it in the file, or on none that is known.
Floors read_floors(const File& file, std::vector<Finding>& found) {
  Floors floors;
  std::size_t number = 0;
  for (const auto line : file.lines()) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const auto colon = line.find(':');
    const std::string room(line.substr(0, colon));
    std::set<std::string> below;
    for (const auto word : split(trimmed(line.substr(colon + 1)), ' ')) {
      if (word.empty()) continue;
      if (!floors.contains(word)) found.push_back({"floors", file.path, number, "'" + room + "' stands on '" + std::string(word) + "', which does not stand above it in this file"});
      below.emplace(word);
    }
    floors[room] = std::move(below);
  }
  return floors;
}

/// The text between the quotes or brackets of an #include.
std::string_view included(std::string_view line) {
  if (!starts_with(line, "#include ")) return {};
  line.remove_prefix(std::string_view("#include ").size());
  if (line.size() < 2) return {};
  const auto end = line.find(line[0] == '<' ? '>' : '"', 1);
  return end == std::string_view::npos ? std::string_view() : line.substr(1, end - 1);
}

struct Library {
  std::string_view header;
  std::set<std::string_view> rooms;
};
/// What only these rooms may include, and only in sources.
const std::vector<Library>& libraries() {
  static const std::vector<Library> all = {
      {"httplib.h", {"connect", "api", "client"}}, {"sqlite3.h", {"store"}},     {"yaml-cpp/", {"formats"}}, {"toml++/", {"formats"}},
      {"nlohmann/", {"codec"}},                         {"re2/", {"feel", "model"}}, {"sodium.h", {"base", "api", "client"}}, {"boost/", {}},
      {"CLI/", {}},                                {"date/", {"base"}},         {"openssl/", {"connect", "client"}},    {"bid_", {"base"}}};
  return all;
}

std::string room_of(const std::string& path) {
  const std::string src = "src/";
  if (!starts_with(path, src)) return {};
  return path.substr(src.size(), path.find('/', src.size()) - src.size());
}

}  // namespace

std::vector<Finding> check_floors(const Tree& tree) {
  std::vector<Finding> found;
  const auto* file = tree.find("src/FLOORS");
  if (!file) return {{"floors", "src/FLOORS", 0, "the plan of the house is missing"}};
  const Floors floors = read_floors(*file, found);
  for (const auto& source : tree.files) {
    const auto room = room_of(source.path);
    if (!is_source(source) || room.empty()) continue;
    if (!floors.contains(room)) {
      found.push_back({"floors", source.path, 0, "room '" + room + "' is not in src/FLOORS"});
      continue;
    }
    std::size_t number = 0;
    for (const auto line : source.lines()) {
      ++number;
      const auto name = included(line);
      const std::string other(name.substr(0, name.find('/')));
      if (floors.contains(other) && other != room && !floors.at(room).contains(other)) {
        found.push_back({"floors", source.path, number, "'" + room + "' may not include '" + other + "': add it to src/FLOORS, or turn the dependency round"});
      }
      for (const auto& library : libraries()) {
        if (!starts_with(name, library.header)) continue;
        if (!library.rooms.contains(room)) found.push_back({"libraries", source.path, number, std::string(name) + " is no library of room '" + room + "'"});
        else if (ends_with(source.path, ".hpp")) found.push_back({"libraries", source.path, number, std::string(name) + " in a header: hide it behind a Body in the source"});
      }
    }
  }
  return found;
}

}  // namespace wf::tidy
