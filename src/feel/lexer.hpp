// Splits FEEL text into tokens. Names are left as single words here: which words make one name depends on the
// scope, so the compiler joins them (compile_names.cpp).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "feel/expression.hpp"

namespace wf::feel {

enum class Tok : std::uint8_t {
  end, word, number, string, at_string,
  // keywords: reserved where grammar expects them, parts of names elsewhere
  kw_if, kw_then, kw_else, kw_for, kw_in, kw_return, kw_some, kw_every, kw_satisfies, kw_and, kw_or, kw_between,
  kw_instance, kw_of, kw_true, kw_false, kw_null, kw_function, kw_external,
  // punctuation
  open, close, open_bracket, close_bracket, open_brace, close_brace, comma, colon, dot, dots, question,
  plus, minus, star, power, slash, equal, not_equal, less, less_equal, greater, greater_equal, arrow, apostrophe
};

struct Token {
  Tok kind = Tok::end;
  Span span;
};

struct Tokens {
  std::vector<Token> tokens;      ///< ends with Tok::end
  std::vector<Problem> problems;  ///< the lexer stops at the first
};

/// Longest text that is compiled at all.
inline constexpr std::size_t most_text = 200'000;

/// The tokens of text[from, to); spans count from the start of `text`.
Tokens tokenize(std::string_view text, std::size_t from, std::size_t to);

bool is_keyword(Tok kind);
/// The content of a string token with its quotes; `bad` is set to the offset of an escape that is no character.
std::string unescaped(std::string_view quoted, std::size_t& bad);

}  // namespace wf::feel
