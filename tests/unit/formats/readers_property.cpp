// Random documents, written in three languages and many styles, are one tree; spans point at what was written.
#include <catch2/catch.hpp>

#include <random>

#include "base/text.hpp"
#include "formats/document.hpp"

namespace {

using wf::formats::Node;
using wf::formats::read_document;

/// A tree without spans: scalars carry JSON spelling, strings their content.
struct Plant {
  enum class Kind { boolean, number, string, list, map } kind = Kind::string;
  std::string text;
  std::vector<Plant> items;
  std::vector<std::string> keys;
};

class Gardener {
 public:
  explicit Gardener(std::uint32_t seed) : random_(seed) {}
  std::size_t below(std::size_t limit) { return random_() % limit; }
  bool chance() { return below(2) == 0; }

  Plant grow(std::size_t depth) {
    Plant plant;
    const std::size_t kind = below(depth == 0 ? 3 : 5);
    if (kind == 0) return {Plant::Kind::boolean, chance() ? "true" : "false", {}, {}};
    if (kind == 1) return {Plant::Kind::number, numbers[below(std::size(numbers))], {}, {}};
    if (kind == 2) return {Plant::Kind::string, word(), {}, {}};
    plant.kind = kind == 3 ? Plant::Kind::list : Plant::Kind::map;
    const std::size_t count = below(4) + (depth > 2 ? 1 : 0);
    for (std::size_t i = 0; i < count; ++i) {
      plant.items.push_back(grow(depth - 1));
      if (kind == 4) plant.keys.push_back(word() + std::to_string(i));
    }
    return plant;
  }
  Plant grow_map(std::size_t depth) {
    Plant plant = grow(depth);
    while (plant.kind != Plant::Kind::map) plant = grow(depth);
    return plant;
  }
  std::string word() {
    std::string out;
    for (std::size_t i = below(4); i > 0; --i) out += words[below(std::size(words))];
    return out;
  }

 private:
  static constexpr const char* numbers[] = {"0", "1", "-17", "3.50", "12345678901234", "-0.001", "2e3"};
  static constexpr const char* words[] = {"a", "Zeit", " ", "\xC3\xA4", "#", ": ", "\n", "\"", "'", "\\", "- ", "\xF0\x9F\x98\x80",
                                          "= x", "{{", "true", "1", "\t", "null", "&", "*", "!", "%", "x\n\n y", ",", "]", "end\n"};
  std::mt19937 random_;
};

std::string json_text(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += std::string("\\") + c;
    else if (c == '\n') out += "\\n";
    else if (c == '\t') out += "\\t";
    else out += c;
  }
  return out + "\"";
}

std::string to_json(const Plant& plant) {
  if (plant.kind == Plant::Kind::string) return json_text(plant.text);
  if (plant.kind == Plant::Kind::boolean || plant.kind == Plant::Kind::number) return plant.text;
  const bool is_map = plant.kind == Plant::Kind::map;
  std::string out = is_map ? "{" : "[";
  for (std::size_t i = 0; i < plant.items.size(); ++i) {
    if (i > 0) out += ", ";
    if (is_map) out += json_text(plant.keys[i]) + ": ";
    out += to_json(plant.items[i]);
  }
  return out + (is_map ? "}" : "]");
}

std::string to_toml(const Plant& plant, bool is_root) {
  if (plant.kind == Plant::Kind::string) return json_text(plant.text);
  if (plant.kind == Plant::Kind::boolean || plant.kind == Plant::Kind::number) return plant.text;
  const bool is_map = plant.kind == Plant::Kind::map;
  std::string out = is_root ? "" : is_map ? "{" : "[";
  for (std::size_t i = 0; i < plant.items.size(); ++i) {
    if (i > 0 && !is_root) out += ", ";
    if (is_map) out += json_text(plant.keys[i]) + " = ";
    out += to_toml(plant.items[i], false);
    if (is_root) out += "  # note\n";
  }
  return out + (is_root ? "" : is_map ? "}" : "]");
}

/// Writes block style where it may, and each string in one of the styles that can hold it.
class YamlWriter {
 public:
  YamlWriter(Gardener& gardener, std::string line_end) : gardener_(gardener), line_end_(std::move(line_end)) {}

  std::string document(const Plant& plant) { return "# head" + line_end_ + block(plant, 0); }

