// The words of the workflow language: which keys may stand where, which verbs exist, which of them cannot run yet.
// Not for what the words do (the files named after their verbs).
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace wf::formats {

/// A place in the file where a mapping stands, with the keys that it may have.
struct Place {
  std::string_view what;          ///< "a 'task' step", "a case of 'choose'"
  std::vector<std::string> keys;  ///< in the order in which people write them
  bool is_step = false;           ///< a step: one of the keys is its verb
  bool allows(std::string_view key) const;
};

enum class PlaceOf : std::uint8_t {
  workflow, start, task, approve, manual, call, set, choose, parallel, wait, subprocess, end, gateway,
  choose_case, branch, boundary, retry, http, arc, calendar, day_off
};
const Place& place_of(PlaceOf which);

/// A verb of a step. `primary` verbs make two verbs a fault; the others ("message", "signal") are also keys of
/// primary ones.
struct Verb {
  std::string_view name;
  PlaceOf place = PlaceOf::task;
  bool built = true;
  bool primary = true;
};
const std::vector<Verb>& verbs();
const Verb* find_verb(std::string_view name);

/// A word of the language that this version refuses, and what to do instead.
struct Unbuilt {
  std::string_view word;
  std::string_view instead;
};
const Unbuilt* find_unbuilt(std::string_view word);

/// What to write in place of a word that other languages use ("assignee" → "write 'by'"); empty when there is nothing.
std::string_view foreign_word(std::string_view word);

}  // namespace wf::formats
