// Checker: one value against one compiled schema, with problems for people. Holds the state of one run.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/json_schema.hpp"
#include "model/schema/node.hpp"
#include "model/schema/place.hpp"

namespace wf::model::schema {

inline constexpr std::int64_t most_steps = 1'000'000;  // schemas applied to values, and items compared
inline constexpr int most_check_depth = 700;           // nested applications; a frame takes well under 1 KiB

/// Which members or items of one value some schema has looked at. Core 2020-12 §11.
struct Evaluated {
  std::vector<bool> marks;
  /// Room for the members or items of `value`, none marked.
  void start(const feel::Value& value);
  void mark(std::size_t index) { marks[index] = true; }
  void merge(const Evaluated& other);
};

class Checker {
 public:
  /// `tracks`: whether unevaluatedItems or unevaluatedProperties stand anywhere in the schema.
  Checker(bool tracks, std::size_t most) : tracks_(tracks), most_(most) {}
  std::vector<FieldProblem> run(const Node& root, const feel::Value& value);

 private:
  struct Visit {
    const Node& node;
    const feel::Value& value;
    Place& place;
    Evaluated& evaluated;
  };
  using Part = bool (Checker::*)(const Visit&);

  bool check(const Node& node, const feel::Value& value, Place& place, Evaluated* out = nullptr);
  bool check_parts(const Visit& visit);
  /// In place and without problems: does the value fit?
  bool probe(const Node& node, const Visit& visit);
  bool report(const Place& place, std::string_view keyword, std::string message);
  bool spend(std::int64_t steps);
  /// False as soon as going on makes no sense.
  bool goes_on(bool ok) const { return !stopped_ && (ok || collecting_); }

  // check_in_place.cpp
  bool references(const Visit& visit);
  bool all_of(const Visit& visit);
  bool any_of(const Visit& visit);
  bool one_of(const Visit& visit);
  bool negation(const Visit& visit);
  bool condition(const Visit& visit);
  const Node& dynamic_target(const Node& node) const;
  bool report_choice(const Visit& visit, std::string_view keyword, std::span<const Node* const> branches);

  // check_scalar.cpp
  bool type(const Visit& visit);
  bool values(const Visit& visit);
  bool numbers(const Visit& visit);
  bool strings(const Visit& visit);

  // check_list.cpp
  bool lists(const Visit& visit);
  bool list_sizes(const Visit& visit, const feel::List& list);
  bool items(const Visit& visit, const feel::List& list);
  bool contains(const Visit& visit, const feel::List& list);
  bool unique(const Visit& visit, const feel::List& list);
  bool unevaluated_items(const Visit& visit);

  // check_object.cpp
  bool objects(const Visit& visit);
  bool object_sizes(const Visit& visit, const feel::Context& object);
  bool required(const Visit& visit, const feel::Context& object);
  bool members(const Visit& visit, const feel::Context& object);
  bool member(const Visit& visit, const feel::Context::Entry& entry, bool& matched);
  bool extra_member(const Visit& visit, const Node& schema, std::string_view keyword,
                    const feel::Context::Entry& entry);
  bool names(const Visit& visit, const feel::Context& object);
  bool dependents(const Visit& visit, const feel::Context& object);
  bool unevaluated_properties(const Visit& visit);

  const bool tracks_;
  const std::size_t most_;
  bool collecting_ = true;
  bool stopped_ = false;
  std::int64_t steps_ = 0;
  int depth_ = 0;
  std::vector<const Resource*> scope_;
  std::vector<FieldProblem> problems_;
};

/// None for kinds that JSON lacks.
TypeSet types_of(const feel::Value& value);
/// "a text or empty"
std::string type_choice(TypeSet types);
/// "not a text": what a value is, for the end of a message.
std::string_view kind_for_people(const feel::Value& value);
/// A value in a message: texts bare where that cannot be misread.
std::string value_for_people(const feel::Value& value);

/// Equal values hash equally: 1.0 and 1.00, members in any order.
std::size_t hash_of(const feel::Value& value);

}  // namespace wf::model::schema
