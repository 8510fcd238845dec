// Error: the one failure value of expected failures, and Result, its carrier. Not for diagnostics of files
// (diagnostic.hpp), which collect many findings instead of stopping at the first.
#pragma once
#include <string>
#include <utility>
#include <tl/expected.hpp>

namespace wf {

/// `code` is stable and upper case with dashes ("WF-STORE-002", "NOT-FOUND"); `text` is a full sentence for a person.
struct Error {
  std::string code;
  std::string text;
  bool operator==(const Error&) const = default;
};

template <class T>
using Result = tl::expected<T, Error>;

inline tl::unexpected<Error> fail(std::string code, std::string text) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(text)});
}

}  // namespace wf
