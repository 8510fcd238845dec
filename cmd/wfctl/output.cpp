// Tables, colours and times.
#include "output.hpp"

#include <chrono>

#include "base/text.hpp"
#include "codec/json_value.hpp"

namespace wf::cli {

std::string tinted(std::string_view text, Tint tint, bool colour) {
  if (!colour || tint == Tint::plain || text.empty()) return std::string(text);
  const char* code = "0";
  switch (tint) {
    case Tint::plain: break;
    case Tint::bold: code = "1"; break;
    case Tint::dim: code = "2"; break;
    case Tint::green: code = "32"; break;
    case Tint::yellow: code = "33"; break;
    case Tint::red: code = "31"; break;
    case Tint::blue: code = "34"; break;
  }
  return "\x1b[" + std::string(code) + "m" + std::string(text) + "\x1b[0m";
}

std::size_t shown_width(std::string_view text) { return code_point_count(text); }

std::string Table::text(bool colour) const {
  if (rows_.empty()) return empty_ + "\n";
  std::vector<std::size_t> widths;
  for (const auto& heading : headings_) widths.push_back(shown_width(heading));
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size() && i < widths.size(); ++i) widths[i] = std::max(widths[i], shown_width(row[i].text));
  }
  std::string out;
  const auto put = [&](std::size_t i, const Cell& cell, std::size_t count) {
    out += tinted(cell.text, cell.tint, colour);
    if (i + 1 < count) out += std::string(widths[i] - shown_width(cell.text) + 2, ' ');
  };
  for (std::size_t i = 0; i < headings_.size(); ++i) put(i, {headings_[i], Tint::bold}, headings_.size());
  out += "\n";
  for (const auto& row : rows_) {
    for (std::size_t i = 0; i < row.size(); ++i) put(i, row[i], row.size());
    while (!out.empty() && out.back() == ' ') out.pop_back();
    out += "\n";
  }
  return out;
}

std::string relative_time(Instant moment, Instant now) {
  const std::int64_t difference = now.ms - moment.ms;
  const std::int64_t seconds = (difference < 0 ? -difference : difference) / 1000;
  std::string amount;
  if (seconds < 5) return difference < 0 ? "in a moment" : "just now";
  constexpr std::int64_t minute = 60, hour = 3600, day = 86400;
  if (seconds < 2 * minute) amount = std::to_string(seconds) + " s";
  else if (seconds < 2 * hour) amount = std::to_string(seconds / minute) + " min";
  else if (seconds < 2 * day) amount = std::to_string(seconds / hour) + " h";
  else amount = std::to_string(seconds / day) + " d";
  return difference < 0 ? "in " + amount : amount + " ago";
}

std::string relative_time(std::string_view rfc3339) {
  const auto moment = parse_moment(rfc3339);
  if (!moment) return "-";
  const auto since_epoch = std::chrono::system_clock::now().time_since_epoch();
  return relative_time(*moment, {std::chrono::duration_cast<std::chrono::milliseconds>(since_epoch).count()});
}

Tint state_tint(std::string_view state) {
  if (state == "completed") return Tint::green;
  if (state == "failed") return Tint::red;
  if (state == "terminated") return Tint::yellow;
  return Tint::blue;
}

std::string json_text(const feel::Value& value) { return codec::to_json(value, true) + "\n"; }

}  // namespace wf::cli
