// Builds our tree from yaml-cpp's events and refuses what the language leaves out. Private to the YAML reader;
// the only header of the room that names yaml-cpp.
#pragma once
#include <string>
#include <vector>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/mark.h>

#include "formats/reading.hpp"

namespace wf::formats {

/// Thrown through yaml-cpp to stop at a limit; its reason was already reported.
struct StopReading {};

/// Takes the events of one document. Afterwards `take_root` gives the tree.
class YamlTree final : public YAML::EventHandler {
 public:
  YamlTree(const ReadLimits& limits, ReaderFindings& findings);

  void OnDocumentStart(const YAML::Mark& mark) override;
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override;
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string& value) override;
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override;
  void OnSequenceEnd() override { close(']'); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override;
  void OnMapEnd() override { close('}'); }
  void OnAnchor(const YAML::Mark& mark, const std::string& name) override;

  bool has_document() const { return has_document_; }
  std::uint32_t last_end() const { return last_end_; }
  /// Byte offset of a mark: yaml-cpp counts bytes behind the byte order mark.
  std::uint32_t offset(const YAML::Mark& mark) const;
  /// Reports text between `from` and `to` that yaml-cpp skips but a person wrote (008), and tabs (002).
  void check_gap(std::uint32_t from, std::uint32_t to);
  /// The innermost bracket that is still open, or an empty span.
  Span open_bracket() const;
  Node take_root() { return std::move(root_); }

 private:
  struct Frame {
    Node node;
    bool is_flow = false;
    bool has_key = false;     ///< a mapping that waits for the value of `key`
    bool key_is_sound = true;
    std::string key;
    Span key_span;
  };

  void open(const YAML::Mark& mark, const std::string& tag, Node::Kind kind, bool is_flow);
  void close(char bracket);
  void put(Node value);
  void put_key(Frame& frame, Node key);
  void put_missing(std::uint32_t at);
  void place_missing_item(Node& node);
  Node read_scalar(std::uint32_t begin, const std::string& value);
  void report_collection_as_key();
  void check_plain(const Node& node);
  void check_comment_behind_formula(const Node& node);
  void check_tag(std::uint32_t at, const std::string& tag);
  void check_explicit_key(std::uint32_t at);
  void count_node(Span span);
  bool is_key_position() const;
  bool is_pair_in_list() const;

  const ReadLimits& limits_;
  ReaderFindings& findings_;
  std::string_view text_;
  std::uint32_t mark_shift_;
  std::uint32_t last_end_;       ///< end of what was consumed last
  std::uint32_t checked_end_ = 0;  ///< end of what check_gap has seen
  std::size_t nodes_ = 0;
  std::size_t discarding_ = 0;   ///< depth inside a collection that stands where a key should
  std::uint32_t discarded_begin_ = 0;
  bool has_document_ = false;
  std::vector<Frame> frames_;
  Node root_;
};

}  // namespace wf::formats
