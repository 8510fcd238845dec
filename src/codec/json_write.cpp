// write_json and to_json: values straight into text, compact or indented. Reading is in json_read.cpp.
#include "codec/json_value.hpp"
#include "codec/json_writer.hpp"
#include "codec/lexical.hpp"
#include "codec/typed_object.hpp"

namespace wf::codec {

namespace {

using feel::Context;
using feel::Kind;
using feel::List;
using feel::Value;

constexpr std::size_t indent_width = 2;

void append_typed(std::string& out, std::string_view type, std::string_view form) {
  out += "{\"@type\":\"";
  out += type;
  out += "\",\"@value\":";
  append_json_string(out, form);
  out += '}';
}

/// Beyond exponents of three digits other programs' and our own number readers give up, so the digits go into a string.
void append_number(std::string& out, const Decimal& number) {
  constexpr std::size_t exponent_digits_in_doubt = 4;  // 1E+1000 and up
  const std::string text = number.to_string();
  const std::size_t e = text.find('E');
  const bool extreme = e != std::string::npos && text.size() - e >= exponent_digits_in_doubt + 2;
  if (extreme) append_typed(out, "number", text);
  else out += text;
}

class Printer {
 public:
  Printer(std::string& out, bool pretty) : out_(out), pretty_(pretty) {}

  void print(const Value& value) {
    switch (value.kind()) {
      case Kind::null: out_ += "null"; return;
      case Kind::boolean: out_ += value.is_true() ? "true" : "false"; return;
      case Kind::number: append_number(out_, *value.as_number()); return;
      case Kind::string: append_json_string(out_, *value.as_string()); return;
      case Kind::list: print(*value.as_list()); return;
      case Kind::context: print(*value.as_context()); return;
      case Kind::function: append_typed(out_, "function", feel::to_display_text(value)); return;
      case Kind::date:
      case Kind::time:
      case Kind::date_time:
      case Kind::days_duration:
      case Kind::years_duration:
      case Kind::range: append_typed(out_, feel::kind_name(value.kind()), lexical_form(value)); return;
    }
  }

 private:
  void print(const List& list) {
    if (list.empty()) {
      out_ += "[]";
      return;
    }
    char mark = '[';
    level_ += indent_width;
    for (const Value& item : list) {
      out_ += mark;
      mark = ',';
      break_line();
      print(item);
    }
    level_ -= indent_width;
    break_line();
    out_ += ']';
  }

  void print(const Context& context) {
    const bool wrapped = looks_typed(context);
    if (wrapped) out_ += "{\"@type\":\"context\",\"@value\":";
    print_members(context);
    if (wrapped) out_ += '}';
  }

  void print_members(const Context& context) {
    if (context.empty()) {
      out_ += "{}";
      return;
    }
    char mark = '{';
    level_ += indent_width;
    for (const auto& [name, value] : context.entries()) {
      out_ += mark;
      mark = ',';
      break_line();
      append_json_string(out_, name);
      out_ += pretty_ ? ": " : ":";
      print(value);
    }
    level_ -= indent_width;
    break_line();
    out_ += '}';
  }

  void break_line() {
    if (!pretty_) return;
    out_ += '\n';
    out_.append(level_, ' ');
  }

  std::string& out_;
  const bool pretty_;
  std::size_t level_ = 0;
};

}  // namespace

void write_json(std::string& out, const Value& value) { Printer(out, false).print(value); }

std::string to_json(const Value& value, bool pretty) {
  std::string out;
  Printer(out, pretty).print(value);
  return out;
}

bool nesting_within(const Value& value, std::size_t depth) {
  const List* list = value.as_list();
  const Context* context = value.as_context();
  if (!list && !context) return true;
  if (depth == 0) return false;
  if (list) {
    return std::all_of(list->begin(), list->end(), [&](const Value& item) { return nesting_within(item, depth - 1); });
  }
  const auto& entries = context->entries();
  return std::all_of(entries.begin(), entries.end(),
                     [&](const Context::Entry& entry) { return nesting_within(entry.value, depth - 1); });
}

}  // namespace wf::codec
