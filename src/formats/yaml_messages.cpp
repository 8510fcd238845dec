// yaml-cpp's complaints in the words of a person; see yaml_messages.hpp.
#include "formats/yaml_messages.hpp"

#include <algorithm>

namespace wf::formats {

namespace {

constexpr std::string_view quote_help =
    "write the whole value in quotes, or below `>-` on a line of its own, indented";

struct Explanation {
  std::string_view library;
  std::string_view number;
  std::string_view message;
  std::string_view help;
};

constexpr Explanation explanations[] = {
    {"illegal map value", "001", "this ':' cannot stand here: the value before it is not finished or not a key",
     "a value that contains ': ' must stand in quotes; a key must stand on its own line, indented like its neighbours"},
    {"illegal map key", "001", "a key cannot stand here", "begin a new line for it, indented like its neighbours"},
    {"illegal block entry", "001", "a list item '- ' cannot stand here",
     "begin the list on a new line below its key"},
    {"illegal tab", "002", "a tab cannot be used to indent", "indent with spaces"},
    {"illegal flow end", "001", "this bracket closes nothing", "remove it, or open it before"},
    {"illegal document indicator", "007", "the line '---' or '...' cannot stand inside a value",
     "one file holds one document; close the quote before this line"},
    {"illegal EOF in scalar", "013", "a quote is never closed", "write the closing quote"},
    {"illegal character in scalar", "001", "a character cannot stand here", quote_help},
    {"unknown escape character", "001", "after a backslash this character means nothing inside double quotes",
     "write \\\\ for a backslash, or use single quotes"},
    {"bad character found while scanning hex number", "001", "behind \\x, \\u and \\U hexadecimal digits are expected",
     "write \\\\ for a backslash, or use single quotes"},
    {"invalid unicode", "001", "the escape names no character", "for example \\u00e4, or write the character itself"},
    {"unexpected character in block scalar", "001", "only +, - or a digit can follow | or >",
     "begin the text on the next line, indented"},
    {"cannot set zero indentation", "001", "a block of text cannot be indented by 0", "remove the digit"},
    {"the referenced anchor is not defined", "004", "aliases (*name) are not used in workflow files",
     "write the value again; a text that begins with * stands in quotes"},
    {"alias not found", "004", "an unquoted value cannot begin with '*'", quote_help},
    {"anchor not found", "004", "an unquoted value cannot begin with '&'", quote_help},
    {"bad character found while scanning a", "004", "an unquoted value cannot begin with '*' or '&'", quote_help},
    {"illegal character found while scanning a", "004", "an unquoted value cannot begin with '*' or '&'", quote_help},
    {"cannot assign multiple anchors", "004", "anchors (&name) are not used in workflow files", "remove it"},
    {"cannot assign multiple aliases", "004", "aliases (*name) are not used in workflow files", "write the value again"},
    {"cannot assign the same alias", "004", "anchors (&name) are not used in workflow files", "remove it"},
    {"aliases can't have any content", "004", "aliases (*name) are not used in workflow files", "write the value again"},
    {"cannot assign multiple tags", "005", "tags (!name) are not used in workflow files", "remove it"},
    {"tag handle with no suffix", "005", "an unquoted value cannot begin with '!'", quote_help},
    {"illegal character found while scanning tag handle", "005", "an unquoted value cannot begin with '!'", quote_help},
    {"end of verbatim tag not found", "005", "an unquoted value cannot begin with '!'", quote_help},
    {"YAML directives", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
    {"bad YAML version", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
    {"YAML major version", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
    {"repeated YAML directive", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
    {"TAG directives", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
    {"repeated TAG directive", "014", "directives (%YAML, %TAG) are not used in workflow files", "remove the line"},
};

std::string character_at(std::string_view text, std::uint32_t at) {
  std::size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) ++end;
  return std::string(text.substr(at, end - at));
}

/// "end of … not found": something stands where the collection should go on or end.
YamlComplaint explain_missing_end(std::string_view message, std::string_view text, std::uint32_t at) {
  const bool is_map = message.find("map") != std::string_view::npos;
  const bool is_at_end = text.find_first_not_of(" \t\r\n", std::min<std::size_t>(at, text.size())) == std::string_view::npos;
  if (message.find("flow") != std::string_view::npos) {
    const std::string bracket = is_map ? "'}'" : "']'";
    if (is_at_end) return {"001", "the closing bracket " + bracket + " is missing", "write it where the " + std::string(is_map ? "map" : "list") + " ends"};
    return {"001", "a ',' or " + bracket + " is missing before this", "separate the values with commas and close the bracket"};
  }
  const std::size_t line_begin = text.rfind('\n', at == 0 ? 0 : at - 1);
  const std::size_t first = text.find_first_not_of(" \r", line_begin == std::string_view::npos ? 0 : line_begin + 1);
  if (first == at) {
    return {"001", is_map ? "this line fits to no key above: its indentation is wrong"
                          : "this line fits to no list item above: its indentation is wrong",
            "indent it exactly like the lines it belongs to"};
  }
  return {"001", "this stands behind a value that has ended", std::string(quote_help)};
}

/// `if: "days" > 3`: yaml-cpp takes what stands behind the quote for the begin of something new.
bool is_behind_quote(std::string_view text, std::uint32_t at) {
  std::size_t before = std::min<std::size_t>(at, text.size());
  const std::size_t line = text.rfind('\n', before == 0 ? 0 : before - 1);
  const std::size_t begin = line == std::string_view::npos ? 0 : line + 1;
  const auto part = text.substr(begin, before - begin);
  const std::size_t quote = part.find_last_of("\"'");
  if (quote == std::string_view::npos || part.find_first_not_of(" |>", quote + 1) != std::string_view::npos) return false;
  return part.find_last_of("|>") != std::string_view::npos && part.find_first_of("\"'") < quote;
}

}  // namespace

YamlComplaint explain_yaml_error(std::string_view message, std::string_view text, std::uint32_t at) {
  if (message.starts_with("end of map") || message.starts_with("end of sequence")) {
    return explain_missing_end(message, text, at);
  }
  if (is_behind_quote(text, at)) return {"001", "this stands behind a value that has ended", std::string(quote_help)};
  if (message == "unknown token" && at < text.size()) {
    return {"001", "an unquoted value cannot begin with '" + character_at(text, at) + "'", std::string(quote_help)};
  }
  for (const Explanation& known : explanations) {
    if (message.starts_with(known.library)) return {known.number, std::string(known.message), std::string(known.help)};
  }
  return {"001", "the text cannot be read as YAML here (" + std::string(message) + ")",
          "check quotes, brackets and indentation"};
}

}  // namespace wf::formats
