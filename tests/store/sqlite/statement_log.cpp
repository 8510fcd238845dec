// SQLite calls an extension for each connection that it opens; this one asks it to tell of each statement that ends.
#include "sqlite/statement_log.hpp"

#include <sqlite3.h>

namespace wf::store::test {

namespace {

StatementLog* current = nullptr;  // SQLite knows extensions for a whole process only

int on_end(unsigned, void*, void* ended, void*) {
  auto* statement = static_cast<sqlite3_stmt*>(ended);
  const auto taken = [&](int counter) { return std::int64_t{sqlite3_stmt_status(statement, counter, 1)}; };
  const char* sql = sqlite3_sql(statement);
  const StatementLog::Cost cost{1, taken(SQLITE_STMTSTATUS_FULLSCAN_STEP), taken(SQLITE_STMTSTATUS_SORT), taken(SQLITE_STMTSTATUS_VM_STEP)};
  if (current && sql) current->add(sql, cost);
  return 0;
}

int on_open(sqlite3* connection, char**, const struct sqlite3_api_routines*) {
  return sqlite3_trace_v2(connection, SQLITE_TRACE_PROFILE, on_end, nullptr);
}

using Extension = void (*)();
Extension extension() { return reinterpret_cast<Extension>(on_open); }  // the type that SQLite's interface asks for

}  // namespace

StatementLog::StatementLog() {
  current = this;
  sqlite3_auto_extension(extension());
}

StatementLog::~StatementLog() {
  sqlite3_cancel_auto_extension(extension());
  current = nullptr;
}

void StatementLog::add(const std::string& sql, const Cost& cost) {
  auto& known = statements_[sql];
  known.runs += cost.runs;
  known.scanned += cost.scanned;
  known.sorts += cost.sorts;
  known.steps += cost.steps;
  steps_ += cost.steps;
}

std::int64_t StatementLog::take_steps() {
  const auto taken = steps_;
  steps_ = 0;
  return taken;
}

}  // namespace wf::store::test
