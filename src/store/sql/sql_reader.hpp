// SqlReader: pages, single rows and counts, each call in one read transaction of its own connection.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "store/sql/connection.hpp"
#include "store/store.hpp"

namespace wf::store::sql {

class SqlReader final : public Reader {
 public:
  explicit SqlReader(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}

  Result<Rows<InstanceRow>> instances(const InstanceFilter&, const Page&) override;
  Result<std::optional<InstanceRow>> instance(InstanceKey) override;
  Result<std::optional<StoredInstance>> load(InstanceKey, const model::ProcessDefinition&) override;
  Result<std::vector<engine::Event>> history(InstanceKey, const model::ProcessDefinition&, std::uint64_t after, std::size_t limit) override;
  Result<Rows<TaskRow>> tasks(const TaskFilter&, const Page&) override;
  Result<std::optional<TaskRow>> task(const EntityKey&) override;
  Result<Rows<JobRow>> jobs(const JobFilter&, const Page&) override;
  Result<std::optional<JobRow>> job(const EntityKey&) override;
  Result<Rows<IncidentRow>> incidents(const IncidentFilter&, const Page&) override;
  Result<std::optional<IncidentRow>> incident(const EntityKey&) override;
  Result<std::vector<DefinitionRow>> definitions(const std::string& workflow) override;
  Result<std::optional<DefinitionRow>> definition(std::int64_t key) override;
  Result<std::vector<PersonRow>> people() override;
  Result<std::vector<TokenRow>> tokens() override;
  Result<Counts> counts() override;

 private:
  /// Runs `read` on a still picture of the database.
  template <class Read>
  auto within(Read read) -> Result<decltype(read())> {
    connection_->begin_read();
    auto found = read();
    connection_->rollback();
    if (auto done = connection_->take_error(); !done) return tl::unexpected(done.error());
    return found;
  }
  template <class Row>
  Result<std::optional<Row>> one(std::string_view sql, const EntityKey& key);

  std::unique_ptr<Connection> connection_;
};

}  // namespace wf::store::sql
