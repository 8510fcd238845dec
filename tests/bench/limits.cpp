// Limits: the same disk, socket and parser without our work on top.
#include <sqlite3.h>

#include <array>
#include <chrono>
#include <thread>

#include "api/answer.hpp"
#include "api/server/http_server.hpp"
#include "bench.hpp"
#include "exchange.hpp"
#include "server_process.hpp"

namespace wf::bench {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t rows_in_commit = 512;   // as many as the runtime's greatest batch

void execute(sqlite3* database, const char* sql) {
  if (sqlite3_exec(database, sql, nullptr, nullptr, nullptr) != SQLITE_OK) give_up(std::string("SQLite: ") + sqlite3_errmsg(database));
}

/// Rows a second of group commit: one table, one integer key, a text as long as what one step of a case writes.
double commit_rows(const std::string& directory, std::size_t rows) {
  constexpr std::size_t row_bytes = 300;
  constexpr int checkpoint_pages = 4000;
  sqlite3* database = nullptr;
  if (sqlite3_open((directory + "/rows.db").c_str(), &database) != SQLITE_OK) give_up("cannot open a database in " + directory);
  execute(database, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384");
  sqlite3_wal_autocheckpoint(database, checkpoint_pages);
  execute(database, "CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
  sqlite3_stmt* insert = nullptr;
  sqlite3_prepare_v2(database, "INSERT INTO log VALUES (?1, ?2)", -1, &insert, nullptr);
  const std::string body(row_bytes, 'x');
  const auto start = Clock::now();
  for (std::size_t row = 0; row < rows;) {
    execute(database, "BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < rows_in_commit; ++i, ++row) {
      sqlite3_bind_int64(insert, 1, static_cast<std::int64_t>(row));
      sqlite3_bind_text(insert, 2, body.data(), static_cast<int>(body.size()), SQLITE_STATIC);
      if (sqlite3_step(insert) != SQLITE_DONE) give_up(std::string("SQLite: ") + sqlite3_errmsg(database));
      sqlite3_reset(insert);
    }
    execute(database, "COMMIT");
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  sqlite3_finalize(insert);
  sqlite3_close(database);
  return static_cast<double>(rows) / seconds;
}

/// Requests a second of our HTTP server with an answer that costs nothing, in this process beside the client.
double serve_requests(std::size_t clients, std::size_t requests) {
  const std::string body = R"({"key":"1042","workflow":"straight","version":1,"state":"completed","seq":34})";
  api::HttpServer server([&](const api::http::Request&) { return api::json_response(body); });
  const auto port = server.bind("127.0.0.1", 0);
  if (!port) give_up(port.error());
  std::thread accepting([&] { server.serve(); });
  const auto request = request_text("POST", "/api/v1/instances", "wf_0123456789012345678901234567890123456789012", R"({"workflow":"straight","data":{"amount":1200}})");
  std::size_t asked = 0;
  const auto load = run_load(*port, clients, [&](std::size_t, const Reply*) { return asked++ < requests ? std::string_view(request) : std::string_view(); });
  server.stop();
  accepting.join();
  return load.per_second(static_cast<double>(requests));
}

}  // namespace

void measure_row_limit(Bench& bench) {
  int run = 0;
  bench.bare_rows = best_of<double>(
      bench.amounts.times, [&] { return commit_rows(bench.fresh_directory("rows" + std::to_string(run++)), bench.amounts.limit_rows); },
      [](const double& rows) { return rows; });
  bench.report.add({"L1", "SQLite alone: group commit of 512 rows, synchronous=FULL", "rows/s", bench.bare_rows});
}

void measure_http_limit(Bench& bench) {
  for (const std::size_t clients : {16U, 64U}) {
    const double best = best_of<double>(bench.amounts.times, [&] { return serve_requests(clients, bench.amounts.bare_requests); },
                                        [](const double& requests) { return requests; });
    bench.bare_requests[clients] = best;
    bench.report.add({"L2", "HTTP server alone: trivial answer, " + std::to_string(clients) + " clients", "requests/s", best});
  }
}

}  // namespace wf::bench
