// Report: the table of figures. Each stands beside a limit or peer that was measured in the same run, so that it means
// something on any machine. It judges nothing but its own target: no test fails by it.
#pragma once
#include <optional>
#include <string>
#include <vector>

namespace wf::bench {

/// The best that the same machine did in the same run with less work, or the same work elsewhere.
struct Limit {
  std::string what;      ///< "bare HTTP server, 16 clients"
  double value = 0;      ///< in the unit of the figure; zero: there is none
};

struct Figure {
  std::string id;        ///< "W1"
  std::string what;
  std::string unit;      ///< "instances/s", "ms"
  double value = 0;
  Limit limit = {};
  std::optional<double> target = {};
  bool more_is_better = true;
  std::string note = {};  ///< printed below the table

  bool reached() const { return !target || (more_is_better ? value >= *target : value <= *target); }
};

class Report {
 public:
  void add(Figure figure);
  void print() const;

 private:
  std::vector<Figure> figures_;
};

/// Two digits after the point where they count, and thousands apart: "12,340", "3.14".
std::string number_text(double value);

/// The value below which `share` (0 … 1) of all lie. Sorts.
double percentile(std::vector<double>& values, double share);

}  // namespace wf::bench
