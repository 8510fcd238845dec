// Types from keywords: allOf and references add up, anyOf and oneOf meet in what is common.
#include "model/schema/static_type.hpp"

#include <algorithm>

namespace wf::model::schema {

namespace {

using feel::Kind;
using feel::Type;

constexpr int most_depth = 24;      // nested schemas; deeper data are of any type
constexpr int most_nodes = 10'000;  // a schema that branches into itself widens no further

class Typing {
 public:
  Type of(const Node& node, int depth) {
    if (depth > most_depth || ++visited_ > most_nodes || node.constant) return Type::any();
    Type type = own(node, depth);
    if (node.ref) type = both(type, of(*node.ref, depth + 1));
    for (const Node* part : node.all_of) type = both(type, of(*part, depth + 1));
    if (!node.any_of.empty()) type = both(type, either(node.any_of, depth));
    if (!node.one_of.empty()) type = both(type, either(node.one_of, depth));
    return type;
  }

 private:
  Type own(const Node& node, int depth) {
    if (node.exactly) return type_of(*node.exactly);
    if (node.one_value_of && !node.types) return common(*node.one_value_of);
    if (node.types) return by_types(node, depth);
    // Without `type` the shape of members still tells what people mean.
    return node.object.properties.empty() ? Type::any() : context(node, depth);
  }

  Type by_types(const Node& node, int depth) {
    constexpr auto bit = [](JsonType type) { return static_cast<TypeSet>(type); };
    // null is always possible in FEEL; integer and number are one.
    auto types = static_cast<TypeSet>(*node.types & ~bit(JsonType::null));
    if (types == 0) return Type::scalar(Kind::null);
    if ((types & bit(JsonType::integer)) != 0) {
      types = static_cast<TypeSet>((types & ~bit(JsonType::integer)) | bit(JsonType::number));
    }
    if (types == bit(JsonType::boolean)) return Type::scalar(Kind::boolean);
    if (types == bit(JsonType::number)) return Type::scalar(Kind::number);
    if (types == bit(JsonType::string)) return Type::scalar(Kind::string);
    if (types == bit(JsonType::array)) return Type::list(element(node, depth));
    if (types == bit(JsonType::object)) return context(node, depth);
    return Type::any();
  }

  Type element(const Node& node, int depth) {
    const ListRules& rules = node.list;
    if (rules.prefix_items.empty()) return rules.items ? of(*rules.items, depth + 1) : Type::any();
    Type type = either(rules.prefix_items, depth);
    const bool ends = rules.items && rules.items->constant == false;
    if (ends) return type;
    return rules.items ? Type::common(type, of(*rules.items, depth + 1)) : Type::any();
  }

  Type context(const Node& node, int depth) {
    const ObjectRules& rules = node.object;
    std::vector<Type::Member> members;
    for (const auto& [name, schema] : rules.properties) members.push_back({name, of(*schema, depth + 1)});
    const bool admits_more = rules.additional && rules.additional->constant != false;
    return Type::context(std::move(members),
                         rules.properties.empty() || admits_more || !rules.pattern_properties.empty());
  }

  Type either(const std::vector<const Node*>& branches, int depth) {
    Type type = of(*branches.front(), depth + 1);
    for (std::size_t i = 1; i < branches.size(); ++i) type = Type::common(type, of(*branches[i], depth + 1));
    return type;
  }

  /// What holds where both hold: members of two contexts together, otherwise the more telling of the two.
  static Type both(const Type& a, const Type& b) {
    if (a.is_any()) return b;
    if (b.is_any() || a.form() != Type::Form::context || b.form() != Type::Form::context) return a;
    std::vector<Type::Member> members = a.members();
    for (const Type::Member& member : b.members()) {
      const auto same =
          std::find_if(members.begin(), members.end(), [&](const auto& m) { return m.name == member.name; });
      if (same == members.end())
        members.push_back(member);
      else
        same->type = both(same->type, member.type);
    }
    const bool nameless = a.members().empty() || b.members().empty();
    return Type::context(std::move(members), nameless ? a.open() && b.open() : a.open() || b.open());
  }

  static Type type_of(const feel::Value& value) {
    if (value.as_context()) return Type::context({}, true);
    if (value.as_list()) return Type::list(Type::any());
    return value.is_null() ? Type::any() : Type::scalar(value.kind());
  }

  static Type common(const feel::List& values) {
    if (values.empty()) return Type::any();
    Type type = type_of(values.front());
    for (const feel::Value& value : values) type = Type::common(type, type_of(value));
    return type;
  }

  int visited_ = 0;
};

}  // namespace

Type static_type(const Node& root) {
  return Typing().of(root, 0);
}

}  // namespace wf::model::schema
