// Wake: a flag that a thread can wait for together with a socket. Not for passing work.
#pragma once

namespace wf::api {

/// Any thread. Stays raised until it is lowered, so every waiter sees it.
class Wake {
 public:
  Wake();
  ~Wake();
  Wake(const Wake&) = delete;
  Wake& operator=(const Wake&) = delete;
  void raise();
  void lower();
  int file() const { return file_; }  ///< readable while raised

 private:
  int file_;
};

}  // namespace wf::api
