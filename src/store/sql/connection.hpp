// Connection and Statement: the little that the SQL stores need of a database, so that SQLite and later PostgreSQL fit
// under one SqlStore. Not a general database layer.
//
// A failure sticks: the first one is kept by the connection, and everything after it does nothing and finds no rows,
// until it is taken. So a transaction is written without a check after each statement, and asked once at its end.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.hpp"

namespace wf::store::sql {

/// Belongs to its connection, is reset and its parameters are given anew for each use, in the order ?1, ?2, …
class Statement {
 public:
  virtual ~Statement() = default;
  /// Texts must live until the statement is done.
  virtual Statement& bind(std::string_view text) = 0;
  virtual Statement& bind(std::int64_t number) = 0;
  virtual Statement& bind_null() = 0;
  Statement& bind(const std::optional<std::int64_t>& number) { return number ? bind(*number) : bind_null(); }

  /// True: there is a row. False: it is done, or the connection failed.
  virtual bool step() = 0;
  /// Steps to the end.
  void run() {
    while (step()) {
    }
  }
  /// Ends the use before the last row.
  virtual void reset() = 0;

  // ── of the row; columns count from 0 ──
  virtual std::int64_t integer(int column) = 0;
  virtual std::string_view text(int column) = 0;  ///< until the next step
  virtual bool is_null(int column) = 0;
};

/// One thread at a time.
class Connection {
 public:
  virtual ~Connection() = default;
  /// Prepared at first use and kept.
  virtual Statement& statement(std::string_view sql) = 0;
  /// Statements without parameters and rows, separated by semicolons.
  virtual void execute(const std::string& script) = 0;
  /// Rows changed by the last INSERT, UPDATE or DELETE.
  virtual std::int64_t changes() = 0;
  virtual void begin_write() = 0;
  virtual void begin_read() = 0;
  virtual void commit() = 0;
  virtual void rollback() = 0;  ///< also when there is nothing to roll back, and after a failure

  bool failed() const { return error_.has_value(); }
  void fault(Error error) { if (!error_) error_ = std::move(error); }
  /// The failure, which is forgotten by this; success where there was none.
  Result<void> take_error() {
    if (!error_) return {};
    Error error = std::move(*error_);
    error_.reset();
    return tl::unexpected(std::move(error));
  }

 private:
  std::optional<Error> error_;
};

}  // namespace wf::store::sql
