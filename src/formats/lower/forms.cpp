// Reading schema files and inline fields into forms, once each.
#include "formats/lower/forms.hpp"

#include <array>

#include "base/text.hpp"
#include "model/json_schema.hpp"

namespace wf::formats {

namespace {

constexpr std::string_view uri_root = "file:///";  // never opened: paths from the project's root

/// The words of a choice: `enum`, or `oneOf` of constants with titles.
std::vector<std::string> outcomes_of(const feel::Value& schema) {
  std::vector<std::string> words;
  const feel::Value& outcome = schema.member("properties").member("outcome");
  if (const auto* listed = outcome.member("enum").as_list()) {
    for (const auto& word : *listed) {
      if (word.as_string() != nullptr) words.emplace_back(word.text());
    }
  }
  if (const auto* titled = outcome.member("oneOf").as_list()) {
    for (const auto& one : *titled) {
      if (one.member("const").as_string() != nullptr) words.emplace_back(one.member("const").text());
    }
  }
  return words;
}

std::string unescaped(std::string_view token) {
  std::string out;
  for (std::size_t i = 0; i < token.size(); ++i) {
    if (token[i] != '~' || i + 1 == token.size()) out += token[i];
    else out += token[++i] == '1' ? '/' : '~';
  }
  return out;
}

/// The node that an RFC 6901 pointer names, or the nearest one above it.
const Node& node_at(const Node& root, std::string_view pointer) {
  const Node* at = &root;
  const auto tokens = split(pointer, '/');
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    const Node* next = nullptr;
    const std::string token = unescaped(tokens[i]);
    if (at->kind == Node::Kind::mapping) next = at->find(token);
    if (at->kind == Node::Kind::sequence && !token.empty() && token.find_first_not_of("0123456789") == token.npos && token.size() < 9) {
      const auto index = static_cast<std::size_t>(std::stoul(token));
      if (index < at->items.size()) next = &at->items[index];
    }
    if (next == nullptr) break;
    at = next;
  }
  return *at;
}

Span first_line_of(const Node& node) {
  const bool is_collection = node.kind == Node::Kind::mapping || node.kind == Node::Kind::sequence;
  if (!is_collection) return node.span;
  return {node.span.begin, node.span.begin + 1};
}

/// `#/…` pointers of inline fields: /properties/NAME/KEYWORD → the field's own node.
const Node& inline_node_at(const Node& fields, std::string_view pointer) {
  constexpr std::string_view head = "/properties";
  return pointer.starts_with(head) ? node_at(fields, pointer.substr(head.size())) : fields;
}

/// "'type' must be …": the problem of a schema as a sentence about its keyword.
std::string sentence(const model::SchemaProblem& problem) {
  const auto slash = problem.pointer.rfind('/');
  if (slash == std::string::npos || !problem.message.starts_with("must")) return problem.message;
  return "'" + unescaped(std::string_view(problem.pointer).substr(slash + 1)) + "' " + problem.message;
}

void report(Workbench& bench, const std::vector<model::SchemaProblem>& problems, const LoadedFile& own,
            model::SourceRef where, const std::string& element) {
  for (const auto& problem : problems) {
    const bool is_own = problem.uri.empty() || problem.uri == std::string(uri_root) + own.path;
    const LoadedFile* file = &own;
    if (!is_own && problem.uri.starts_with(uri_root)) {
      file = bench.sources.load_path(problem.uri.substr(uri_root.size()), where, element);
    }
    if (file == nullptr || !file->document) continue;
    const Node& node = node_at(file->document->root, problem.pointer);
    bench.faults.error({file->number, first_line_of(node)}, "WF-DATA-001", sentence(problem),
                       "the file must be a JSON Schema (2020-12)");
  }
}

FormShape& keep(Workbench& bench, const std::string& name, model::CompiledSchema compiled) {
  FormShape shape;
  if (compiled.schema != nullptr) {
    shape.type = compiled.schema->type();
    shape.outcomes = outcomes_of(compiled.schema->document());
    shape.usable = true;
    bench.builder.definition().forms[name] = {name, std::move(compiled.schema)};
  }
  return bench.shapes[name] = std::move(shape);
}

struct FieldWord {
  std::string_view word, type, format;
};
constexpr std::array field_words = {
    FieldWord{"string", "string", ""},     FieldWord{"text", "string", ""},      FieldWord{"number", "number", ""},
    FieldWord{"integer", "integer", ""},   FieldWord{"boolean", "boolean", ""},  FieldWord{"date", "string", "date"},
    FieldWord{"time", "string", "time"},   FieldWord{"moment", "string", "date-time"},
    FieldWord{"email", "string", "email"}, FieldWord{"list", "array", ""},       FieldWord{"object", "object", ""},
};

std::vector<std::string> field_word_names() {
  std::vector<std::string> names;
  for (const auto& word : field_words) names.emplace_back(word.word);
  return names;
}

/// The schema of one field from its type word; null where there is no such word.
feel::Value schema_of_word(std::string_view word) {
  for (const auto& known : field_words) {
    if (known.word != word) continue;
    feel::Context schema;
    schema.set("type", feel::Value(known.type));
    if (!known.format.empty()) schema.set("format", feel::Value(known.format));
    return schema;
  }
  return {};
}

void unknown_word(Workbench& bench, const Node& node, std::string_view what, const std::vector<std::string>& words,
                  const std::string& element) {
  bench.faults.error(bench.place(node), "WF-LANG-019", "'" + node.text.substr(0, 60) + "' is no " + std::string(what),
                     bench.faults.suggestion(node.text, words, "types: " + joined(words, ", ")), element);
}

/// The schema of one field; `optional` is the only word here that JSON Schema does not have.
feel::Value lower_field(Workbench& bench, const Node& node, const std::string& element, bool& is_required) {
  if (node.kind == Node::Kind::string) {
    const auto schema = schema_of_word(node.text);
    if (schema.is_null()) unknown_word(bench, node, "type of a field", field_word_names(), element);
    return schema.is_null() ? feel::Value(feel::Context()) : schema;
  }
  if (node.kind != Node::Kind::mapping) {
    bench.faults.error(bench.place(node), "WF-LANG-003", "a field must be a type or a mapping, not " + std::string(kind_in_words(node.kind)),
                       "write it as in 'total: number'", element);
    return feel::Context();
  }
  feel::Context schema;
  for (const auto& entry : node.entries) {
    if (entry.key == "optional") {
      if (entry.value.kind == Node::Kind::boolean) is_required = !entry.value.boolean;
      else bench.faults.error(bench.place(entry.value), "WF-LANG-003", "'optional' must be true or false", {}, element);
      continue;
    }
    if (entry.key == "type" && entry.value.kind == Node::Kind::string) {
      const auto of_word = schema_of_word(entry.value.text);
      if (of_word.is_null()) unknown_word(bench, entry.value, "type of a field", field_word_names(), element);
      else for (const auto& part : of_word.as_context()->entries()) schema.set(part.name, part.value);
      continue;
    }
    schema.set(entry.key, to_value(entry.value));
  }
  return schema;
}

struct TypeWord {
  std::string_view word;
  feel::Type type;
};
const std::vector<TypeWord>& all_type_words() {
  using feel::Kind;
  using feel::Type;
  static const std::vector<TypeWord> words = {
      {"string", Type::scalar(Kind::string)},   {"text", Type::scalar(Kind::string)},
      {"number", Type::scalar(Kind::number)},   {"integer", Type::scalar(Kind::number)},
      {"boolean", Type::scalar(Kind::boolean)}, {"date", Type::scalar(Kind::date)},
      {"time", Type::scalar(Kind::time)},       {"moment", Type::scalar(Kind::date_time)},
      {"duration", Type::any()},                {"list", Type::list(Type::any())},
      {"object", Type::context({}, true)},      {"any", Type::any()},
  };
  return words;
}

}  // namespace

