// Gather: a page out of several index ranges. Each range runs in the order of the page, so the first rows of each are
// enough; the ranges together are sorted and cut. No range is read further than the page needs.
#pragma once
#include <algorithm>
#include <vector>

#include "store/selection.hpp"
#include "store/sql/connection.hpp"
#include "store/sql/row_text.hpp"

namespace wf::store::sql {

template <class Row, class Filter>
class Gather {
 public:
  Gather(Connection& connection, const Filter& filter, const Page& page) : connection_(connection), filter_(filter), limit_(page_limit(page)) {}

  /// Takes rows that the filter lets through, at most one more than the page holds. The statement has its parameters
  /// and runs in the order of the page.
  void take(Statement& range) {
    for (std::size_t taken = 0; taken <= limit_ && range.step();) {
      Row row;
      read_row(connection_, range, row);
      if (!matches(filter_, row)) continue;
      rows_.push_back(std::move(row));
      ++taken;
    }
    range.reset();
  }
  /// All rows of one instance, which are few and come in any order.
  template <class Beyond>
  void take_all(Statement& rows, Beyond is_beyond_cursor) {
    while (rows.step()) {
      Row row;
      read_row(connection_, rows, row);
      if (matches(filter_, row) && is_beyond_cursor(row)) rows_.push_back(std::move(row));
    }
  }

  template <class Before>
  Rows<Row> page(Before comes_before) && {
    std::sort(rows_.begin(), rows_.end(), comes_before);
    const auto same = [](const Row& a, const Row& b) { return a.key == b.key; };
    rows_.erase(std::unique(rows_.begin(), rows_.end(), same), rows_.end());
    return cut_page(std::move(rows_), limit_);
  }

 private:
  Connection& connection_;
  const Filter& filter_;
  const std::size_t limit_;
  std::vector<Row> rows_;
};

}  // namespace wf::store::sql
