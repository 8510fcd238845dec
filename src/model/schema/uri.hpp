// URI references: what `$id` and `$ref` need of RFC 3986. Not for opening anything.
#pragma once
#include <string>
#include <string_view>

namespace wf::model::schema {

/// RFC 3986 §5.2 without the strict check of characters; `base` may itself be relative ("forms/a.json").
std::string resolve_uri(std::string_view base, std::string_view reference);

struct SplitUri {
  std::string document;  ///< without fragment and without "#"
  std::string fragment;  ///< percent-decoded
};
SplitUri split_fragment(std::string_view uri);

/// RFC 6901 §3: "~" to "~0", "/" to "~1".
std::string pointer_token(std::string_view name);
std::string unescaped_token(std::string_view token);

}  // namespace wf::model::schema
