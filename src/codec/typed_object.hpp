// The {"@type":…,"@value":…} objects that carry kinds JSON lacks. Not for the forms themselves (lexical.hpp).
#pragma once
#include <string_view>

#include "base/error.hpp"
#include "feel/value.hpp"

namespace wf::codec {

inline constexpr std::string_view type_member = "@type";
inline constexpr std::string_view value_member = "@value";
inline constexpr std::string_view context_type = "context";

/// Exactly the members @type and @value, and a type that this program writes; other objects (JSON-LD's, say) are data.
bool looks_typed(const feel::Context& object);

/// The value that such an object stands for. Error WF-JSON-007 names the form that was expected.
Result<feel::Value> from_typed(const feel::Context& object);

}  // namespace wf::codec
