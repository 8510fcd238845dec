// Finding the ends of JSON values by counting brackets outside strings.
#include "codec/json_scan.hpp"

#include <charconv>

#include "codec/json_value.hpp"

namespace wf::codec {

void JsonScan::skip_space() {
  while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\r' || text_[at_] == '\t')) ++at_;
}

bool JsonScan::take(char mark) {
  skip_space();
  if (failed_ || at_ >= text_.size() || text_[at_] != mark) return false;
  ++at_;
  return true;
}

bool JsonScan::expect(char mark) {
  if (take(mark)) return true;
  failed_ = true;
  return false;
}

bool JsonScan::skip_string() {
  for (++at_; at_ < text_.size(); ++at_) {
    if (text_[at_] == '"') return ++at_, true;
    if (text_[at_] == '\\') ++at_;
  }
  return false;
}

std::string_view JsonScan::value() {
  skip_space();
  const std::size_t begin = at_;
  std::size_t depth = 0;
  while (!failed_ && at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '"') {
      if (!skip_string()) break;
      if (depth == 0) return text_.substr(begin, at_ - begin);
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if (depth == 0 && (c == ',' || c == '}' || c == ']')) break;
    ++at_;
    if ((c == '}' || c == ']') && --depth == 0) return text_.substr(begin, at_ - begin);
  }
  if (depth == 0 && at_ > begin && text_[begin] != '"') return text_.substr(begin, at_ - begin);  // number or word
  failed_ = true;
  return {};
}

std::vector<RawMember> JsonScan::object() {
  constexpr std::size_t usual_members = 10;
  std::vector<RawMember> members;
  if (!expect('{')) return members;
  members.reserve(usual_members);
  if (take('}')) return members;
  do {
    skip_space();
    const std::string_view name = value();
    if (failed_ || name.size() < 2 || name.front() != '"') {
      failed_ = true;
      return members;
    }
    if (!expect(':')) return members;
    const std::string_view json = value();
    members.push_back({name.substr(1, name.size() - 2), json});
  } while (take(','));
  expect('}');
  return members;
}

bool JsonScan::at_end() {
  skip_space();
  return !failed_ && at_ == text_.size();
}

std::optional<std::vector<std::string_view>> array_elements(std::string_view json) {
  JsonScan scan(json);
  std::vector<std::string_view> elements;
  if (!scan.expect('[')) return std::nullopt;
  if (!scan.take(']')) {
    do elements.push_back(scan.value());
    while (scan.take(','));
    scan.expect(']');
  }
  if (!scan.at_end()) return std::nullopt;
  return elements;
}

std::optional<std::string> string_content(std::string_view json) {
  if (json.size() < 2 || json.front() != '"' || json.back() != '"') return std::nullopt;
  const std::string_view inside = json.substr(1, json.size() - 2);
  const bool plain = std::all_of(inside.begin(), inside.end(), [](char c) {
    return c != '\\' && c != '"' && static_cast<unsigned char>(c) >= 0x20;
  });
  if (plain) return std::string(inside);
  const auto value = parse_json(json, JsonLimits::stored());
  if (!value || !value->as_string()) return std::nullopt;
  return *value->as_string();
}

std::optional<std::int64_t> integer_content(std::string_view json) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(json.data(), json.data() + json.size(), number);
  if (error != std::errc{} || end != json.data() + json.size()) return std::nullopt;
  return number;
}

}  // namespace wf::codec
