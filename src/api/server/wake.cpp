// Wake over an eventfd.
#include "api/server/wake.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstdint>

#include "base/assert.hpp"

namespace wf::api {

Wake::Wake() : file_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) { WF_ASSERT(file_ >= 0); }
Wake::~Wake() { ::close(file_); }

void Wake::raise() {
  const std::uint64_t one = 1;
  [[maybe_unused]] const auto written = ::write(file_, &one, sizeof one);  // full means raised already
}

void Wake::lower() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto taken = ::read(file_, &count, sizeof count);  // empty means lowered already
}

}  // namespace wf::api