std::optional<feel::Type> type_of_word(std::string_view word) {
  constexpr std::string_view list_of = "list of ";
  if (word.starts_with(list_of)) {
    const auto element = word.substr(list_of.size());
    if (element.starts_with(list_of)) return std::nullopt;
    const auto type = type_of_word(element);
    return type ? std::optional(feel::Type::list(*type)) : std::nullopt;
  }
  for (const auto& known : all_type_words()) {
    if (known.word == word) return known.type;
  }
  return std::nullopt;
}

std::vector<std::string> type_words() {
  std::vector<std::string> words;
  for (const auto& known : all_type_words()) words.emplace_back(known.word);
  return words;
}

const FormShape* lower_schema_file(Workbench& bench, const Node& reference, const std::string& element,
                                   std::string& form_name) {
  const auto where = bench.place(reference);
  const LoadedFile* file = bench.sources.load(reference.text, where, element);
  if (file == nullptr) return nullptr;
  form_name = file->path;
  const auto known = bench.shapes.find(file->path);
  if (known != bench.shapes.end()) return known->second.usable ? &known->second : nullptr;
  if (!file->document || file->has_errors) {
    bench.shapes[file->path] = {};
    return nullptr;
  }
  const auto others = [&](std::string_view uri) -> std::optional<feel::Value> {
    if (!uri.starts_with(uri_root)) return std::nullopt;
    const auto* other = bench.sources.load_path(std::string(uri.substr(uri_root.size())), where, element);
    if (other == nullptr || !other->document) return std::nullopt;
    return to_value(other->document->root);
  };
  model::SchemaOptions options;
  options.assert_formats = true;
  auto compiled = model::JsonSchema::compile(to_value(file->document->root), std::string(uri_root) + file->path, others, options);
  report(bench, compiled.problems, *file, where, element);
  const FormShape& shape = keep(bench, file->path, std::move(compiled));
  return shape.usable ? &shape : nullptr;
}

