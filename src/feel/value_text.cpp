// The FEEL text of a value, for people, messages and string(). Not for JSON (codec).
#include "feel/function.hpp"
#include "feel/temporal_text.hpp"
#include "feel/value.hpp"

namespace wf::feel {

namespace {

constexpr int deepest_text = 200;  // deeper values are shown as …
constexpr std::size_t display_most = 16 << 20;

/// Writes one value; stops growing once `most` bytes are reached.
struct Writer {
  std::string out;
  std::size_t most;
  bool literal;  // date("2026-01-05") rather than 2026-01-05

  bool full() const { return out.size() >= most; }

  void wrapped(std::string_view function, std::string_view text) {
    if (!literal) {
      out += text;
      return;
    }
    out += function;
    out += "(\"";
    out += text;
    out += "\")";
  }

  void quoted(std::string_view text) {
    out += '"';
    for (const char c : text) {
      if (full()) break;
      switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\r': out += "\\r"; break;
        case '\t': out += "\\t"; break;
        default: out += c;
      }
    }
    out += '"';
  }

  static bool is_plain_name(std::string_view name) {
    if (name.empty() || (name[0] >= '0' && name[0] <= '9')) return false;
    for (const char c : name) {
      const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                         c == ' ' || static_cast<unsigned char>(c) >= 0x80;
      if (!plain) return false;
    }
    return name.front() != ' ' && name.back() != ' ';
  }

  void list(const List& items, int depth) {
    out += '[';
    for (std::size_t i = 0; i < items.size() && !full(); ++i) {
      if (i > 0) out += ", ";
      value(items[i], depth + 1, true);
    }
    out += ']';
  }

  void context(const Context& context, int depth) {
    out += '{';
    bool first = true;
    for (const Context::Entry& entry : context.entries()) {
      if (full()) break;
      if (!first) out += ", ";
      first = false;
      if (is_plain_name(entry.name)) out += entry.name;
      else quoted(entry.name);
      out += ": ";
      value(entry.value, depth + 1, true);
    }
    out += '}';
  }

  void range(const Range& range, int depth) {
    out += range.low_closed ? '[' : '(';
    if (range.low) value(*range.low, depth + 1, true);
    out += "..";
    if (range.high) value(*range.high, depth + 1, true);
    out += range.high_closed ? ']' : ')';
  }

  void function(const Function& function) {
    out += "function(";
    for (std::size_t i = 0; i < function.parameters().size(); ++i) {
      if (i > 0) out += ", ";
      out += function.parameters()[i];
    }
    out += ')';
  }

  void value(const Value& value, int depth, bool quote) {
    if (depth > deepest_text) {
      out += "…";
      return;
    }
    switch (value.kind()) {
      case Kind::null: out += "null"; break;
      case Kind::boolean: out += value.is_true() ? "true" : "false"; break;
      case Kind::number: out += value.as_number()->to_string(); break;
      case Kind::string:
        if (quote) quoted(*value.as_string());
        else out += *value.as_string();
        break;
      case Kind::date: wrapped("date", format_date(*value.as_date())); break;
      case Kind::time: wrapped("time", text_of(*value.as_time())); break;
      case Kind::date_time: wrapped("date and time", text_of(*value.as_date_time())); break;
      case Kind::days_duration: wrapped("duration", text_of(*value.as_days_duration())); break;
      case Kind::years_duration: wrapped("duration", text_of(*value.as_years_duration())); break;
      case Kind::list: list(*value.as_list(), depth); break;
      case Kind::context: context(*value.as_context(), depth); break;
      case Kind::range: range(*value.as_range(), depth); break;
      case Kind::function: function(*value.as_function()); break;
    }
  }
};

/// Cuts at a code point border and marks the cut.
void cut(std::string& text, std::size_t most) {
  if (text.size() <= most) return;
  std::size_t end = most;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  text.resize(end);
  text += "…";
}

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::null: return "null";
    case Kind::boolean: return "boolean";
    case Kind::number: return "number";
    case Kind::string: return "string";
    case Kind::date: return "date";
    case Kind::time: return "time";
    case Kind::date_time: return "date and time";
    case Kind::days_duration: return "days and time duration";
    case Kind::years_duration: return "years and months duration";
    case Kind::list: return "list";
    case Kind::context: return "context";
    case Kind::range: return "range";
    case Kind::function: return "function";
  }
  return "null";
}

std::string to_feel_text(const Value& value, std::size_t most) {
  Writer writer{{}, most, true};
  writer.value(value, 0, true);
  cut(writer.out, most);
  return std::move(writer.out);
}

std::string to_display_text(const Value& value) {
  Writer writer{{}, display_most, false};
  writer.value(value, 0, false);
  cut(writer.out, display_most);
  return std::move(writer.out);
}

}  // namespace wf::feel
