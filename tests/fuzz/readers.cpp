// Entries of the readers and of lowering: never a crash, spans inside the text, findings that can be printed.
// Not for what the findings say (tests/lint, tests/readers).
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>

#include "codec/json_value.hpp"
#include "formats/compile.hpp"
#include "formats/document.hpp"
#include "fuzz/entries.hpp"

namespace wf::fuzz {

void promise(bool kept, const char* words) {
  if (kept) return;
  std::fprintf(stderr, "broken promise: %s\n", words);
  std::abort();
}

namespace {

void check_node(const formats::Node& node, std::string_view text) {
  promise(node.span.begin <= node.span.end && node.span.end <= text.size(), "the span of a node is inside the text");
  promise(!node.maps_one_to_one || text.substr(node.content_begin, node.text.size()) == node.text,
          "a text that maps one to one stands in the file as it is");
  for (const auto& item : node.items) check_node(item, text);
  for (const auto& entry : node.entries) {
    promise(entry.key_span.begin <= entry.key_span.end && entry.key_span.end <= text.size(),
            "the span of a key is inside the text");
    check_node(entry.value, text);
  }
}

void check_findings(const std::vector<Diagnostic>& findings) {
  for (const Diagnostic& found : findings) promise(!render_text(found).empty(), "a finding can be printed");
}

void read(const char* name, std::string_view input) {
  const auto source = std::make_shared<SourceText>(name, std::string(input));
  const auto result = formats::read_document(source);
  promise(result.document || !result.diagnostics.empty(), "what is refused has a finding");
  check_findings(result.diagnostics);
  if (result.document) check_node(result.document->root, source->text());
}

}  // namespace

void yaml(std::string_view input) { read("input.yaml", input); }
void toml(std::string_view input) { read("input.toml", input); }

void json(std::string_view input) {
  read("input.json", input);
  const auto value = codec::parse_json(input);
  if (!value) return;
  const auto text = codec::to_json(*value);
  const auto again = codec::parse_json(text, codec::JsonLimits::stored());
  promise(again.has_value(), "what was written as JSON can be read");
  promise(codec::to_json(*again) == text, "JSON that is read and written again is the same");
}

void workflow(std::string_view input) {
  formats::Bundle bundle;
  bundle.entry = "workflow.yaml";
  bundle.files = {{"workflow.yaml", std::string(input)},
                  {"forms/request.json", R"({"type": "object", "properties": {"days": {"type": "integer"}}})"},
                  {"calendars/office.yaml", "calendar: office\nworking_days: [mon, tue]\n"}};
  const auto made = formats::compile(formats::BundleSource(bundle), bundle.entry);
  promise(made.definition || !made.diagnostics.empty(), "a workflow that is refused has a finding");
  check_findings(made.diagnostics);
}

}  // namespace wf::fuzz
