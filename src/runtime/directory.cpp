// People, groups and tokens, and the FEEL functions over them.
#include "runtime/directory.hpp"

#include <algorithm>

#include "model/process_definition.hpp"

namespace wf::runtime {

namespace {

feel::Value person_value(const store::PersonRow& person) {
  feel::List groups(person.groups.begin(), person.groups.end());
  return feel::Context{{"id", person.id},
                       {"name", person.name},
                       {"email", person.email},
                       {"manager", person.manager.empty() ? feel::Value() : feel::Value(person.manager)},
                       {"groups", std::move(groups)}};
}

/// The id a FEEL value means: a person context or an id.
std::string_view person_id(const feel::Value& value) {
  return value.as_context() ? value.member("id").text() : value.text();
}

}  // namespace

Directory::Directory(std::vector<store::PersonRow> people, std::vector<store::TokenRow> tokens, feel::Value settings)
    : people_(std::move(people)), tokens_(std::move(tokens)), settings_(std::move(settings)) {
  std::sort(people_.begin(), people_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::sort(tokens_.begin(), tokens_.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  for (std::size_t i = 0; i < people_.size(); ++i) person_by_id_[people_[i].id] = i;
  for (std::size_t i = 0; i < tokens_.size(); ++i) token_by_hash_[tokens_[i].hash] = i;

  const auto signatures = model::directory_function_signatures();
  functions_.assign(signatures.begin(), signatures.end());
  for (auto& function : functions_) {
    // The Directory owns the functions and outlives every evaluation that uses them.
    if (function.name == "person") {
      function.call = [this](std::span<const feel::Value> a) { return a.empty() ? feel::Value() : person(person_id(a[0])); };
    } else if (function.name == "manager of") {
      function.call = [this](std::span<const feel::Value> a) {
        const auto* found = a.empty() ? nullptr : find_person(person_id(a[0]));
        return found ? person(found->manager) : feel::Value();
      };
    } else if (function.name == "members of") {
      function.call = [this](std::span<const feel::Value> a) {
        feel::List members;
        if (a.empty()) return feel::Value();
        for (const auto& p : people_) {
          const bool in = std::find(p.groups.begin(), p.groups.end(), a[0].text()) != p.groups.end();
          if (p.active && in) members.push_back(person_value(p));
        }
        return feel::Value(std::move(members));
      };
    }
  }
}

const store::PersonRow* Directory::find_person(std::string_view id) const {
  const auto found = person_by_id_.find(std::string(id));
  return found == person_by_id_.end() ? nullptr : &people_[found->second];
}

const store::TokenRow* Directory::find_token(std::string_view hash) const {
  const auto found = token_by_hash_.find(std::string(hash));
  return found == token_by_hash_.end() ? nullptr : &tokens_[found->second];
}

feel::Value Directory::person(std::string_view id) const {
  const auto* found = find_person(id);
  return found ? person_value(*found) : feel::Value();
}

}  // namespace wf::runtime