const FormShape* lower_inline_fields(Workbench& bench, const Node& fields, const std::string& element,
                                     std::string& form_name) {
  form_name = element + ".fields";
  const auto known = bench.shapes.find(form_name);
  if (known != bench.shapes.end()) return known->second.usable ? &known->second : nullptr;
  feel::Context properties, schema;
  feel::List required;
  for (const auto& entry : fields.entries) {
    if (!is_variable_name(entry.key)) {
      bench.faults.error(bench.place(entry.key_span), "WF-LANG-026", "'" + entry.key + "' is no name for a field",
                         "use letters, digits and '_', beginning with a letter", element);
    }
    bool is_required = true;
    properties.set(entry.key, lower_field(bench, entry.value, element, is_required));
    if (is_required) required.emplace_back(entry.key);
  }
  schema.set("type", feel::Value("object"));
  schema.set("properties", feel::Value(std::move(properties)));
  schema.set("required", feel::Value(std::move(required)));
  schema.set("additionalProperties", feel::Value(false));
  model::SchemaOptions options;
  options.assert_formats = true;
  auto compiled = model::JsonSchema::compile(feel::Value(std::move(schema)), {}, {}, options);
  for (const auto& problem : compiled.problems) {
    bench.faults.error(bench.place(first_line_of(inline_node_at(fields, problem.pointer))), "WF-DATA-001", sentence(problem),
                       "fields take the keywords of JSON Schema", element);
  }
  const FormShape& shape = keep(bench, form_name, std::move(compiled));
  return shape.usable ? &shape : nullptr;
}

const FormShape* lower_form(Workbench& bench, const Fields& step, std::string_view form_key, std::string& form_name) {
  const bool has_file = !form_key.empty() && step.has(form_key);
  const Node* fields = step.find("fields");
  if (has_file && fields != nullptr) {
    step.error(step.key_place("fields"), "WF-LANG-034", "a step has 'form' or 'fields', not both",
               "'form' names a file, 'fields' lists a few fields here");
  }
  if (has_file) {
    const auto reference = step.text(form_key);
    return reference ? lower_schema_file(bench, *step.find(form_key), step.element(), form_name) : nullptr;
  }
  if (fields == nullptr) return nullptr;
  if (fields->kind == Node::Kind::mapping) return lower_inline_fields(bench, *fields, step.element(), form_name);
  if (const auto reference = step.text("fields")) return lower_schema_file(bench, *fields, step.element(), form_name);
  return nullptr;
}

}  // namespace wf::formats