 private:
  std::string scalar(const Plant& plant, std::size_t indentation, bool may_be_block) {
    if (plant.kind != Plant::Kind::string) return plant.text;
    const std::string& text = plant.text;
    const bool is_word = !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") ==
                                              std::string::npos && text.find("true") == std::string::npos &&
                         text.find("null") == std::string::npos;
    if (is_word && gardener_.chance()) return text;
    const bool is_one_line = text.find_first_of("\n\t") == std::string::npos;
    if (is_one_line && gardener_.chance()) {
      std::string out = "'";
      for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
      return out + "'";
    }
    if (may_be_block && can_be_literal(text) && gardener_.chance()) return literal(text, indentation);
    return json_text(text);
  }
  static bool can_be_literal(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.front() == '\n' || text.front() == '\t') return false;
    return text.find_last_not_of('\n') != std::string_view::npos && text.find(" \n") == std::string_view::npos &&
           text.find("\t\n") == std::string_view::npos && text.back() != ' ' && text.back() != '\t';
  }
  std::string literal(std::string_view text, std::size_t indentation) {
    std::string out = text.back() == '\n' ? "|+" : "|-";
    if (text.back() == '\n') text.remove_suffix(1);
    for (const auto line : wf::split(text, '\n')) {
      out += line_end_ + (line.empty() ? "" : std::string(indentation + 2, ' ')) + std::string(line);
    }
    return out;
  }
  std::string block(const Plant& plant, std::size_t indentation) {
    std::string out;
    for (std::size_t i = 0; i < plant.items.size(); ++i) {
      const Plant& item = plant.items[i];
      out += std::string(indentation, ' ');
      out += plant.kind == Plant::Kind::map ? json_text(plant.keys[i]) + ":" : "-";
      const bool is_collection = item.kind == Plant::Kind::list || item.kind == Plant::Kind::map;
      if (is_collection && !item.items.empty() && gardener_.chance()) {
        out += " # note" + line_end_ + block(item, indentation + 2);
      } else if (is_collection) {
        out += " " + to_json(item) + line_end_;
      } else {
        out += " " + scalar(item, indentation, true) + line_end_;
      }
      if (gardener_.below(5) == 0) out += std::string(indentation, ' ') + "# between" + line_end_;
    }
    return out;
  }

  Gardener& gardener_;
  std::string line_end_;
};

wf::feel::Value value_of(const std::string& name, const std::string& text) {
  const auto result = read_document(std::make_shared<wf::SourceText>(name, text));
  std::string findings;
  for (const auto& found : result.diagnostics) findings += wf::render_text(found);
  INFO(text);
  INFO(findings);
  REQUIRE(result.document.has_value());
  CHECK(result.diagnostics.empty());
  return to_value(result.document->root);
}

void check_spans(const Node& node, const wf::SourceText& source, const std::string& name) {
  for (const Node& item : node.items) check_spans(item, source, name);
  for (const Node::Entry& entry : node.entries) check_spans(entry.value, source, name);
  if (node.kind == Node::Kind::sequence || node.kind == Node::Kind::mapping) return;
  std::string written(source.text().substr(node.span.begin, node.span.end - node.span.begin));
  if (node.maps_one_to_one) CHECK(source.text().substr(node.content_begin, node.text.size()) == node.text);
  if (written.starts_with('|')) {
    CHECK(node.quoted);
    return;
  }
  if (name.ends_with(".toml")) written = "x = " + written;
  const auto again = read_document(std::make_shared<wf::SourceText>(name, written));
  INFO(written);
  REQUIRE(again.document.has_value());
  const Node& root = again.document->root;
  const Node& scalar = root.kind == Node::Kind::mapping ? root.entries.at(0).value : root;
  CHECK(scalar.kind == node.kind);
  CHECK(scalar.text == node.text);
}

}  // namespace

TEST_CASE("random documents mean the same in YAML, JSON and TOML", "[formats]") {
  for (std::uint32_t seed = 1; seed <= 400; ++seed) {
    Gardener gardener(seed);
    const Plant plant = gardener.grow_map(4);
    if (plant.items.empty()) continue;
    const auto expected = value_of("x.json", to_json(plant));
    INFO("seed " << seed);
    YamlWriter writer(gardener, gardener.chance() ? "\n" : "\r\n");
    CHECK(value_of("x.yaml", writer.document(plant)) == expected);
    CHECK(value_of("x.yaml", to_json(plant)) == expected);
    CHECK(value_of("x.toml", to_toml(plant, true)) == expected);
  }
}

TEST_CASE("the text under a span reads as the same scalar", "[formats]") {
  for (std::uint32_t seed = 1; seed <= 100; ++seed) {
    Gardener gardener(seed);
    const Plant plant = gardener.grow_map(3);
    if (plant.items.empty()) continue;
    YamlWriter writer(gardener, gardener.chance() ? "\n" : "\r\n");
    const std::pair<std::string, std::string> texts[] = {
        {"x.json", to_json(plant)}, {"x.yaml", writer.document(plant)}, {"x.toml", to_toml(plant, true)}};
    for (const auto& [name, text] : texts) {
      const auto source = std::make_shared<wf::SourceText>(name, text);
      const auto result = read_document(source);
      INFO("seed " << seed << " " << name << "\n" << text);
      REQUIRE(result.document.has_value());
      check_spans(result.document->root, *source, name);
    }
  }
}
