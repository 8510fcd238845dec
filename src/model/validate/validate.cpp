// validate: all families of checks in the order in which people should read their findings.
#include "model/validate.hpp"

#include "model/validate/checks.hpp"

namespace wf::model {

namespace {

void add(Checks& checks, Severity severity, SourceRef where, std::string element, std::string code,
         std::string message, std::string help) {
  if (checks.findings.size() >= Checks::max_findings) return;
  checks.findings.push_back({std::move(code), severity, std::move(message), std::move(help), where, std::move(element)});
}

}  // namespace

void Checks::error(const FlowNode& node, std::string code, std::string message, std::string help) {
  add(*this, Severity::error, node.where, node.id, std::move(code), std::move(message), std::move(help));
}

void Checks::warning(const FlowNode& node, std::string code, std::string message, std::string help) {
  add(*this, Severity::warning, node.where, node.id, std::move(code), std::move(message), std::move(help));
}

void Checks::error(const SequenceFlow& flow, std::string code, std::string message, std::string help) {
  const FlowNode& source = definition.node(flow.source);
  const bool has_place = flow.where.span.end > flow.where.span.begin;
  add(*this, Severity::error, has_place ? flow.where : source.where, source.id, std::move(code), std::move(message),
      std::move(help));
}

std::string in_words(const FlowNode& node) {
  const auto dot = node.id.rfind('.');
  if (dot == std::string::npos) return "'" + node.id + "'";
  return "the " + node.id.substr(dot + 1) + " of '" + node.id.substr(0, dot) + "'";
}

std::string in_words(std::string_view what, const FlowNode& node) {
  const bool is_derived = node.id.find('.') != std::string::npos;
  return is_derived ? in_words(node) : "the " + std::string(what) + " " + in_words(node);
}

std::vector<Finding> validate(const ProcessDefinition& definition) {
  Checks checks(definition);
  check_ids(checks);
  check_scopes(checks);
  check_boundaries(checks);
  check_gateways(checks);
  check_reachability(checks);
  check_joins(checks);
  return std::move(checks.findings);
}

}  // namespace wf::model
