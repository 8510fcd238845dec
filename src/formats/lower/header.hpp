// The head of a workflow file: name, calendar, data, roles, starts; and the names that its steps add.
#pragma once
#include "formats/lower/workbench.hpp"

namespace wf::formats {

/// Version, description, time zone, calendar.
void lower_head(Workbench& bench, const Fields& workflow);
/// `data:` and everything that start forms and steps write: afterwards Workbench::names is complete.
void collect_names(Workbench& bench, const Fields& workflow);
/// `calendar:`: a name (file calendars/NAME.yaml), a path, or the calendar itself.
void lower_calendar(Workbench& bench, const Fields& workflow);
/// `start:`, or the implicit start; answers the arcs to the first step.
Exits lower_starts(Workbench& bench, const Fields& workflow);

}  // namespace wf::formats
