// Canonical spelling of names.
#include "feel/names.hpp"

namespace wf::feel {

namespace {

bool is_symbol(char c) { return c == '.' || c == '/' || c == '-' || c == '\'' || c == '+' || c == '*'; }
bool is_blank(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_simple(std::string_view raw) {
  for (const char c : raw) {
    if (is_symbol(c) || is_blank(c)) return false;
  }
  return true;
}

}  // namespace

void append_name_part(std::string& name, std::string_view part) {
  if (!name.empty() && !part.empty() && !is_symbol(name.back()) && !is_symbol(part.front())) name += ' ';
  name += part;
}

std::string canonical_name(std::string_view raw) {
  if (is_simple(raw)) return std::string(raw);
  std::string name;
  for (std::size_t at = 0; at < raw.size();) {
    std::size_t end = at;
    while (end < raw.size() && !is_symbol(raw[end]) && !is_blank(raw[end])) ++end;
    if (end == at && is_symbol(raw[at])) ++end;
    if (end > at) append_name_part(name, raw.substr(at, end - at));
    at = end == at ? at + 1 : end;
  }
  return name;
}

bool is_name(std::string_view canonical, std::string_view raw) {
  if (canonical == raw) return true;
  return !is_simple(raw) && canonical_name(raw) == canonical;
}

}  // namespace wf::feel
