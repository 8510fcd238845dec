// Entries: what a stranger may hand to the program, each as one function over any bytes. An entry returns, or ends the
// process by a promise that was broken. libFuzzer feeds them (fuzz_<name>), and so does test_fuzz, from corpus/.
#pragma once
#include <array>
#include <string_view>

namespace wf::fuzz {

void yaml(std::string_view input);      ///< formats: YAML text to a tree
void toml(std::string_view input);      ///< formats: TOML text to a tree
void json(std::string_view input);      ///< formats: JSON text to a tree; codec: JSON text to a value and back
void workflow(std::string_view input);  ///< formats: a whole workflow file, lowered and validated
void feel(std::string_view input);      ///< feel: compile three ways, evaluate within a budget
void types(std::string_view input);     ///< feel: compile against a closed scope
void schema(std::string_view input);    ///< model: JSON as a schema, its static type, validation against it
void target(std::string_view input);    ///< api: path and query of a request; connect: URLs
void moments(std::string_view input);   ///< base: dates, moments, durations, decimals, UTF-8

struct Entry {
  std::string_view name;
  void (*run)(std::string_view input);
};
inline constexpr std::array entries = {
    Entry{"yaml", yaml}, Entry{"toml", toml},     Entry{"json", json},     Entry{"workflow", workflow}, Entry{"feel", feel},
    Entry{"types", types}, Entry{"schema", schema}, Entry{"target", target}, Entry{"moments", moments}};

/// Ends the process with the broken promise's words.
void promise(bool kept, const char* words);

}  // namespace wf::fuzz
