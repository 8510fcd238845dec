// A table of fixed columns on stdout.
#include "report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>

namespace wf::bench {

std::string number_text(double value) {
  constexpr double fractions_below = 100;
  std::array<char, 64> text{};
  const bool whole = std::abs(value) >= fractions_below || (value >= 1 && value == std::floor(value));
  std::snprintf(text.data(), text.size(), whole ? "%.0f" : "%.2f", value);
  std::string out = text.data();
  const auto point = out.find('.');
  for (auto at = point == std::string::npos ? out.size() : point; at > 3;) {
    at -= 3;
    if (out[at - 1] != '-') out.insert(at, ",");
  }
  return out;
}

double percentile(std::vector<double>& values, double share) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const auto at = static_cast<std::size_t>(share * static_cast<double>(values.size()));
  return values[std::min(at, values.size() - 1)];
}

void Report::add(Figure figure) {
  std::printf("  %-4s %-58s %12s %s\n", figure.id.c_str(), figure.what.c_str(), number_text(figure.value).c_str(), figure.unit.c_str());
  std::fflush(stdout);
  figures_.push_back(std::move(figure));
}

void Report::print() const {
  const auto line = [](const std::array<std::string, 7>& cells) {
    std::printf("%-4s  %-58s  %22s  %-50s  %7s  %12s  %s\n", cells[0].c_str(), cells[1].c_str(), cells[2].c_str(), cells[3].c_str(),
                cells[4].c_str(), cells[5].c_str(), cells[6].c_str());
  };
  std::printf("\n");
  line({"", "figure", "measured", "limit or peer in the same run", "ratio", "target", "verdict"});
  for (const auto& f : figures_) {
    const std::string limit = f.limit.value > 0 ? number_text(f.limit.value) + "  " + f.limit.what : "";
    const std::string ratio = f.limit.value > 0 ? number_text(f.value / f.limit.value) : "";
    const std::string target = f.target ? (f.more_is_better ? "≥ " : "≤ ") + number_text(*f.target) + "  " : "";  // two more: ≥ has three bytes
    line({f.id, f.what, number_text(f.value) + " " + f.unit, limit, ratio, target, f.target ? (f.reached() ? "reached" : "MISSED") : ""});
  }
  std::printf("\n");
  for (const auto& f : figures_) {
    if (!f.note.empty()) std::printf("%s: %s\n", f.id.c_str(), f.note.c_str());
  }
}

}  // namespace wf::bench
