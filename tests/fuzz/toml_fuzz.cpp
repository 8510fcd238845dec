// Any bytes as TOML: never a crash, spans inside the text, findings that can be printed.
#include "fuzz/reader_fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return wf::fuzz::read_one("input.toml", data, size);
}
