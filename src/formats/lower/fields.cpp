// Reading one mapping: the checks of keys and of the types of values.
#include "formats/lower/fields.hpp"

#include <array>

#include "base/text.hpp"

namespace wf::formats {

namespace {

constexpr std::size_t max_id_length = 100;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

constexpr std::array feel_words = {"if",   "then",    "else",      "for", "in",  "return", "some",     "every", "satisfies",
                                   "and",  "or",      "between",   "not", "true", "false",  "null",     "instance",
                                   "of",   "function", "external"};

struct MappingHelp {
  std::string_view key, help;
};
constexpr std::array mapping_helps = {
    MappingHelp{"retry", "write it as in 'retry: { times: 3, wait: 30 s }'"},
    MappingHelp{"http", "write it as in 'http: { method: GET, url: \"https://…\" }'"},
    MappingHelp{"out", "write 'VARIABLE: = EXPRESSION' below it, as in 'out: { answer: = outcome }'"},
    MappingHelp{"in", "write 'VARIABLE: = EXPRESSION' below it, as in 'in: { days: = request.days }'"},
    MappingHelp{"values", "write 'VARIABLE: = EXPRESSION' below it, as in 'values: { total: = amount * 1.19 }'"},
    MappingHelp{"roles", "write 'NAME: group:NAME', 'NAME: person:ID' or 'NAME: = EXPRESSION' below it"},
    MappingHelp{"data", "write 'VARIABLE: TYPE' below it, as in 'data: { total: number }'"},
};

std::string mapping_help(std::string_view key) {
  for (const auto& known : mapping_helps) {
    if (known.key == key) return std::string(known.help);
  }
  return "write entries of the form 'key: value' below it";
}

/// What was meant by a key that stands at the wrong place; empty where nothing is known.
std::string misplaced_key(const Place& place, std::string_view key) {
  const bool is_arc = key == "next" || key == "goto";
  if (is_arc && place.allows("stop_everything")) return "the way ends here; to go on, remove this step or draw the arc from the step before it";
  if (key == "steps" && place.allows("branches")) return "steps stand in branches: write 'branches:' and below it '- steps:' for each way";
  if (key == "steps" && place.allows("cases")) return "steps stand in cases: write 'cases:' and below it '- if:' with 'steps:'";
  return {};
}

}  // namespace

std::string_view kind_in_words(Node::Kind kind) {
  switch (kind) {
    case Node::Kind::null: return "nothing";
    case Node::Kind::boolean: return "true or false";
    case Node::Kind::number: return "a number";
    case Node::Kind::string: return "a text";
    case Node::Kind::sequence: return "a list";
    case Node::Kind::mapping: return "a mapping";
  }
  return "nothing";
}

bool is_id(std::string_view text) {
  if (text.empty() || text.size() > max_id_length || !is_letter(text.front())) return false;
  for (const char c : text) {
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_') return false;
  }
  return true;
}

bool is_variable_name(std::string_view text) {
  if (text.empty() || text.size() > max_id_length || is_digit(text.front())) return false;
  for (const char c : text) {
    const bool beyond_ascii = static_cast<unsigned char>(c) >= 0x80;
    if (!is_letter(c) && !is_digit(c) && c != '_' && !beyond_ascii) return false;
  }
  for (const std::string_view word : feel_words) {
    if (word == text) return false;
  }
  return true;
}

void Fields::error(model::SourceRef where, std::string code, std::string message, std::string help) const {
  faults_.error(where, std::move(code), std::move(message), std::move(help), element_);
}

model::SourceRef Fields::key_place(std::string_view key) const {
  for (const auto& entry : node_.entries) {
    if (entry.key == key) return {file_, entry.key_span};
  }
  return {file_, node_.span};
}

model::SourceRef Fields::value_place(std::string_view key) const {
  const Node* node = find(key);
  return node != nullptr && node->span.end > node->span.begin ? model::SourceRef{file_, node->span} : key_place(key);
}

void Fields::check_keys() const {
  for (const auto& entry : node_.entries) {
    if (!place_.allows(entry.key)) unknown_key(entry);
  }
}

void Fields::unknown_key(const Node::Entry& entry) const {
  const model::SourceRef where{file_, entry.key_span};
  const std::string quoted = "'" + entry.key + "'";
  const Verb* verb = find_verb(entry.key);
  const bool is_second_verb = verb != nullptr && verb->primary && place_.is_step;
  if (is_second_verb) return;  // said where the verb of the step is looked for
  if (const Unbuilt* unbuilt = find_unbuilt(entry.key)) {
    const bool part_of_each = entry.key == "as" || entry.key == "in_order";
    if (part_of_each && has("each")) return;
    error(where, "WF-LANG-013", quoted + " cannot run in this version", std::string(unbuilt->instead));
    return;
  }
  const std::string message = quoted + " is no key of " + std::string(place_.what);
  std::string help = misplaced_key(place_, entry.key);
  if (help.empty()) help = std::string(foreign_word(entry.key));
  if (verb != nullptr && place_.allows("steps")) help = "steps stand in the list below 'steps:'";
  if (help.empty()) {
    const std::string allowed = "keys of " + std::string(place_.what) + ": " + joined(place_.keys, ", ");
    help = faults_.suggestion(entry.key, place_.keys, allowed);
  }
  error(where, "WF-LANG-002", message, help);
}

void Fields::wrong_type(const Node& node, std::string_view what, std::string_view expected, std::string help) const {
  const auto where = node.span.end > node.span.begin ? node.span : node_.span;
  error({file_, where}, "WF-LANG-003",
        std::string(what) + " must be " + std::string(expected) + ", not " + std::string(kind_in_words(node.kind)),
        std::move(help));
}

std::optional<std::string> Fields::text(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == Node::Kind::string && !trimmed(node->text).empty()) return node->text;
  const bool unquoted = node->kind == Node::Kind::number || node->kind == Node::Kind::boolean;
  const std::string quoted = "'" + std::string(key) + "'";
  if (node->kind == Node::Kind::null || node->kind == Node::Kind::string) {
    error(key_place(key), "WF-LANG-003", quoted + " is empty", "write a text behind it");
  } else {
    wrong_type(*node, quoted, "a text", unquoted ? "put it in quotes: \"" + node->text + "\"" : "");
  }
  return std::nullopt;
}

