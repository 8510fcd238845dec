// ReaderPool: a bounded set of store readers, lent to one request at a time. Not a cache of what they read.
#pragma once
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include "base/error.hpp"
#include "store/store.hpp"

namespace wf::api {

/// Any thread.
class ReaderPool {
 public:
  static constexpr std::size_t most_readers = 16;  ///< more do not read faster; each is an open database connection

  explicit ReaderPool(store::Store& store) : store_(store) {}

  /// Gives the reader back when it ends.
  class Loan {
   public:
    Loan(ReaderPool& pool, std::unique_ptr<store::Reader> reader) : pool_(&pool), reader_(std::move(reader)) {}
    Loan(Loan&&) = default;
    Loan& operator=(Loan&&) = delete;
    ~Loan() {
      if (reader_) pool_->give_back(std::move(reader_));
    }
    store::Reader* operator->() const { return reader_.get(); }
    store::Reader& operator*() const { return *reader_; }

   private:
    ReaderPool* pool_;
    std::unique_ptr<store::Reader> reader_;
  };

  /// Waits for a free one. Errors: BUSY after five seconds, those of Store::open_reader.
  Result<Loan> lend();

 private:
  friend class Loan;
  void give_back(std::unique_ptr<store::Reader> reader);

  store::Store& store_;
  std::mutex mutex_;
  std::condition_variable freed_;
  std::vector<std::unique_ptr<store::Reader>> free_;
  std::size_t opened_ = 0;
};

}  // namespace wf::api
