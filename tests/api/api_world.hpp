// ApiWorld: a runtime over the memory store with people of every role and cases in every state, behind the router.
#pragma once
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>

#include "api/router.hpp"
#include "runtime/job_desk.hpp"
#include "runtime/runtime.hpp"

namespace wf::test {

struct ApiAnswer {
  int status = 0;
  feel::Value body;  ///< null where it is not JSON
  std::string text;
  api::http::Headers headers;
  /// Header value or an empty text.
  std::string header(std::string_view name) const;
  std::string code() const { return std::string(body.member("code").text()); }
  /// Messages of a problem by their pointers.
  std::map<std::string, std::string> fields() const;
};

/// Every exchange is judged by schemas/openapi.yaml; what it does not describe fails the test at the end.
/// People: vera (viewer), ulla and fritz (user), otto (user, group office), dora (designer), omar (operator),
/// anna (admin), ivan (user, inactive). Cases, all started by ulla: 1 waits for the office, 2 for a job 'pay', 3 is stuck.
class ApiWorld {
 public:
  ApiWorld();
  ~ApiWorld();
  ApiWorld(const ApiWorld&) = delete;
  ApiWorld& operator=(const ApiWorld&) = delete;

  using Headers = std::map<std::string, std::string>;
  /// `person` empty: without a token. A body is sent as JSON unless `headers` say otherwise.
  ApiAnswer ask(const std::string& person, const std::string& method, const std::string& target, const std::string& body = "", const Headers& headers = {});
  const std::string& token(const std::string& person) const { return tokens_.at(person); }
  const std::vector<api::Route>& routes() const { return router_->routes(); }
  api::Service& service() { return service_; }
  /// Whether requests come from the machine itself from now on.
  void ask_locally(bool local) { local_ = local; }
  void advance(std::int64_t ms) { clock_.advance_to({clock_.now().ms + ms}); }

  /// Keys of what is open, found by the API as the administrator.
  std::string open_task(const std::string& instance);
  std::string open_job(const std::string& instance);
  std::string open_incident(const std::string& instance);

 private:
  void put_people();
  void judge(const api::http::Request& request, const api::http::Response& response);
  void submit(decltype(runtime::Submission::work) work);

  runtime::VirtualClock clock_;
  std::unique_ptr<store::Store> store_;
  std::unique_ptr<runtime::JobDesk> desk_;
  std::unique_ptr<runtime::Runtime> runtime_;
  std::unique_ptr<api::ReaderPool> readers_;
  api::Service service_;
  std::unique_ptr<api::Router> router_;
  std::thread pump_;
  std::map<std::string, std::string> tokens_;
  bool local_ = false;
  std::mutex objections_mutex_;  // requests may come from several threads, assertions only from that of the test
  std::vector<std::string> objections_;
};

}  // namespace wf::test
