// ConnectorPool: runs connectors on a few threads of its own. The Dispatcher of the daemon.
#pragma once
#include <memory>
#include <vector>

#include "runtime/runtime.hpp"

namespace wf::runtime {

struct ConnectorPoolLimits {
  std::size_t threads = 16;  ///< calls at the same time; each mostly waits for the network
  std::size_t queue = 256;   ///< accepted and not yet running
};

/// `start` from the pumping thread; answers come from the pool's threads. Destruction waits for running calls.
class ConnectorPool final : public Dispatcher {
 public:
  ConnectorPool(std::vector<std::unique_ptr<connect::Connector>> connectors, ConnectorPoolLimits limits = {});
  ~ConnectorPool() override;
  bool accepts(std::string_view job_type) const override;
  bool start(connect::JobRequest request, AnswerJob answer) override;
  /// Takes nothing more and waits for the calls that run; queued ones stay owed in the store.
  void close();

 private:
  struct Body;
  std::unique_ptr<Body> body_;
};

}  // namespace wf::runtime
