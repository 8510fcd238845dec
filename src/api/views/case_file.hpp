// CaseFile: one case as it stands, read from its history in one go, so that state, steps and rows agree.
// Not for lists (store/rows.hpp).
#pragma once
#include <memory>

#include "api/route.hpp"
#include "api/views/progress.hpp"
#include "codec/json_writer.hpp"
#include "store/rows.hpp"

namespace wf::api {

struct CaseFile {
  store::InstanceRow row;
  std::shared_ptr<const runtime::Deployed> deployed;
  engine::Instance state;
  std::vector<StepProgress> steps;

  const model::ProcessDefinition& definition() const { return *deployed->definition; }
};

/// Who may see a case: readers of everything, its starter, and whoever has or had a task of it. To others it does not
/// exist. Errors: NOT-FOUND and those of the store.
Result<store::InstanceRow> visible_row(const Call& call, store::Reader& reader, engine::InstanceKey key);
/// Errors: those of visible_row.
Result<CaseFile> read_case(const Call& call, engine::InstanceKey key);

/// Whether lists of this caller show the cases of everybody.
bool sees_all_cases(const Principal& who);

/// {"element","name","type","state","depth","since","task","job","timers","incident"}
void write_step(codec::JsonWriter& out, const CaseFile& file, const StepProgress& step);
/// Variables of the case itself; after its end those it ended with.
void write_variables(codec::JsonWriter& out, const engine::Instance& state);

}  // namespace wf::api
