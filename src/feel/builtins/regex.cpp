// Functions with patterns: matches, replace, split, extract (DMN 1.5 §10.3.4.3; XPath regular expressions by RE2,
// which is linear in the text). Not for back references, which RE2 refuses: the result is null with a message.
#include "feel/builtins/registry.hpp"

#include <re2/re2.h>

namespace wf::feel {

namespace {

constexpr std::size_t most_pattern = 4'000;
constexpr std::int64_t pattern_memory = 8 << 20;

/// XPath's `x` flag drops white space from the pattern, outside of character classes.
std::string without_blanks(std::string_view pattern) {
  std::string out;
  bool in_class = false;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    const char c = pattern[i];
    if (c == '\\' && i + 1 < pattern.size()) {
      out += c;
      out += pattern[++i];
      continue;
    }
    if (c == '[') in_class = true;
    if (c == ']') in_class = false;
    if (in_class || (c != ' ' && c != '\t' && c != '\n' && c != '\r')) out += c;
  }
  return out;
}

/// The compiled pattern, or null pointer after noting why not.
std::unique_ptr<RE2> compiled(Call& call, std::string_view pattern, std::string_view flags) {
  if (!call.charge(10 + static_cast<std::int64_t>(pattern.size()))) return nullptr;
  RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(pattern_memory);
  std::string prefix, text(pattern);
  for (const char flag : flags) {
    switch (flag) {
      case 'i': options.set_case_sensitive(false); break;
      case 's': prefix += 's'; break;
      case 'm': prefix += 'm'; break;
      case 'x': text = without_blanks(text); break;
      case 'q': options.set_literal(true); break;
      default: call.fail("WF-FEEL-111", std::string("there is no pattern flag '") + flag + "' (s, m, i, x or q)"); return nullptr;
    }
  }
  if (pattern.size() > most_pattern) {
    call.fail("WF-FEEL-111", "the pattern is longer than " + std::to_string(most_pattern) + " bytes");
    return nullptr;
  }
  if (!prefix.empty() && !options.literal()) text = "(?" + prefix + ")" + text;
  auto regex = std::make_unique<RE2>(text, options);
  if (regex->ok()) return regex;
  call.fail("WF-FEEL-111", "the pattern cannot be used: " + regex->error());
  return nullptr;
}

std::string_view flags_of(std::span<const Value> arguments, std::size_t index) {
  return arguments.size() > index ? arguments[index].text() : std::string_view();
}

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

Value matches(Call& call, std::span<const Value> arguments) {
  const auto regex = compiled(call, arguments[1].text(), flags_of(arguments, 2));
  if (!regex) return {};
  return RE2::PartialMatch(piece(arguments[0].text()), *regex);
}

/// XPath replacements say $1 and \$; group 0 and unknown groups are empty. False if malformed.
bool expand(std::string_view replacement, const std::vector<re2::StringPiece>& groups, std::string& out) {
  for (std::size_t i = 0; i < replacement.size(); ++i) {
    const char c = replacement[i];
    if (c == '\\') {
      if (++i >= replacement.size() || (replacement[i] != '\\' && replacement[i] != '$')) return false;
      out += replacement[i];
    } else if (c == '$') {
      if (i + 1 >= replacement.size() || replacement[i + 1] < '0' || replacement[i + 1] > '9') return false;
      std::size_t group = static_cast<std::size_t>(replacement[++i] - '0');
      while (i + 1 < replacement.size() && replacement[i + 1] >= '0' && replacement[i + 1] <= '9' &&
             group * 10 + static_cast<std::size_t>(replacement[i + 1] - '0') < groups.size()) {
        group = group * 10 + static_cast<std::size_t>(replacement[++i] - '0');
      }
      if (group < groups.size() && groups[group].data() != nullptr) out.append(groups[group].data(), groups[group].size());
    } else {
      out += c;
    }
  }
  return true;
}

/// Calls `each(match groups)` for every match that is not empty; false when stopped.
template <class Each>
bool for_matches(Call& call, const RE2& regex, std::string_view text, Each each) {
  std::vector<re2::StringPiece> groups(static_cast<std::size_t>(regex.NumberOfCapturingGroups()) + 1);
  std::size_t at = 0;
  while (at <= text.size() && regex.Match(piece(text), at, text.size(), RE2::UNANCHORED, groups.data(), static_cast<int>(groups.size()))) {
    if (!call.charge(1)) return false;
    const auto begin = static_cast<std::size_t>(groups[0].data() - text.data());
    if (groups[0].empty()) {
      at = begin + 1;
      continue;
    }
    if (!each(groups, begin)) return false;
    at = begin + groups[0].size();
  }
  return true;
}

Value replace(Call& call, std::span<const Value> arguments) {
  const std::string_view flags = flags_of(arguments, 3);
  const auto regex = compiled(call, arguments[1].text(), flags);
  if (!regex) return {};
  const std::string_view text = arguments[0].text(), replacement = arguments[2].text();
  if (RE2::FullMatch("", *regex)) return call.fail("WF-FEEL-111", "replace(): the pattern matches the empty text");
  std::string out;
  std::size_t done = 0;
  bool good = true;
  const bool literal = flags.find('q') != std::string_view::npos;
  for_matches(call, *regex, text, [&](const std::vector<re2::StringPiece>& groups, std::size_t begin) {
    out.append(text.substr(done, begin - done));
    if (literal) out += replacement;
    else good = expand(replacement, groups, out);
    done = begin + groups[0].size();
    return good && call.charge(0, static_cast<std::int64_t>(replacement.size()));
  });
  if (!good) return call.fail("WF-FEEL-111", "replace(): in the replacement, $ stands before a group's number, and \\ before $ or \\");
  out.append(text.substr(done));
  return out;
}

Value split_text(Call& call, std::span<const Value> arguments) {
  const auto regex = compiled(call, arguments[1].text(), {});
  if (!regex) return {};
  const std::string_view text = arguments[0].text();
  List parts;
  std::size_t done = 0;
  const bool whole = for_matches(call, *regex, text, [&](const std::vector<re2::StringPiece>& groups, std::size_t begin) {
    parts.emplace_back(text.substr(done, begin - done));
    done = begin + groups[0].size();
    return call.charge(0, sizeof(Value));
  });
  if (!whole) return {};
  parts.emplace_back(text.substr(done));
  return parts;
}

Value extract(Call& call, std::span<const Value> arguments) {
  const auto regex = compiled(call, arguments[1].text(), {});
  if (!regex) return {};
  List found;
  for_matches(call, *regex, arguments[0].text(), [&](const std::vector<re2::StringPiece>& groups, std::size_t) {
    found.emplace_back(std::string_view(groups[0].data(), groups[0].size()));
    return call.charge(0, sizeof(Value));
  });
  return found;
}

constexpr Signature signatures[] = {
    {"matches(input: string, pattern: string, flags?: string|null) -> boolean", matches},
    {"replace(input: string, pattern: string, replacement: string, flags?: string|null) -> string", replace},
    {"split(string: string, delimiter: string) -> list of string", split_text},
    {"extract(string: string, pattern: string) -> list of string", extract},
};

}  // namespace

std::span<const Signature> regex_functions() { return signatures; }

}  // namespace wf::feel
