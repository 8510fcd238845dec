// StatementLog: what SQLite ran on every connection that this process opened while the log lives, and what it cost in
// steps of SQLite's own machine. Steps do not depend on the clock or the machine, so costs can be tested.
#pragma once
#include <cstdint>
#include <map>
#include <string>

namespace wf::store::test {

class StatementLog {
 public:
  StatementLog();
  ~StatementLog();
  StatementLog(const StatementLog&) = delete;
  StatementLog& operator=(const StatementLog&) = delete;

  struct Cost {
    std::int64_t runs = 0;
    std::int64_t scanned = 0;  ///< steps forward in a table that is read whole
    std::int64_t sorts = 0;
    std::int64_t steps = 0;
  };
  const std::map<std::string, Cost>& statements() const { return statements_; }
  /// Steps since the last call.
  std::int64_t take_steps();
  void add(const std::string& sql, const Cost& cost);

 private:
  std::map<std::string, Cost> statements_;
  std::int64_t steps_ = 0;
};

}  // namespace wf::store::test
