// The families of checks behind model::validate. Private to the folder.
#pragma once
#include <string>
#include <vector>

#include "model/process_definition.hpp"
#include "model/source_ref.hpp"

namespace wf::model {

/// Collects findings about one definition.
class Checks {
 public:
  static constexpr std::size_t max_findings = 500;

  explicit Checks(const ProcessDefinition& process) : definition(process) {}
  void error(const FlowNode& node, std::string code, std::string message, std::string help = {});
  void warning(const FlowNode& node, std::string code, std::string message, std::string help = {});
  void error(const SequenceFlow& flow, std::string code, std::string message, std::string help = {});

  const ProcessDefinition& definition;
  std::vector<Finding> findings;
};

/// "step 'a'", or the element it was derived from, for messages.
std::string in_words(const FlowNode& node);
/// The same behind what it is: "the gateway 'sort'"; a node that a block brought with it says what it is by itself.
std::string in_words(std::string_view what, const FlowNode& node);

void check_ids(Checks& checks);           ///< 001
void check_scopes(Checks& checks);        ///< 002 … 006: starts, ends, borders
void check_boundaries(Checks& checks);    ///< 007, 014
void check_gateways(Checks& checks);      ///< 010 … 013
void check_reachability(Checks& checks);  ///< 008, 009
void check_joins(Checks& checks);         ///< 015

}  // namespace wf::model
