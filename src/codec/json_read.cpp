// parse_json: nlohmann's event parser feeds a stack of open lists and contexts; no tree of its own is built.
// Writing is in json_write.cpp.
#include "codec/json_value.hpp"

#include <cstring>
#include <limits>
#include <iterator>
#include <nlohmann/json.hpp>

#include "codec/typed_object.hpp"

namespace wf::codec {

namespace {

using feel::Context;
using feel::List;
using feel::Value;

/// Numbers go through `long double` only for nlohmann's own check of range (up to 1E+4932); we take their
/// digits.
using Grammar =
    nlohmann::basic_json<std::map, std::vector, std::string, bool, std::int64_t, std::uint64_t, long double>;

/// Walks the text and leaves its place where the event handler can see it.
class Cursor {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = const char&;

  Cursor(const char* at, const char** place) : at_(at), place_(place) {}
  reference operator*() const { return *at_; }
  Cursor& operator++() {
    *place_ = ++at_;
    return *this;
  }
  bool operator==(const Cursor& other) const { return at_ == other.at_; }
  bool operator!=(const Cursor& other) const { return at_ != other.at_; }

 private:
  const char* at_;
  const char** place_;
};

std::string place_text(std::string_view before) {
  std::size_t line = 1;
  std::size_t column = 1;
  for (const char c : before) {
    const bool continues = (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
    if (c == '\n') {
      ++line;
      column = 1;
    } else if (!continues) {
      ++column;
    }
  }
  return "JSON line " + std::to_string(line) + ", column " + std::to_string(column) + ": ";
}

/// "…parsing value - unexpected ']'; last read: '[,]'; expected …" without the parser's own preface and echo.
std::string reason_of(std::string_view what) {
  if (const auto dash = what.find(" - "); dash != std::string_view::npos) what.remove_prefix(dash + 3);
  std::string reason(what);
  const auto echo = reason.find("; last read: '");
  if (echo == std::string::npos) return reason;
  const auto expected = reason.rfind("; expected ");
  const bool follows = expected != std::string::npos && expected > echo;
  return reason.substr(0, echo) + (follows ? reason.substr(expected) : "");
}

class Builder {
 public:
  Builder(std::string_view text, const JsonLimits& limits)
      : text_(text), limits_(limits), place_(text.data()) {
    constexpr std::size_t usual_depth = 8;
    open_.reserve(usual_depth);
  }

  const char** place() { return &place_; }
  Result<Value> result() && {
    if (error_) return tl::unexpected<Error>(std::move(*error_));
    return std::move(root_);
  }

  // nlohmann's SAX interface; false stops the parser.
  bool null() { return add(Value()); }
  bool boolean(bool value) { return add(Value(value)); }
  bool number_integer(std::int64_t value) { return add(Value(value)); }
  bool number_unsigned(std::uint64_t value) {
    if (value <= static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max())) {
      return add(Value(static_cast<std::int64_t>(value)));
    }
    return number_float(0, std::to_string(value));
  }
  bool number_float(long double /*value*/, const std::string& digits) {
    const auto number = Decimal::parse(digits);
    if (!number)
      return refuse("WF-JSON-006", "the number " + shown(digits) + " is out of range; use a smaller one");
    return add(Value(*number));
  }
  bool string(std::string& value) { return add(Value(std::move(value))); }
  bool binary(Grammar::binary_t& /*value*/) { return false; }  // JSON text has none

  bool start_object(std::size_t /*size*/) { return open(false); }
  bool start_array(std::size_t /*size*/) { return open(true); }
  bool key(std::string& name) {
    Frame& frame = open_.back();
    if (frame.members.find(name)) {
      return refuse("WF-JSON-003",
                    "the name \"" + shown(name) + "\" stands twice in one object; keep one of them");
    }
    frame.name = std::move(name);
    return true;
  }
  bool end_array() {
    Value list(std::move(open_.back().items));
    open_.pop_back();
    return add(std::move(list));
  }
  bool end_object() {
    Context members = std::move(open_.back().members);
    const bool shielded = open_.back().shielded;
    open_.pop_back();
    if (!limits_.typed || shielded || !looks_typed(members)) return add(Value(std::move(members)));
    auto value = from_typed(members);
    if (!value) return refuse(value.error().code, value.error().text);
    return add(std::move(*value));
  }

  bool parse_error(std::size_t position, const std::string& /*token*/,
                   const nlohmann::detail::exception& fault) {
    place_ = text_.data() + std::min(position, text_.size());
    const std::string_view what = fault.what();
    if (fault.id == 406) return refuse("WF-JSON-006", "the number is out of range; use a smaller one");
    if (what.find("ill-formed UTF-8") != std::string_view::npos) {
      return refuse("WF-JSON-002", "the bytes here are not UTF-8; save the text in UTF-8");
    }
    return refuse("WF-JSON-001", reason_of(what) + "; correct the text at this place");
  }

 private:
  struct Frame {
    bool is_list = false;
    bool shielded =
        false;  // content of a {"@type":"context","@value":…}: a plain context whatever it looks like
    List items;
    Context members;
    std::string name;
  };

  static std::string shown(std::string_view text) {
    constexpr std::size_t most_shown = 60;
    if (text.size() <= most_shown) return std::string(text);
    std::size_t end = most_shown;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;
    return std::string(text.substr(0, end)) + "…";
  }

  bool open(bool is_list) {
    if (open_.size() >= limits_.depth) {
      return refuse("WF-JSON-004", "more than " + std::to_string(limits_.depth) +
                                       " brackets are open; nest the values less deeply");
    }
    const bool shielded = !is_list && opens_shielded();
    Frame& frame = open_.emplace_back();
    frame.is_list = is_list;
    frame.shielded = shielded;
    return true;
  }

  bool opens_shielded() const {
    if (open_.empty() || open_.back().is_list || open_.back().shielded || open_.back().name != value_member)
      return false;
    const auto& entries = open_.back().members.entries();
    return entries.size() == 1 && entries[0].name == type_member && entries[0].value.text() == context_type;
  }

  bool add(Value value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return true;
    }
    Frame& frame = open_.back();
    if (frame.is_list)
      frame.items.push_back(std::move(value));
    else
      frame.members.set(frame.name, std::move(value));
    return true;
  }

