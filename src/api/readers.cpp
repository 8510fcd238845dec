// Readers are opened when they are first needed and kept.
#include "api/readers.hpp"

#include <chrono>

namespace wf::api {

Result<ReaderPool::Loan> ReaderPool::lend() {
  constexpr auto longest_wait = std::chrono::seconds(5);
  std::unique_lock lock(mutex_);
  const bool got = freed_.wait_for(lock, longest_wait, [&] { return !free_.empty() || opened_ < most_readers; });
  if (!got) return fail("BUSY", "All readers are in use. Try again in a moment.");
  if (!free_.empty()) {
    auto reader = std::move(free_.back());
    free_.pop_back();
    return Loan(*this, std::move(reader));
  }
  ++opened_;
  lock.unlock();
  auto reader = store_.open_reader();
  if (reader) return Loan(*this, std::move(*reader));
  lock.lock();
  --opened_;
  freed_.notify_one();
  return tl::unexpected(reader.error());
}

void ReaderPool::give_back(std::unique_ptr<store::Reader> reader) {
  {
    std::lock_guard lock(mutex_);
    free_.push_back(std::move(reader));
  }
  freed_.notify_one();
}

}  // namespace wf::api
