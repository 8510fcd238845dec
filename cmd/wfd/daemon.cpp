// Threads: main waits for signals, one pumps the runtime, one accepts connections, pools serve connections and calls.
#include "daemon.hpp"

#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <sys/resource.h>
#include <systemd/sd-daemon.h>
#include <unistd.h>

#include <atomic>
#include <cstdio>
#include <ctime>
#include <thread>

#include "api/resources/resources.hpp"
#include "api/router.hpp"
#include "api/server/http_server.hpp"
#include "connect/http/http_connector.hpp"
#include "runtime/connector_pool.hpp"
#include "secrets.hpp"

namespace wf::daemon {

namespace {

constexpr int exit_done = 0, exit_failed = 1, exit_environment = 3;

/// Signals are taken by the main thread alone; threads made later inherit that they are blocked.
sigset_t block_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signal : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, signal);
  pthread_sigmask(SIG_BLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  return set;
}

/// Each connection is an open file.
void raise_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) return;
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
}

std::unique_ptr<Log> make_log(const Config& config, const runtime::Clock& clock) {
  const auto sink = [](std::string_view line) {
    std::string whole(line);
    whole += '\n';
    std::fwrite(whole.data(), 1, whole.size(), stderr);
  };
  return std::make_unique<Log>(sink, [&clock] { return format_rfc3339(clock.now()); }, config.log_format, config.log_level);
}

std::vector<std::unique_ptr<connect::Connector>> make_connectors(const Config& config) {
  connect::HttpConnectorOptions http;
  http.allow = config.allow;
  http.secret = [directory = config.secrets_directory](std::string_view name) { return read_secret(directory, name); };
  std::vector<std::unique_ptr<connect::Connector>> connectors;
  connectors.push_back(connect::make_http_connector(std::move(http)));
  return connectors;
}

class Daemon {
 public:
  Daemon(const Config& config, Log& log, runtime::SystemClock& clock) : config_(config), log_(log), clock_(clock) {}

  Result<void> open() {
    auto store = store::open_sqlite_store({config_.data});
    if (!store) return tl::unexpected(store.error());
    store_ = std::move(*store);
    connectors_ = std::make_unique<runtime::ConnectorPool>(make_connectors(config_), runtime::ConnectorPoolLimits{config_.connector_threads, 256});
    desk_ = std::make_unique<runtime::JobDesk>(*store_, clock_, connectors_.get());
    runtime::RuntimeLimits limits;
    limits.queue = config_.queue;
    auto opened = runtime::Runtime::open({store_.get(), &clock_, &log_, connectors_.get(), desk_.get(), config_.settings}, limits);
    if (!opened) return tl::unexpected(opened.error());
    runtime_ = std::move(*opened);
    readers_ = std::make_unique<api::ReaderPool>(*store_);
    service_.runtime = runtime_.get();
    service_.clock = &clock_;
    service_.desk = desk_.get();
    service_.readers = readers_.get();
    service_.version = WF_VERSION;
    router_ = std::make_unique<api::Router>(api::all_routes(), service_, api::RouterLimits{config_.body_bytes});
    api::ServerLimits server;
    server.wire.body = config_.body_bytes;
    server.pool.threads = config_.http_threads;
    server_ = std::make_unique<api::HttpServer>([this](const api::http::Request& request) { return router_->handle(request); }, server);
    auto port = server_->bind(config_.host, config_.port);
    if (!port) return tl::unexpected(port.error());
    port_ = *port;
    return {};
  }

  void start() {
    pump_ = std::thread([this] { runtime_->run(); });
    accept_ = std::thread([this] { server_->serve(); });
    const bool v6 = config_.host.find(':') != std::string::npos;
    const std::string url = "http://" + (v6 ? "[" + config_.host + "]" : config_.host) + ":" + std::to_string(port_);
    ::sd_notifyf(0, "READY=1\nSTATUS=Serving at %s", url.c_str());
    log_.info("serving", {{"url", url}, {"data", config_.data}, {"version", WF_VERSION}});
  }

  bool failed() const { return runtime_->failed(); }

  void drain() {
    ::sd_notify(0, "STOPPING=1");
    log_.info("draining");
    service_.draining = true;
    desk_->close();
    server_->stop();
    accept_.join();
    connectors_->close();
    runtime_->stop();
    pump_.join();
    log_.info("stopped");
  }

 private:
  const Config& config_;
  Log& log_;
  runtime::SystemClock& clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<runtime::ConnectorPool> connectors_;
  std::unique_ptr<runtime::JobDesk> desk_;
  std::unique_ptr<runtime::Runtime> runtime_;
  std::unique_ptr<api::ReaderPool> readers_;
  api::Service service_;
  std::unique_ptr<api::Router> router_;
  std::unique_ptr<api::HttpServer> server_;
  std::thread pump_, accept_;
  int port_ = 0;
};

/// Drains; a second signal meanwhile ends the process at once. What was acknowledged is durable.
void drain(Daemon& daemon, const sigset_t& signals) {
  std::atomic<bool> drained{false};
  std::thread draining([&] {
    daemon.drain();
    drained = true;
  });
  constexpr timespec look_interval{0, 20'000'000};
  while (!drained) {
    const int signal = ::sigtimedwait(&signals, nullptr, &look_interval);
    if (signal == SIGTERM || signal == SIGINT) ::_exit(exit_failed);
  }
  draining.join();
}

void reload(Log& log, const std::function<Result<Config>()>& reread) {
  const auto config = reread();
  if (!config) return log.error("the settings were not read again", {{"reason", config.error().text}});
  log.set_least(config->log_level);
  log.info("read the settings again; the log level counts now, the rest after a restart");
}

}  // namespace

int serve(const Config& config, const std::function<Result<Config>()>& reread) {
  constexpr int most_arenas = 2;  // many threads, little memory each
  ::mallopt(M_ARENA_MAX, most_arenas);
  const sigset_t signals = block_signals();
  raise_open_files();
  runtime::SystemClock clock;
  const auto log = make_log(config, clock);
  Daemon daemon(config, *log, clock);
  if (auto opened = daemon.open(); !opened) {
    log->error(opened.error().text, {{"code", opened.error().code}});
    return exit_environment;
  }
  daemon.start();
  constexpr timespec look_interval{0, 200'000'000};
  for (;;) {
    const int signal = ::sigtimedwait(&signals, nullptr, &look_interval);
    if (daemon.failed()) {
      log->error("the store failed; ending, so that nothing is acknowledged that is not kept");
      ::_exit(exit_failed);
    }
    if (signal == SIGHUP) reload(*log, reread);
    if (signal == SIGTERM || signal == SIGINT) break;
  }
  drain(daemon, signals);
  return exit_done;
}

}  // namespace wf::daemon
