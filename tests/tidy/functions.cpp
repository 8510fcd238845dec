// Length of functions. No parser of C++: braces are matched outside of comments, strings and raw strings; a brace opens
// a function where a parameter list stands before it and no function is open around it.
#include <cctype>

#include "tidy/tree.hpp"

namespace wf::tidy {

namespace {

constexpr std::size_t most_lines = 70;

/// The text with comments and literals blanked, line breaks kept.
std::string code_only(const std::string& text) {
  std::string out = text;
  const auto blank = [&](std::size_t from, std::size_t to) {
    for (std::size_t i = from; i < to && i < out.size(); ++i) {
      if (out[i] != '\n') out[i] = ' ';
    }
  };
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text.compare(i, 2, "//") == 0) {
      end = std::min(text.find('\n', i), text.size());
      blank(i, end);
    } else if (text.compare(i, 2, "/*") == 0) {
      end = std::min(text.find("*/", i), text.size() - 2) + 2;
      blank(i, end);
    } else if (text.compare(i, 2, "R\"") == 0) {
      const auto open = text.find('(', i);
      const std::string close = ")" + text.substr(i + 2, open - i - 2) + "\"";
      end = std::min(text.find(close, open), text.size() - close.size()) + close.size();
      blank(i, end);
    } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || std::isalnum(static_cast<unsigned char>(text[i - 1])) == 0))) {
      while (end < text.size() && text[end] != text[i] && text[end] != '\n') end += text[end] == '\\' ? 2 : 1;
      ++end;
      blank(i, end);
    }
    i = end;
  }
  return out;
}

bool opens_type_or_namespace(std::string_view before) {
  for (const std::string_view keyword : {"namespace", "class", "struct", "enum", "union", "extern"}) {
    const auto at = before.find(keyword);
    if (at == std::string_view::npos) continue;
    const bool begins = at == 0 || std::isalnum(static_cast<unsigned char>(before[at - 1])) == 0;
    if (begins && before.find('(') == std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

std::vector<Finding> check_functions(const Tree& tree) {
  std::vector<Finding> found;
  for (const auto& file : tree.files) {
    if (!is_source(file)) continue;
    const auto code = code_only(file.text);
    std::size_t line = 1, depth = 0, statement = 0, function_line = 0, function_depth = 0;
    for (std::size_t i = 0; i < code.size(); ++i) {
      if (code[i] == '\n') ++line;
      if (code[i] == ';') statement = i + 1;
      if (code[i] == '{') {
        const auto before = std::string_view(code).substr(statement, i - statement);
        const bool is_function = function_line == 0 && before.find('(') != std::string_view::npos && !opens_type_or_namespace(before);
        if (is_function) function_line = line, function_depth = depth;
        ++depth;
        statement = i + 1;
      }
      if (code[i] == '}' && depth > 0) {
        --depth;
        statement = i + 1;
        if (function_line == 0 || depth != function_depth) continue;
        const std::size_t length = line - function_line + 1;
        if (length > most_lines) found.push_back({"function-size", file.path, function_line, std::to_string(length) + " lines, at most " + std::to_string(most_lines) + ": split it by its steps"});
        function_line = 0;
      }
    }
  }
  return found;
}

}  // namespace wf::tidy
