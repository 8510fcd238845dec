// Formatting of log entries.
#include "base/log.hpp"

#include "base/text.hpp"

namespace wf {

namespace {

std::string_view level_name(LogLevel level) {
  switch (level) {
    case LogLevel::debug: return "debug";
    case LogLevel::info: return "info";
    case LogLevel::warning: return "warning";
    case LogLevel::error: return "error";
  }
  return "info";
}

/// A JSON string; ill-formed UTF-8 becomes U+FFFD so that a log line is always valid.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c == '"' || c == '\\') out += '\\', out += static_cast<char>(c);
    else if (c == '\n') out += "\\n";
    else if (c < 0x20) {
      constexpr char hex[] = "0123456789abcdef";
      out += "\\u00";
      out += hex[c >> 4];
      out += hex[c & 15];
    } else append_utf8(out, c);
  }
  return out + '"';
}

bool is_plain(std::string_view value) {
  return !value.empty() && value.find_first_of(" \t\r\n\"=") == std::string_view::npos;
}

}  // namespace

Log::Log(Sink sink, TimeText time, Format format, LogLevel least)
    : sink_(std::move(sink)), time_(std::move(time)), format_(format), least_(least) {}

void Log::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
  if (level < least_) return;
  std::string line;
  if (format_ == Format::json) {
    line = "{\"time\":" + quoted(time_()) + ",\"level\":\"" + std::string(level_name(level)) + "\",\"message\":" + quoted(message);
    for (const auto& field : fields) line += "," + quoted(field.name) + ":" + quoted(field.value);
    line += "}";
  } else {
    line = time_() + " " + std::string(level_name(level)) + " " + std::string(message);
    for (const auto& field : fields) {
      line += " " + std::string(field.name) + "=" + (is_plain(field.value) ? field.value : quoted(field.value));
    }
  }
  std::lock_guard lock(mutex_);
  sink_(line);
}

}  // namespace wf