  bool refuse(std::string code, const std::string& reason) {
    // The parser has read up to and including the last byte of the token; that byte is the place.
    const auto read = static_cast<std::size_t>(place_ - text_.data());
    error_ = Error{std::move(code), place_text(text_.substr(0, read == 0 ? 0 : read - 1)) + reason + "."};
    return false;
  }

  std::string_view text_;
  JsonLimits limits_;
  const char* place_;
  std::vector<Frame> open_;
  Value root_;
  std::optional<Error> error_;
};

}  // namespace

Result<Value> parse_json(std::string_view text, JsonLimits limits) {
  if (text.size() > limits.bytes) {
    return fail("WF-JSON-005", "The JSON text has " + std::to_string(text.size()) + " bytes; at most " +
                                   std::to_string(limits.bytes) + " are taken. Send less at once.");
  }
  if (text.empty()) return fail("WF-JSON-001", "The JSON text is empty; write a value, for example {}.");
  if (const void* nul = std::memchr(text.data(), 0, text.size())) {
    const auto offset = static_cast<std::size_t>(static_cast<const char*>(nul) - text.data());
    return fail("WF-JSON-008", place_text(text.substr(0, offset)) + "a NUL byte stands here; remove it.");
  }
  Builder builder(text, limits);
  Grammar::sax_parse(Cursor(text.data(), builder.place()), Cursor(text.data() + text.size(), builder.place()),
                     &builder);
  return std::move(builder).result();
}

}  // namespace wf::codec
