// Periods, moments and timers in the file: `after`, `until`, `due`, `timeout`, `retry`.
#pragma once
#include <optional>

#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// `after`: a period in words or `= FEEL`.
std::optional<model::TimerDefinition> lower_period(Workbench& bench, const Fields& fields, std::string_view key,
                                                   const feel::Scope& scope);
/// `until`: a date, a moment, or bare FEEL.
std::optional<model::TimerDefinition> lower_moment(Workbench& bench, const Fields& fields, std::string_view key,
                                                   const feel::Scope& scope);
/// `due`: a period, a date or moment, or `= FEEL` giving either.
std::optional<model::TimerDefinition> lower_due(Workbench& bench, const Fields& fields, const feel::Scope& scope);
/// A constant of exact length (no months, no working days), in milliseconds, at most `most`.
std::optional<std::int64_t> lower_exact_ms(Workbench& bench, const Fields& fields, std::string_view key, std::int64_t most);
std::optional<model::RetryPolicy> lower_retry(Workbench& bench, const Fields& step);

}  // namespace wf::formats
