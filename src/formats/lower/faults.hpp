// Collects what is wrong with the files of one workflow. Not the place that decides what is wrong.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.hpp"
#include "base/source.hpp"
#include "model/source_ref.hpp"

namespace wf::formats {

/// Places findings in the texts of the compilation. Keeps at most `max_findings`, the last one says so.
class Faults {
 public:
  static constexpr std::size_t max_findings = 500;
  static constexpr std::size_t max_suggestions = 20;  ///< a did-you-mean compares with every name of the file

  /// Returns the number by which SourceRef::file names this text.
  std::uint32_t add_text(std::shared_ptr<const SourceText> text);
  const SourceText& text(std::uint32_t file) const { return *texts_[file]; }

  void error(model::SourceRef where, std::string code, std::string message, std::string help = {},
             std::string element = {});
  void warning(model::SourceRef where, std::string code, std::string message, std::string help = {},
               std::string element = {});
  void add(Diagnostic diagnostic);
  void add(const std::vector<model::Finding>& findings);

  /// "did you mean 'x'?" with the candidate nearest to `name`; otherwise `otherwise`.
  std::string suggestion(std::string_view name, const std::vector<std::string>& candidates, std::string otherwise = {});
  bool has_errors() const { return has_errors_; }
  std::vector<Diagnostic> take() { return std::move(diagnostics_); }

 private:
  std::vector<std::shared_ptr<const SourceText>> texts_;
  std::vector<Diagnostic> diagnostics_;
  std::size_t suggestions_ = 0;
  bool has_errors_ = false;
};

}  // namespace wf::formats
