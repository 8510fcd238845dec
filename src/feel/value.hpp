// Value: an immutable FEEL value, which is also every process variable, form entry and JSON document.
// Not for types (types.hpp) and not for FEEL's own equality, which is three-valued (compare.hpp).
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <variant>
#include <vector>

#include "base/decimal.hpp"
#include "base/time.hpp"

namespace wf::feel {

class Value;
class Function;  // a closure or built-in as a value; only feel looks inside

enum class Kind : std::uint8_t {
  null, boolean, number, string, date, time, date_time, days_duration, years_duration, list, context, range, function
};

/// No zone (local), a fixed offset, or an IANA name. DMN 1.5 §10.3.2.3.5.
struct Zone {
  enum class Form : std::uint8_t { none, offset, named };
  Form form = Form::none;
  std::int32_t offset_seconds = 0;
  std::string name;
  bool operator==(const Zone&) const = default;
};
struct Time {
  TimeOfDay of_day;
  Zone zone;
  bool operator==(const Time&) const = default;
};
struct DateTime {
  Date date;
  TimeOfDay time;
  Zone zone;
  bool operator==(const DateTime&) const = default;
};
/// Seconds and nanoseconds of one sign.
struct DaysDuration {
  std::int64_t seconds = 0;
  std::int32_t nanoseconds = 0;
  auto operator<=>(const DaysDuration&) const = default;
};
struct YearsDuration {
  std::int64_t months = 0;
  auto operator<=>(const YearsDuration&) const = default;
};

using List = std::vector<Value>;
class Context;
struct Range;

/// Cheap to copy (at most one reference count). Any thread may read it.
class Value {
 public:
  Value() = default;  ///< null
  Value(bool value) : storage_(value) {}                 // NOLINT
  Value(Decimal value) : storage_(value) {}              // NOLINT
  Value(std::int64_t value) : storage_(Decimal(value)) {}  // NOLINT
  Value(int value) : storage_(Decimal(value)) {}         // NOLINT
  Value(std::string value);                              // NOLINT
  Value(std::string_view value) : Value(std::string(value)) {}  // NOLINT
  Value(const char* value) : Value(std::string(value)) {}       // NOLINT
  Value(Date value) : storage_(value) {}                 // NOLINT
  Value(Time value);                                     // NOLINT
  Value(DateTime value);                                 // NOLINT
  Value(DaysDuration value) : storage_(value) {}         // NOLINT
  Value(YearsDuration value) : storage_(value) {}        // NOLINT
  Value(List value);                                     // NOLINT
  Value(Context value);                                  // NOLINT
  Value(Range value);                                    // NOLINT
  /// REQUIRES: made by ListBuilder.
  struct Boxed { std::shared_ptr<const List> list; };
  Value(Boxed value) : storage_(std::move(value.list)) {}  // NOLINT
  Value(std::shared_ptr<const Function> value) : storage_(std::move(value)) {}  // NOLINT

  Kind kind() const { return static_cast<Kind>(storage_.index()); }
  bool is_null() const { return kind() == Kind::null; }
  bool is_true() const { return kind() == Kind::boolean && std::get<bool>(storage_); }

  /// The content where the kind is right, else null pointer. The pointer lives as long as this Value.
  const bool* as_boolean() const { return std::get_if<bool>(&storage_); }
  const Decimal* as_number() const { return std::get_if<Decimal>(&storage_); }
  const std::string* as_string() const { return pointee<std::string>(); }
  const Date* as_date() const { return std::get_if<Date>(&storage_); }
  const Time* as_time() const { return pointee<Time>(); }
  const DateTime* as_date_time() const { return pointee<DateTime>(); }
  const DaysDuration* as_days_duration() const { return std::get_if<DaysDuration>(&storage_); }
  const YearsDuration* as_years_duration() const { return std::get_if<YearsDuration>(&storage_); }
  const List* as_list() const { return pointee<List>(); }
  const Context* as_context() const { return pointee<Context>(); }
  const Range* as_range() const { return pointee<Range>(); }
  const Function* as_function() const { return pointee<Function>(); }

  /// How deep lists and contexts nest: 0 for anything else, 1 for a list of numbers. Costs nothing.
  int depth() const;

  /// The string, or the empty one: for fields known to be strings.
  std::string_view text() const;
  /// Member of a context; null where there is none or this is no context.
  const Value& member(std::string_view name) const;

  /// Structural: same kind, equal content; null equals null, 1.0 equals 1.00, order of context entries is free.
  bool operator==(const Value& other) const;

 private:
  template <class T>
  const T* pointee() const {
    const auto* pointer = std::get_if<std::shared_ptr<const T>>(&storage_);
    return pointer ? pointer->get() : nullptr;
  }
  std::variant<std::monostate, bool, Decimal, std::shared_ptr<const std::string>, Date, std::shared_ptr<const Time>,
               std::shared_ptr<const DateTime>, DaysDuration, YearsDuration, std::shared_ptr<const List>,
               std::shared_ptr<const Context>, std::shared_ptr<const Range>, std::shared_ptr<const Function>>
      storage_;
};

/// Grows a list whose state can be read in between as a Value, without a copy as long as nobody keeps that Value.
class ListBuilder {
 public:
  ListBuilder();
  void push(Value item);
  std::size_t size() const;
  /// The list so far.
  Value view() const;

 private:
  std::shared_ptr<List> box_;
};

/// Entries in the order they were set; names are unique.
class Context {
 public:
  struct Entry {
    std::string name;
    Value value;
    bool operator==(const Entry&) const = default;
  };
  Context() = default;
  Context(std::initializer_list<Entry> entries);
  const Value* find(std::string_view name) const;
  void set(std::string_view name, Value value);  ///< replaces in place or appends
  void remove(std::string_view name);
  const std::vector<Entry>& entries() const { return entries_; }
  std::size_t size() const { return entries_.size(); }
  bool empty() const { return entries_.empty(); }
  bool operator==(const Context& other) const;

 private:
  std::size_t position(std::string_view name) const;  // of the entry, or size()

  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> index_;  // kept only for large contexts
};

/// A missing end is unbounded.
struct Range {
  std::optional<Value> low, high;
  bool low_closed = false, high_closed = false;
  bool operator==(const Range&) const = default;
};

/// FEEL's name of a kind: "number", "date and time", "days and time duration" …
std::string_view kind_name(Kind kind);
/// The FEEL literal form for people and messages: strings quoted, dates as date("…"); cut after `most` bytes.
std::string to_feel_text(const Value& value, std::size_t most = 200);
/// FEEL string(): strings bare, everything else as to_feel_text without the function wrapping ("2026-01-05").
std::string to_display_text(const Value& value);

}  // namespace wf::feel
