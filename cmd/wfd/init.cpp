// The first administrator is put by the machinery that puts all others, on this thread.
#include "init.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <optional>

#include "api/auth/principal.hpp"
#include "runtime/runtime.hpp"

namespace wf::daemon {

namespace {

Result<runtime::Reply> carry_out(runtime::Runtime& runtime, decltype(runtime::Submission::work) work) {
  std::optional<runtime::Answer> answer;
  runtime::Submission submission;
  submission.work = std::move(work);
  submission.actor = {"wfd init", {}, true};
  submission.done = [&answer](runtime::Answer given) { answer = std::move(given); };
  runtime.submit(std::move(submission));
  while (!answer) runtime.pump();
  if (!*answer) return fail("WF-INIT-003", answer->error().text);
  return **answer;
}

bool has_administrator(const runtime::Directory& directory) {
  const auto& people = directory.people();
  return std::any_of(people.begin(), people.end(), [](const store::PersonRow& person) {
    return person.active && std::find(person.roles.begin(), person.roles.end(), store::RightsRole::admin) != person.roles.end();
  });
}

}  // namespace

Result<std::string> init(const std::string& data, const FirstAdministrator& administrator) {
  auto store = store::open_sqlite_store({data});
  if (!store) return tl::unexpected(store.error());
  runtime::SystemClock clock;
  runtime::RuntimePorts ports;
  ports.store = store->get();
  ports.clock = &clock;
  auto runtime = runtime::Runtime::open(std::move(ports));
  if (!runtime) return tl::unexpected(runtime.error());
  const auto directory = (*runtime)->directory();
  if (has_administrator(*directory)) {
    return fail("WF-INIT-001", "This data directory has an administrator already. Use 'wfctl user' and 'wfctl token' with their token.");
  }
  store::PersonRow person;
  std::uint64_t version = 0;
  if (const auto* present = directory->find_person(administrator.id)) person = *present, version = present->version;
  person.id = administrator.id;
  person.name = administrator.name;
  person.email = administrator.email;
  person.active = true;
  person.roles = {store::RightsRole::user, store::RightsRole::designer, store::RightsRole::operator_, store::RightsRole::admin};
  if (auto put = carry_out(**runtime, runtime::PutPerson{person, version}); !put) return tl::unexpected(put.error());
  store::TokenRow token;
  const auto secret = api::new_token_secret();
  token.person = person.id;
  token.name = "first administrator";
  token.hash = api::token_hash(secret);
  if (auto put = carry_out(**runtime, runtime::PutToken{token}); !put) return tl::unexpected(put.error());
  return secret;
}

Result<void> write_token_file(const std::string& path, const std::string& token) {
  const int file = ::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) return fail("WF-INIT-002", "The token file " + path + " exists already or cannot be written.");
  const std::string line = token + "\n";
  const bool written = ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fsync(file) == 0;
  ::close(file);
  if (!written) return fail("WF-INIT-002", "The token file " + path + " cannot be written.");
  return {};
}

}  // namespace wf::daemon
