// The lexer: DMN 1.5 §10.3.1.2 grammar rules 27–37 (names, literals) and 62 (comments).
#include "feel/lexer.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace wf::feel {

namespace {

struct Keyword {
  std::string_view text;
  Tok kind;
};
constexpr std::array keywords = {
    Keyword{"if", Tok::kw_if},           Keyword{"then", Tok::kw_then},           Keyword{"else", Tok::kw_else},
    Keyword{"for", Tok::kw_for},         Keyword{"in", Tok::kw_in},               Keyword{"return", Tok::kw_return},
    Keyword{"some", Tok::kw_some},       Keyword{"every", Tok::kw_every},         Keyword{"satisfies", Tok::kw_satisfies},
    Keyword{"and", Tok::kw_and},         Keyword{"or", Tok::kw_or},               Keyword{"between", Tok::kw_between},
    Keyword{"instance", Tok::kw_instance}, Keyword{"of", Tok::kw_of},             Keyword{"true", Tok::kw_true},
    Keyword{"false", Tok::kw_false},     Keyword{"null", Tok::kw_null},           Keyword{"function", Tok::kw_function},
    Keyword{"external", Tok::kw_external},
};

Tok word_kind(std::string_view word) {
  if (word.size() < 2 || word.size() > 9) return Tok::word;
  for (const Keyword& keyword : keywords) {
    if (keyword.text == word) return keyword.kind;
  }
  return Tok::word;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || static_cast<unsigned char>(c) >= 0x80;
}

/// White space beyond ASCII that FEEL allows (rule 61); its length in bytes, else 0.
std::size_t wide_space(std::string_view text, std::size_t at) {
  std::size_t next = at;
  const char32_t c = next_code_point(text, next);
  const bool space = c == 0x85 || c == 0xA0 || c == 0x1680 || c == 0x180E || (c >= 0x2000 && c <= 0x200B) ||
                     c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 || c == 0xFEFF;
  return space ? next - at : 0;
}

class Lexer {
 public:
  Lexer(std::string_view text, std::size_t from, std::size_t to) : text_(text.substr(0, to)), at_(from) {
    out_.tokens.reserve((to - from) / 4 + 4);
  }

  Tokens run() {
    while (skip_blanks() && out_.problems.empty() && at_ < text_.size()) next();
    add(Tok::end, text_.size());
    return std::move(out_);
  }

 private:
  char peek(std::size_t ahead = 0) const { return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0'; }

  void add(Tok kind, std::size_t end) {
    out_.tokens.push_back({kind, {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)}});
    at_ = end;
  }

  void problem(std::string code, std::string message, std::string help, std::size_t end) {
    out_.problems.push_back({std::move(code), std::move(message), std::move(help),
                             {static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end)}, true});
  }

  /// False after an unfinished comment.
  bool skip_blanks() {
    for (;;) {
      const char c = peek();
      if (at_ >= text_.size()) return true;
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        ++at_;
      } else if (c == '/' && peek(1) == '/') {
        at_ = std::min(text_.find_first_of("\n\r", at_), text_.size());
      } else if (c == '/' && peek(1) == '*') {
        const std::size_t end = text_.find("*/", at_ + 2);
        if (end == std::string_view::npos) {
          problem("WF-FEEL-001", "the comment has no end", "close it with */", at_ + 2);
          return false;
        }
        at_ = end + 2;
      } else if (static_cast<unsigned char>(c) >= 0x80 && wide_space(text_, at_) > 0) {
        at_ += wide_space(text_, at_);
      } else {
        return true;
      }
    }
  }

  void next() {
    const char c = peek();
    if (is_name_start(c)) return word();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)) && !after_operand())) return number();
    if (c == '"') return string(Tok::string, at_);
    if (c == '@' && peek(1) == '"') return string(Tok::at_string, at_ + 1);
    punctuation(c);
  }

  /// Whether a point here selects a member rather than starting a number: `a.5` is no number anyway.
  bool after_operand() const {
    if (out_.tokens.empty()) return false;
    const Token& last = out_.tokens.back();
    return last.span.end == at_ && (last.kind == Tok::word || last.kind == Tok::close || last.kind == Tok::dot);
  }

  void word() {
    std::size_t end = at_;
    while (end < text_.size() && (is_name_start(text_[end]) || is_digit(text_[end]))) {
      if (static_cast<unsigned char>(text_[end]) >= 0x80 && wide_space(text_, end) > 0) break;
      ++end;
    }
    add(word_kind(text_.substr(at_, end - at_)), end);
  }

  void number() {
    std::size_t end = at_;
    while (end < text_.size() && is_digit(text_[end])) ++end;
    if (end + 1 < text_.size() && text_[end] == '.' && is_digit(text_[end + 1])) {
      ++end;
      while (end < text_.size() && is_digit(text_[end])) ++end;
    }
    if (end < text_.size() && (text_[end] == 'e' || text_[end] == 'E')) {
      std::size_t digits = end + 1;
      if (digits < text_.size() && (text_[digits] == '+' || text_[digits] == '-')) ++digits;
      if (digits < text_.size() && is_digit(text_[digits])) {
        end = digits;
        while (end < text_.size() && is_digit(text_[end])) ++end;
      }
    }
    add(Tok::number, end);
  }

  void string(Tok kind, std::size_t quote) {
    for (std::size_t end = quote + 1; end < text_.size(); ++end) {
      if (text_[end] == '\\') ++end;
      else if (text_[end] == '"') return add(kind, end + 1);
    }
    problem("WF-FEEL-001", "the text that starts here has no closing quote", "close it with \"", at_ + 1);
  }

  void punctuation(char c) {
    const char second = peek(1);
    const auto one = [&](Tok kind) { add(kind, at_ + 1); };
    const auto two = [&](Tok kind) { add(kind, at_ + 2); };
    switch (c) {
      case '(': return one(Tok::open);
      case ')': return one(Tok::close);
      case '[': return one(Tok::open_bracket);
      case ']': return one(Tok::close_bracket);
      case '{': return one(Tok::open_brace);
      case '}': return one(Tok::close_brace);
      case ',': return one(Tok::comma);
      case ':': return one(Tok::colon);
      case '?': return one(Tok::question);
      case '+': return one(Tok::plus);
      case '/': return one(Tok::slash);
      case '=': return second == '=' ? wrong_operator("==", "=") : one(Tok::equal);
      case '\'': return one(Tok::apostrophe);
      case '.': return second == '.' ? two(Tok::dots) : one(Tok::dot);
      case '-': return second == '>' ? two(Tok::arrow) : one(Tok::minus);
      case '*': return second == '*' ? two(Tok::power) : one(Tok::star);
      case '<': return second == '=' ? two(Tok::less_equal) : one(Tok::less);
      case '>': return second == '=' ? two(Tok::greater_equal) : one(Tok::greater);
      case '!': return second == '=' ? two(Tok::not_equal) : wrong_operator("!", "not(…)");
      case '&': return wrong_operator(second == '&' ? "&&" : "&", "and");
      case '|': return wrong_operator(second == '|' ? "||" : "|", "or");
      default: break;
    }
    problem("WF-FEEL-001", "the character " + shown(c) + " has no meaning in FEEL", c == ';' ? "separate items with a comma" : "", at_ + 1);
  }

  static std::string shown(char c) {
    if (c > ' ' && c < 0x7F) return std::string("'") + c + "'";
    constexpr char digits[] = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    return std::string("0x") + digits[byte >> 4] + digits[byte & 15];
  }

  void wrong_operator(std::string_view written, std::string_view meant) {
    problem("WF-FEEL-001", "'" + std::string(written) + "' is not an operator of FEEL",
            "write " + std::string(meant), at_ + written.size());
  }

  std::string_view text_;
  std::size_t at_;
  Tokens out_;
};

