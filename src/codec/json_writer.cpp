// Escaping of JSON strings and the comma logic of JsonWriter. Not for whole values (json_write.cpp).
#include "codec/json_writer.hpp"

#include <array>
#include <charconv>

#include "base/text.hpp"
#include "codec/json_value.hpp"

namespace wf::codec {

namespace {

enum class Byte : std::uint8_t { plain, escaped, multi };

constexpr std::array<Byte, 256> byte_classes = [] {
  std::array<Byte, 256> classes{};
  for (std::size_t i = 0; i < 0x20; ++i) classes[i] = Byte::escaped;
  classes['"'] = classes['\\'] = Byte::escaped;
  classes[0x7F] = Byte::plain;
  for (std::size_t i = 0x80; i < 256; ++i) classes[i] = Byte::multi;
  return classes;
}();

Byte byte_class(char c) {
  return byte_classes[static_cast<unsigned char>(c)];
}

void append_escape(std::string& out, char c) {
  constexpr std::string_view digits = "0123456789abcdef";
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\b':
      out += "\\b";
      return;
    case '\f':
      out += "\\f";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += digits[byte >> 4U];
  out += digits[byte & 0xFU];
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  std::size_t written = 0;
  std::size_t at = 0;
  while (at < text.size()) {
    const Byte kind = byte_class(text[at]);
    if (kind == Byte::plain) {
      ++at;
      continue;
    }
    out.append(text.substr(written, at - written));
    if (kind == Byte::escaped)
      append_escape(out, text[at++]);
    else
      append_utf8(out, next_code_point(text, at));
    written = at;
  }
  out.append(text.substr(written));
  out += '"';
}

JsonWriter& JsonWriter::open(char bracket) {
  separate();
  out_ += bracket;
  comma_due_ = false;
  return *this;
}

JsonWriter& JsonWriter::close(char bracket) {
  out_ += bracket;
  comma_due_ = true;
  return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
  separate();
  append_json_string(out_, name);
  out_ += ':';
  comma_due_ = false;
  return *this;
}

JsonWriter& JsonWriter::string(std::string_view text) {
  separate();
  append_json_string(out_, text);
  return *this;
}

JsonWriter& JsonWriter::integer(std::int64_t number) {
  separate();
  std::array<char, 24> digits{};  // 19 digits and a sign fit
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out_.append(digits.data(), end);
  return *this;
}

JsonWriter& JsonWriter::number(const Decimal& number) {
  separate();
  write_json(out_, feel::Value(number));
  return *this;
}

JsonWriter& JsonWriter::value(const feel::Value& value) {
  separate();
  write_json(out_, value);
  return *this;
}

JsonWriter& JsonWriter::raw(std::string_view json) {
  separate();
  out_ += json;
  return *this;
}

}  // namespace wf::codec
