// The arcs of a process while its text is being read: targets may be ids that come later in the file.
// Not for nodes, which go to the ProcessBuilder at once.
#pragma once
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "formats/lower/faults.hpp"
#include "model/builder.hpp"

namespace wf::formats {

/// Arcs that leave a part of the graph and have no target yet, by number. Arcs of one node become sequence flows in
/// the order of their numbers, because that is the order in which a gateway tries them.
using Exits = std::vector<std::size_t>;

struct Arc {
  model::NodeIndex source = model::no_index;
  model::NodeIndex target = model::no_index;
  std::string target_id;            ///< written in the file, resolved at the end
  model::SourceRef target_where;
  std::optional<model::Formula> condition;
  std::string label;
  bool is_default = false;
  model::SourceRef where;
};

class Graph {
 public:
  /// An arc without condition out of `source`.
  Exits leave(model::NodeIndex source, model::SourceRef where) { return {add({source, model::no_index, {}, {}, {}, {}, false, where})}; }
  std::size_t add(Arc arc);
  void enter(const Exits& exits, model::NodeIndex target);
  void go_to(const Exits& exits, const std::string& id, model::SourceRef where);
  /// A parallel gateway that only splits. Several ways that lead to it meet in the gateway `<id>.merge` before it:
  /// at the gateway itself they would wait for one another.
  void only_splits(model::NodeIndex gateway) { splits_.push_back(gateway); }

  /// False where the id is taken; then `first` is its place.
  bool claim(const std::string& id, model::SourceRef where, model::SourceRef& first);
  /// Turns the arcs into sequence flows. False where a target does not exist or may not be reached.
  bool connect(model::ProcessBuilder& builder, Faults& faults);

 private:
  bool resolve(Arc& arc, const model::ProcessDefinition& definition, Faults& faults) const;
  void merge_before(model::ProcessBuilder& builder, model::NodeIndex split);
  std::vector<Arc> arcs_;
  std::vector<model::NodeIndex> splits_;
  std::unordered_map<std::string, model::SourceRef> ids_;
};

}  // namespace wf::formats
