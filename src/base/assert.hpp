// WF_ASSERT: stays on in release, for what only a programmer can break; never for input.
#pragma once

namespace wf {
/// Prints the place and the broken condition to stderr and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);
}  // namespace wf

#define WF_ASSERT(condition) \
  do {                       \
    if (!(condition)) ::wf::assertion_failed(#condition, __FILE__, __LINE__); \
  } while (false)
