// `calendar:`: the working week and the days off that count working days.
#include <algorithm>
#include <array>

#include "formats/lower/header.hpp"

namespace wf::formats {

namespace {

constexpr std::size_t max_days_off = 20'000;
constexpr std::array weekdays = {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

/// Reads one calendar; its file may be another one than the workflow's.
class CalendarReader {
 public:
  CalendarReader(Workbench& bench, std::uint32_t file, const Node& root)
      : bench_(bench), file_(file), root_(root), fields_(bench.faults, file, root, place_of(PlaceOf::calendar), {}) {}

  model::WorkingCalendar read(std::string name) {
    fields_.check_keys();
    calendar_.name = std::move(name);
    for (const std::string_view key : {"calendar", "name", "description"}) {
      if (fields_.has(key)) fields_.text(key);
    }
    read_week();
    if (const Node* days = fields_.list("days_off")) {
      for (const auto& day : days->items) read_day(day);
    }
    auto& off = calendar_.days_off;
    std::sort(off.begin(), off.end());
    off.erase(std::unique(off.begin(), off.end()), off.end());
    return std::move(calendar_);
  }

 private:
  void read_week() {
    const Node* week = fields_.list("working_week");
    if (week == nullptr) return;
    calendar_.works.assign(7, false);
    bool any = false;
    for (const auto& day : week->items) {
      const auto known = std::find(weekdays.begin(), weekdays.end(), std::string_view(day.text));
      if (day.kind != Node::Kind::string || known == weekdays.end()) {
        fields_.error({file_, day.span}, "WF-LANG-019", "'" + day.text.substr(0, 40) + "' is no day of the week",
                      "write monday, tuesday, wednesday, thursday, friday, saturday or sunday");
        continue;
      }
      calendar_.works[static_cast<std::size_t>(known - weekdays.begin())] = any = true;
    }
    if (!any) fields_.error(fields_.key_place("working_week"), "WF-LANG-016", "the week needs at least one working day");
  }

  std::optional<Date> date_of(const Node* node, const Node& whole) {
    const auto date = node != nullptr && node->kind == Node::Kind::string ? parse_date(node->text) : std::nullopt;
    if (!date) {
      fields_.error({file_, node != nullptr && node->span.end > node->span.begin ? node->span : whole.span}, "WF-LANG-018",
                    "a day off must be a date", "write it as in 2026-12-25");
    }
    return date;
  }

  void read_day(const Node& day) {
    if (day.kind != Node::Kind::mapping) {
      if (const auto date = date_of(&day, day)) calendar_.days_off.push_back(*date);
      return;
    }
    Fields entry(bench_.faults, file_, day, place_of(PlaceOf::day_off), {});
    entry.check_keys();
    if (!entry.has("from") && !entry.has("to")) {
      if (const auto date = date_of(entry.find("date"), day)) calendar_.days_off.push_back(*date);
      return;
    }
    const auto from = date_of(entry.find("from"), day), to = date_of(entry.find("to"), day);
    if (!from || !to) return;
    const std::int64_t first = days_since_epoch(*from), last = days_since_epoch(*to);
    if (last < first || last - first > 366 || calendar_.days_off.size() > max_days_off) {
      fields_.error({file_, day.span}, "WF-LANG-018", "these days off must go forward, at most a year",
                    "'from' is the first day, 'to' the last");
      return;
    }
    for (std::int64_t at = first; at <= last; ++at) calendar_.days_off.push_back(date_from_days(at));
  }

  Workbench& bench_;
  std::uint32_t file_;
  const Node& root_;
  Fields fields_;
  model::WorkingCalendar calendar_;
};

/// The file that a calendar's name means: a path as it is, else calendars/NAME.yaml beside the workflow or above it.
std::string calendar_file(Workbench& bench, const std::string& name) {
  if (name.find('/') != std::string::npos || name.find('.') != std::string::npos) return name;
  constexpr std::array folders = {"calendars/", "../calendars/", "../../calendars/"};
  for (const std::string folder : folders) {
    const std::string path = folder + name + ".yaml";
    if (bench.sources.exists(path)) return path;
  }
  return std::string(folders.front()) + name + ".yaml";
}

}  // namespace

void lower_calendar(Workbench& bench, const Fields& workflow) {
  const Node* node = workflow.find("calendar");
  if (node == nullptr) return;
  bench.has_calendar = true;  // a faulty one is reported once
  auto& calendar = bench.builder.definition().calendar;
  if (node->kind == Node::Kind::mapping) {
    const Node* name = node->find("name");
    calendar = CalendarReader(bench, bench.file, *node).read(name != nullptr ? name->text : "");
    return;
  }
  const auto name = workflow.text("calendar");
  if (!name) return;
  const LoadedFile* file = bench.sources.load(calendar_file(bench, *name), bench.place(*node), {});
  if (file == nullptr || !file->document) return;
  const Node& root = file->document->root;
  if (root.kind != Node::Kind::mapping) {
    bench.faults.error({file->number, {0, 1}}, "WF-LANG-001", "a calendar file must hold a mapping", "begin it with 'calendar: NAME'");
    return;
  }
  calendar = CalendarReader(bench, file->number, root).read(*name);
}

}  // namespace wf::formats