const Node* Fields::list(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr || node->kind == Node::Kind::sequence) return node;
  const std::string quoted = "'" + std::string(key) + "'";
  if (node->kind == Node::Kind::null) {
    error(key_place(key), "WF-LANG-003", quoted + " is empty", "begin each entry of the list with '- '");
  } else {
    wrong_type(*node, quoted, "a list", "begin each entry with '- '");
  }
  return nullptr;
}

const Node* Fields::mapping(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr || node->kind == Node::Kind::mapping) return node;
  const std::string quoted = "'" + std::string(key) + "'";
  if (node->kind == Node::Kind::null) {
    error(key_place(key), "WF-LANG-003", quoted + " is empty", mapping_help(key));
  } else {
    wrong_type(*node, quoted, "a mapping", mapping_help(key));
  }
  return nullptr;
}

std::optional<bool> Fields::flag(std::string_view key) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  if (node->kind == Node::Kind::boolean) return node->boolean;
  wrong_type(*node, "'" + std::string(key) + "'", "true or false");
  return std::nullopt;
}

std::optional<Decimal> Fields::number(std::string_view key, int low, int high) const {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const std::string quoted = "'" + std::string(key) + "'";
  if (node->kind != Node::Kind::number) {
    wrong_type(*node, quoted, "a number", "write a number from " + std::to_string(low) + " to " + std::to_string(high));
    return std::nullopt;
  }
  if (node->number >= Decimal(low) && node->number <= Decimal(high)) return node->number;
  error({file_, node->span}, "WF-LANG-020",
        quoted + " must lie between " + std::to_string(low) + " and " + std::to_string(high));
  return std::nullopt;
}

std::optional<std::int64_t> Fields::count(std::string_view key, int low, int high) const {
  const auto value = number(key, low, high);
  if (!value) return std::nullopt;
  if (const auto whole = value->to_int64()) return whole;
  error(value_place(key), "WF-LANG-020", "'" + std::string(key) + "' must be a whole number");
  return std::nullopt;
}

}  // namespace wf::formats
