// Values that a definition computes: constants, FEEL formulas, templates, and lists and maps of them.
// Not the FEEL language itself (feel) and not its parsing from YAML (formats).
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "feel/expression.hpp"
#include "model/source_ref.hpp"

namespace wf::model {

/// One FEEL expression or template of the file, compiled once.
struct Formula {
  std::string text;                           ///< without the leading `=`
  std::optional<feel::Expression> compiled;   ///< always set in a definition that validated
  SourceRef where;
};

/// A value position of the language: `5`, `= amount * 2`, `Hello {{ name }}`, or a list or map of such.
struct ValueTree {
  ValueTree();  // declared here, defined in formula.cpp: clang 14 needs it for members of the type's own kind
  enum class Form : std::uint8_t { constant, formula, list, map };
  Form form = Form::constant;
  feel::Value constant;
  Formula formula;  ///< expression or template
  std::vector<ValueTree> items;
  std::vector<std::pair<std::string, ValueTree>> members;
  SourceRef where;
  bool is_missing() const { return form == Form::constant && constant.is_null(); }
};

/// Evaluates every formula of the tree; the messages of all are collected.
feel::Evaluation evaluate(const ValueTree& tree, const feel::Environment& environment);

/// `target` names one variable.
struct Assignment {
  std::string target;
  ValueTree value;
  SourceRef where;
};

}  // namespace wf::model
