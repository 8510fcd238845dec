// Translation of ECMA-262 notation to RE2's, where they differ: \s, \uXXXX, \cX, (?<name>…), long property
// names.
#include "model/schema/pattern.hpp"

#include <array>
#include <re2/re2.h>
#include <utility>

namespace wf::model::schema {

struct Pattern::Program {
  re2::RE2 regex;
};

namespace {

constexpr std::size_t most_bytes = 10'000;             // of one pattern
constexpr std::int64_t most_memory = 4 * 1024 * 1024;  // of RE2's automaton

// ECMA-262 §12.2 and §12.3: white space and line terminators; the characters inside of a class.
constexpr std::string_view space_members = "\\t\\n\\x{b}\\f\\r\\x{feff}\\x{2028}\\x{2029}\\p{Zs}";

constexpr std::array<std::pair<std::string_view, std::string_view>, 11> long_names = {{
    {"Letter", "L"},
    {"Lowercase_Letter", "Ll"},
    {"Uppercase_Letter", "Lu"},
    {"Titlecase_Letter", "Lt"},
    {"Mark", "M"},
    {"Number", "N"},
    {"Decimal_Number", "Nd"},
    {"digit", "Nd"},
    {"Punctuation", "P"},
    {"Symbol", "S"},
    {"Separator", "Z"},
}};

bool is_hex(std::string_view text) {
  return text.find_first_not_of("0123456789abcdefABCDEF") == std::string_view::npos;
}

/// Reads `text` from left to right and appends its meaning in RE2's notation.
class Translation {
 public:
  explicit Translation(std::string_view text) : text_(text) {}

  std::string done() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '\\') {
        escape();
        continue;
      }
      if (c == '[') in_class_ = true;
      if (c == ']') in_class_ = false;
      if (!in_class_ && text_.substr(at_).starts_with("(?<") && at_ + 3 < text_.size() &&
          text_[at_ + 3] != '=' && text_[at_ + 3] != '!') {
        out_ += "(?P<";
        at_ += 3;
        continue;
      }
      out_ += c;
      ++at_;
    }
    return std::move(out_);
  }

 private:
  void escape() {
    const char kind = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
    switch (kind) {
      case 's':
        return put(2, in_class_ ? std::string(space_members) : "[" + std::string(space_members) + "]");
      case 'S':
        if (!in_class_) return put(2, "[^" + std::string(space_members) + "]");
        break;
      case 'u':
        return code_point();
      case 'c':
        return control();
      case 'p':
      case 'P':
        return property();
      case '/':
        return put(2, "/");
      default:
        break;
    }
    put(2, std::string(text_.substr(at_, 2)));
  }

  void put(std::size_t read, const std::string& written) {
    out_ += written;
    at_ = std::min(at_ + read, text_.size());
  }

  void code_point() {
    const std::string_view rest = text_.substr(at_ + 2);
    if (rest.size() >= 4 && is_hex(rest.substr(0, 4)))
      return put(6, "\\x{" + std::string(rest.substr(0, 4)) + "}");
    const auto end = rest.find('}');
    if (rest.starts_with('{') && end != std::string_view::npos) {
      return put(end + 3, "\\x" + std::string(rest.substr(0, end + 1)));
    }
    put(2, "\\u");
  }

  void control() {
    const char letter = at_ + 2 < text_.size() ? text_[at_ + 2] : '\0';
    const bool is_letter = (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
    if (!is_letter) return put(2, "\\c");
    constexpr std::string_view digits = "0123456789abcdef";
    const auto code = static_cast<std::size_t>(letter) % 32;
    put(3, std::string("\\x") + digits[code / 16] + digits[code % 16]);
  }

  void property() {
    const std::string_view rest = text_.substr(at_ + 2);
    const auto end = rest.find('}');
    if (!rest.starts_with('{') || end == std::string_view::npos)
      return put(2, std::string(text_.substr(at_, 2)));
    std::string_view name = rest.substr(1, end - 1);
    if (const auto equals = name.find('='); equals != std::string_view::npos) name = name.substr(equals + 1);
    for (const auto& [from, to] : long_names) {
      if (name == from) name = to;
    }
    put(end + 3, std::string(text_.substr(at_, 2)) + "{" + std::string(name) + "}");
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool in_class_ = false;
  std::string out_;
};

tl::unexpected<Error> refused(std::string_view text, const std::string& reason) {
  const bool looks =
      text.find("(?=") != std::string_view::npos || text.find("(?!") != std::string_view::npos ||
      text.find("(?<=") != std::string_view::npos || text.find("(?<!") != std::string_view::npos;
  if (looks) {
    return fail("WF-SCHEMA-001",
                "look-ahead and look-behind are not available in patterns; write it without, or use "
                "\"not\" and \"allOf\" with simpler patterns");
  }
  return fail("WF-SCHEMA-001", "the pattern cannot be used: " + reason);
}

}  // namespace

Pattern::Pattern(std::string text, std::unique_ptr<const Program> program)
    : text_(std::move(text)), program_(std::move(program)) {}
Pattern::~Pattern() = default;

Result<std::shared_ptr<const Pattern>> Pattern::compile(std::string_view text) {
  if (text.size() > most_bytes)
    return refused({}, "it is longer than " + std::to_string(most_bytes) + " bytes");
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_max_mem(most_memory);
  auto program = std::unique_ptr<const Program>(new Program{re2::RE2(Translation(text).done(), options)});
  if (!program->regex.ok()) return refused(text, program->regex.error());
  return std::make_shared<const Pattern>(std::string(text), std::move(program));
}

bool Pattern::matches(std::string_view subject) const {
  return re2::RE2::PartialMatch(re2::StringPiece(subject.data(), subject.size()), program_->regex);
}

}  // namespace wf::model::schema
