// Durations as people write them ("3 working days", "48 h", "2 weeks", "PT48H") and the calendar that counts them.
// Not for FEEL duration values (feel/value.hpp), though a Period can be made from one.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "feel/value.hpp"

namespace wf::model {

/// The parts are added in this order: months, calendar days and seconds, working days.
struct Period {
  std::int64_t months = 0;
  std::int64_t days = 0;  ///< calendar days: same local time, also over a DST change
  std::int64_t ms = 0;
  std::int64_t working_days = 0;
  bool operator==(const Period&) const = default;
};

/// "3 working days", "1 day", "48 h", "90 min", "20 s", "500 ms", "2 weeks", "1 month", "1 year", combinations
/// ("1 h 30 min") and ISO 8601. Nothing when it is none of these. Never negative.
std::optional<Period> parse_period(std::string_view text);
std::optional<Period> period_of(const feel::Value& value);  ///< FEEL durations, or text as above
std::string to_text(const Period& period);                  ///< "3 working days"

/// Working week and days off. The default works Monday to Friday without holidays.
struct WorkingCalendar {
  std::string name;
  std::vector<bool> works = {true, true, true, true, true, false, false};  ///< Monday first
  std::vector<Date> days_off;                                             ///< sorted
  bool is_working_day(const Date& date) const;
  bool operator==(const WorkingCalendar&) const = default;
};

/// The moment `period` after `from`. Working days keep the local time of day. `calendar` may be null when the
/// period has no working days.
Instant add(Instant from, const Period& period, std::string_view zone, const WorkingCalendar* calendar);

}  // namespace wf::model
