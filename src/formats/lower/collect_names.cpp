// Walks the whole file once before the lowering, so that an expression may name what a later step writes.
#include "base/text.hpp"
#include "formats/lower/forms.hpp"
#include "formats/lower/header.hpp"
#include "formats/lower/people.hpp"
#include "formats/lower/values.hpp"

namespace wf::formats {

namespace {

void declare(Workbench& bench, const std::string& name, const feel::Type& type, model::SourceRef where) {
  if (!is_variable_name(name) || bench.names.is_protected(name)) return;  // reported where it is written
  if (bench.names.declare(name, type)) return;
  bench.faults.error(where, "WF-LANG-092", "a workflow may have at most " + std::to_string(Names::max_names) + " variables",
                     "put values that belong together into one variable");
}

void declare_data(Workbench& bench, const Fields& workflow) {
  const Node* data = workflow.mapping("data");
  if (data == nullptr) return;
  for (const auto& entry : data->entries) {
    const auto where = bench.place(entry.key_span);
    if (!check_target(bench, entry.key, where, {})) continue;
    feel::Type type = feel::Type::any();
    const Node& value = entry.value;
    if (value.kind != Node::Kind::string || value.text.empty()) {
      bench.faults.error(value.span.end > value.span.begin ? bench.place(value) : where, "WF-LANG-003",
                         "the type of '" + entry.key + "' must be a word or a schema file, not " + std::string(kind_in_words(value.kind)),
                         "types: " + joined(type_words(), ", "));
    } else if (const auto of_word = type_of_word(value.text)) {
      type = *of_word;
    } else if (value.text.find('.') == std::string::npos && value.text.find('/') == std::string::npos) {
      bench.faults.error(bench.place(value), "WF-LANG-019", "'" + value.text.substr(0, 60) + "' is no type",
                         bench.faults.suggestion(value.text, type_words(), "types: " + joined(type_words(), ", ") + ", or a schema file"));
    } else {
      std::string name;
      if (const FormShape* shape = lower_schema_file(bench, value, {}, name)) type = shape->type;
    }
    declare(bench, entry.key, type, where);
  }
}

/// Names a step or an entry of a step writes; then everything inside it.
class Collector {
 public:
  Collector(Workbench& bench, std::vector<std::string> declared) : bench_(bench), declared_(std::move(declared)) {}

  void walk_list(const Node* list) {
    if (list == nullptr || list->kind != Node::Kind::sequence) return;
    for (const auto& entry : list->items) {
      if (entry.kind == Node::Kind::mapping) walk_entry(entry);
    }
  }

 private:
  bool is_in_data(const std::string& name) const {
    return std::find(declared_.begin(), declared_.end(), name) != declared_.end();
  }

  void add(const std::string& name, const feel::Type& type, Span span) {
    if (!is_in_data(name)) declare(bench_, name, type, bench_.place(span));
  }

  void add_keys(const Node* mapping) {
    if (mapping == nullptr || mapping->kind != Node::Kind::mapping) return;
    for (const auto& entry : mapping->entries) add(entry.key, feel::Type::any(), entry.key_span);
  }

  feel::Type form_type(const Node& entry) {
    const Node* id = entry.find("id");
    const std::string element = id != nullptr ? id->text : "";
    const bool is_start = entry.find("task") == nullptr && entry.find("approve") == nullptr;
    Fields fields = bench_.fields(entry, PlaceOf::task, element);
    const bool is_readable = is_start ? is_readable_form(entry.find("fields"))
                                      : is_readable_form(entry.find("form")) || is_readable_form(entry.find("fields"));
    if (!is_readable || element.empty()) return feel::Type::any();
    std::string name;
    const FormShape* shape = lower_form(bench_, fields, is_start ? "" : "form", name);
    return shape != nullptr ? shape->type : feel::Type::any();
  }

  static bool is_readable_form(const Node* node) {
    return node != nullptr && (node->kind == Node::Kind::mapping || (node->kind == Node::Kind::string && !node->text.empty()));
  }

  void walk_entry(const Node& entry) {
    for (const std::string_view key : {"in", "out", "values"}) add_keys(entry.find(key));
    const Node* as = entry.find("as");
    if (as != nullptr && as->kind == Node::Kind::string) add(as->text, feel::Type::any(), as->span);
    const Node* into = entry.find("into");
    if (into != nullptr && into->kind == Node::Kind::string) add(into->text, form_type(entry), into->span);
    for (const std::string_view key : {"steps", "branches", "cases", "meanwhile", "instead"}) walk_list(entry.find(key));
  }

  Workbench& bench_;
  std::vector<std::string> declared_;
};

/// Whether data declares the variable as a day, a time or a moment, which a text of a form becomes when it is written.
bool reads_text(Workbench& bench, const std::string& name, const feel::Type& field) {
  if (field.form() != feel::Type::Form::scalar || field.kind() != feel::Kind::string) return false;
  for (const auto& variable : bench.names.variables()) {
    if (variable.name != name || variable.type.form() != feel::Type::Form::scalar) continue;
    const auto kind = variable.type.kind();
    return kind == feel::Kind::date || kind == feel::Kind::time || kind == feel::Kind::date_time;
  }
  return false;
}

void declare_start_fields(Workbench& bench, const Fields& workflow) {
  const Node* starts = workflow.find("start");
  if (starts == nullptr || starts->kind != Node::Kind::sequence) return;
  for (const auto& entry : starts->items) {
    const Node* fields = entry.kind == Node::Kind::mapping ? entry.find("fields") : nullptr;
    const Node* id = entry.kind == Node::Kind::mapping ? entry.find("id") : nullptr;
    if (fields == nullptr || entry.find("into") != nullptr || id == nullptr || id->text.empty()) continue;
    const FormShape* shape = nullptr;
    std::string name;
    if (fields->kind == Node::Kind::mapping) shape = lower_inline_fields(bench, *fields, id->text, name);
    if (fields->kind == Node::Kind::string && !fields->text.empty()) shape = lower_schema_file(bench, *fields, id->text, name);
    if (shape == nullptr || shape->type.form() != feel::Type::Form::context) continue;
    for (const auto& member : shape->type.members()) {
      if (!reads_text(bench, member.name, member.type)) declare(bench, member.name, member.type, bench.place(*fields));
    }
  }
}

}  // namespace

void collect_names(Workbench& bench, const Fields& workflow) {
  declare_data(bench, workflow);
  std::vector<std::string> declared;
  if (const Node* data = workflow.find("data")) {
    for (const auto& entry : data->entries) declared.push_back(entry.key);
  }
  declare_start_fields(bench, workflow);
  Collector starts(bench, declared);
  starts.walk_list(workflow.find("start"));
  lower_roles(bench, workflow);
  Collector steps(bench, std::move(declared));
  steps.walk_list(workflow.find("steps"));
}

}  // namespace wf::formats
