// Directory: people, groups and tokens as of one moment, immutable; the engine's Catalog and the API's sign-in read it.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/advance.hpp"
#include "store/rows.hpp"

namespace wf::runtime {

/// Built anew on each change of people or tokens and swapped as a whole.
class Directory final : public engine::Catalog {
 public:
  Directory(std::vector<store::PersonRow> people, std::vector<store::TokenRow> tokens, feel::Value settings);

  const store::PersonRow* find_person(std::string_view id) const;
  const store::TokenRow* find_token(std::string_view hash) const;
  const std::vector<store::PersonRow>& people() const { return people_; }  ///< by id
  const std::vector<store::TokenRow>& tokens() const { return tokens_; }   ///< by number

  feel::Value person(std::string_view id) const override;
  std::span<const feel::HostFunction> functions() const override { return functions_; }
  const feel::Value& settings() const override { return settings_; }

 private:
  std::vector<store::PersonRow> people_;
  std::vector<store::TokenRow> tokens_;
  std::unordered_map<std::string, std::size_t> person_by_id_, token_by_hash_;
  std::vector<feel::HostFunction> functions_;
  feel::Value settings_;
};

}  // namespace wf::runtime
