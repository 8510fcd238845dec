// Placing and counting findings.
#include "formats/lower/faults.hpp"

#include "base/text.hpp"

namespace wf::formats {

std::uint32_t Faults::add_text(std::shared_ptr<const SourceText> text) {
  texts_.push_back(std::move(text));
  return static_cast<std::uint32_t>(texts_.size() - 1);
}

void Faults::error(model::SourceRef where, std::string code, std::string message, std::string help,
                   std::string element) {
  auto made = diagnostic_at(text(where.file), where.span, Severity::error, std::move(code), std::move(message),
                            std::move(help));
  made.element = std::move(element);
  add(std::move(made));
}

void Faults::warning(model::SourceRef where, std::string code, std::string message, std::string help,
                     std::string element) {
  auto made = diagnostic_at(text(where.file), where.span, Severity::warning, std::move(code), std::move(message),
                            std::move(help));
  made.element = std::move(element);
  add(std::move(made));
}

void Faults::add(Diagnostic diagnostic) {
  if (diagnostic.severity == Severity::error) has_errors_ = true;
  if (diagnostics_.size() > max_findings) return;
  if (diagnostics_.size() == max_findings) {
    diagnostic.code = "WF-LANG-090";
    diagnostic.severity = Severity::error;
    diagnostic.message = "more than " + std::to_string(max_findings) + " findings; the rest is left out";
    diagnostic.help = "repair the first ones and check again";
    diagnostic.element.clear();
    has_errors_ = true;
  }
  diagnostics_.push_back(std::move(diagnostic));
}

void Faults::add(const std::vector<model::Finding>& findings) {
  for (const auto& finding : findings) {
    auto made = diagnostic_at(text(finding.where.file), finding.where.span, finding.severity, finding.code,
                              finding.message, finding.help);
    made.element = finding.element;
    add(std::move(made));
  }
}

std::string Faults::suggestion(std::string_view name, const std::vector<std::string>& candidates,
                               std::string otherwise) {
  if (suggestions_ >= max_suggestions) return otherwise;
  ++suggestions_;
  if (const auto nearest = nearest_name(name, candidates)) return "did you mean '" + *nearest + "'?";
  return otherwise;
}

}  // namespace wf::formats