/// The value of `count` hexadecimal digits at `at`, or nothing.
std::optional<char32_t> hexadecimal(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return std::nullopt;
  char32_t value = 0;
  for (const char c : text.substr(at, count)) {
    const char lower = static_cast<char>(c | 0x20);
    if (is_digit(c)) value = value * 16 + static_cast<char32_t>(c - '0');
    else if (lower >= 'a' && lower <= 'f') value = value * 16 + static_cast<char32_t>(lower - 'a' + 10);
    else return std::nullopt;
  }
  return value;
}

/// Reads \uXXXX (with a second one for a surrogate pair) or \UXXXXXX at the letter; nothing if malformed.
std::optional<char32_t> code_point_escape(std::string_view text, std::size_t& at) {
  const std::size_t count = text[at] == 'u' ? 4 : 6;
  auto value = hexadecimal(text, at + 1, count);
  if (!value) return std::nullopt;
  at += count;
  if (*value >= 0xD800 && *value < 0xDC00 && text.substr(at + 1, 2) == "\\u") {
    const auto low = hexadecimal(text, at + 3, 4);
    if (!low || *low < 0xDC00 || *low > 0xDFFF) return std::nullopt;
    at += 6;
    value = 0x10000 + ((*value - 0xD800) << 10) + (*low - 0xDC00);
  }
  const bool scalar = *value <= 0x10FFFF && (*value < 0xD800 || *value > 0xDFFF);
  return scalar ? value : std::nullopt;
}

}  // namespace

Tokens tokenize(std::string_view text, std::size_t from, std::size_t to) {
  if (to > most_text) {
    return {{{Tok::end, {}}},
            {{"WF-FEEL-010", "the expression is longer than " + std::to_string(most_text) + " bytes", "split it up", {0, 1}, true}}};
  }
  if (const auto bad = invalid_utf8(text.substr(from, to - from))) {
    const auto at = static_cast<std::uint32_t>(from + *bad);
    return {{{Tok::end, {}}}, {{"WF-FEEL-001", "the text is not UTF-8 here", "save it as UTF-8", {at, at + 1}, true}}};
  }
  return Lexer(text, from, to).run();
}

bool is_keyword(Tok kind) { return kind >= Tok::kw_if && kind <= Tok::kw_external; }

std::string unescaped(std::string_view quoted, std::size_t& bad) {
  bad = std::string_view::npos;
  const std::string_view text = quoted.substr(1, quoted.size() - 2);
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '\\' || at + 1 == text.size()) {
      out += text[at];
      continue;
    }
    const std::size_t escape = at++;
    switch (text[at]) {
      case 'n': out += '\n'; break;
      case 'r': out += '\r'; break;
      case 't': out += '\t'; break;
      case '"': case '\\': case '\'': out += text[at]; break;
      case 'u': case 'U': {
        const auto value = code_point_escape(text, at);
        if (value) append_utf8(out, *value);
        else bad = escape + 1;
        break;
      }
      default:  // "\d" of a regular expression stays as it is
        out += '\\';
        out += text[at];
    }
  }
  return out;
}

}  // namespace wf::feel
