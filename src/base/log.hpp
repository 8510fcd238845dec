// Structured log: one line per entry, as readable text or as JSON. Not for results of commands (stdout).
#pragma once
#include <atomic>
#include <cstdint>
#include <initializer_list>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>

namespace wf {

enum class LogLevel : std::uint8_t { debug, info, warning, error };

struct LogField {
  std::string_view name;
  std::string value;
};

/// Thread-safe. The sink gets one finished line without a line break; the clock gives the time text of an entry.
class Log {
 public:
  enum class Format : std::uint8_t { text, json };
  using Sink = std::function<void(std::string_view line)>;
  using TimeText = std::function<std::string()>;
  Log(Sink sink, TimeText time, Format format = Format::text, LogLevel least = LogLevel::info);

  /// Entries below `least` are left out from now on.
  void set_least(LogLevel least) { least_ = least; }
  void write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});
  void debug(std::string_view m, std::initializer_list<LogField> f = {}) { write(LogLevel::debug, m, f); }
  void info(std::string_view m, std::initializer_list<LogField> f = {}) { write(LogLevel::info, m, f); }
  void warning(std::string_view m, std::initializer_list<LogField> f = {}) { write(LogLevel::warning, m, f); }
  void error(std::string_view m, std::initializer_list<LogField> f = {}) { write(LogLevel::error, m, f); }

 private:
  std::mutex mutex_;
  Sink sink_;
  TimeText time_;
  Format format_;
  std::atomic<LogLevel> least_;
};

}  // namespace wf
