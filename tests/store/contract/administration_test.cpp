// Contract of definitions with their files, people and tokens, and of the counts.
#include <algorithm>

#include "test_store.hpp"

namespace wf::store::test {

namespace {

DefinitionRow without_files(DefinitionRow row) {
  row.files.clear();
  return row;
}

void deploy(TestStore& store, std::vector<DefinitionRow> rows) {
  auto commit = administration();
  commit.definitions = std::move(rows);
  store.write({commit});
}

PersonRow person(std::string id) {
  PersonRow row;
  row.id = std::move(id);
  row.name = "Name of \"" + row.id + "\"";
  row.email = row.id + "@example.org";
  row.manager = "dora";
  row.groups = {"heads", "st\xc3\xa4" "ff", "a\\b"};
  row.roles = {RightsRole::operator_, RightsRole::viewer};
  row.version = 7;
  return row;
}

TokenRow token(std::int64_t id) {
  TokenRow row;
  row.id = id;
  row.hash = std::string(64, static_cast<char>('a' + id % 6));
  row.person = "anna";
  row.name = "laptop";
  row.roles = {RightsRole::admin};
  row.created_at = moment(id);
  return row;
}

}  // namespace

TEST_CASE("definitions are kept with their files and listed newest first") {
  TestStore store(each_store());
  const auto leave_1 = definition_row(1, "leave", 1), purchase = definition_row(2, "purchase", 1), leave_2 = definition_row(3, "leave", 2),
             leave_10 = definition_row(12, "leave", 10);
  deploy(store, {leave_1, purchase});
  deploy(store, {leave_10});
  deploy(store, {leave_2});
  auto& reader = store.reader();
  CHECK(bool(the(store->all_definitions()) == std::vector{leave_1, purchase, leave_2, leave_10}));
  CHECK(bool(the(store->definition(12)) == leave_10));
  CHECK(bool(the(reader.definition(3)) == leave_2));
  CHECK(bool(the(reader.definitions("leave")) == std::vector{without_files(leave_10), without_files(leave_2), without_files(leave_1)}));
  CHECK(bool(the(reader.definitions("")) == std::vector{without_files(leave_10), without_files(purchase)}));
  CHECK(the(reader.definitions("none")).empty());
  CHECK(the(reader.counts()).definitions == 4);
}

TEST_CASE("a definition is never written twice, neither by key nor by version") {
  TestStore store(each_store());
  const auto leave = definition_row(1, "leave", 1);
  deploy(store, {leave});
  const auto refused = [&](std::vector<DefinitionRow> rows) {
    auto commit = administration();
    commit.definitions = std::move(rows);
    auto before = administration();
    before.people = {person("anna")};
    return store.try_write({before, commit});
  };
  CHECK(refused({definition_row(1, "purchase", 1)}) == "WF-STORE-001");
  CHECK(refused({definition_row(2, "leave", 1)}) == "WF-STORE-001");
  CHECK(refused({definition_row(2, "purchase", 1), definition_row(2, "purchase", 2)}) == "WF-STORE-001");
  CHECK(refused({definition_row(2, "purchase", 1), definition_row(3, "purchase", 1)}) == "WF-STORE-001");
  CHECK(the(store->people()).empty());
  CHECK(bool(the(store->all_definitions()) == std::vector{leave}));
}

TEST_CASE("people are inserted, replaced and removed, and listed by id") {
  TestStore store(each_store());
  auto commit = administration();
  commit.people = {person("carl"), person("anna"), person("Bob")};
  store.write({commit});
  CHECK(bool(the(store->people()) == std::vector{person("Bob"), person("anna"), person("carl")}));
  auto changed = person("anna");
  changed.name.clear();
  changed.groups.clear();
  changed.roles.clear();
  changed.active = false;
  changed.version = 8;
  auto next = administration();
  next.people = {changed};
  next.people_gone = {"carl", "nobody"};
  store.write({next});
  CHECK(bool(the(store->people()) == std::vector{person("Bob"), changed}));
  CHECK(bool(the(store.reader().people()) == std::vector{person("Bob"), changed}));
}

TEST_CASE("tokens are inserted and replaced by id, and listed by id") {
  TestStore store(each_store());
  auto commit = administration();
  commit.tokens = {token(10), token(2)};
  store.write({commit});
  auto revoked = token(2);
  revoked.expires_at = moment(99);
  revoked.revoked_at = moment(50);
  revoked.roles.clear();
  auto next = administration();
  next.tokens = {revoked, token(11)};
  store.write({next});
  CHECK(bool(the(store->tokens()) == std::vector{revoked, token(10), token(11)}));
  CHECK(bool(the(store.reader().tokens()) == std::vector{revoked, token(10), token(11)}));
}

TEST_CASE("the roles of rights have names that read back") {
  for (const auto role : {RightsRole::viewer, RightsRole::user, RightsRole::designer, RightsRole::operator_, RightsRole::admin}) {
    CHECK(parse_role(role_name(role)) == role);
  }
  CHECK(role_name(RightsRole::operator_) == "operator");
  CHECK_FALSE(parse_role("operator_").has_value());
  CHECK_FALSE(parse_role("").has_value());
}

TEST_CASE("the last key of a case is the greatest ever given out, also of ended cases") {
  TestStore store(each_store());
  store.write({start(case_row(10)), start(case_row(3))});
  CHECK(the(store->last_instance_key()) == 10);
  auto ended = case_row(10'000'000'000);
  ended.state = engine::InstanceState::completed;
  store.write({start(ended)});
  CHECK(the(store->last_instance_key()) == 10'000'000'000);
  store.write({start(case_row(11))});
  CHECK(the(store->last_instance_key()) == 10'000'000'000);
}

}  // namespace wf::store::test
