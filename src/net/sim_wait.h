// The waiting half of every simulated object: what Watch is for descriptors. Owned by the object
// that is waited on; tells the coroutine through the loop, never inside a call.
//
// Thread rule: the loop's thread.
#pragma once

#include <coroutine>
#include <cstdint>

#include "net/loop.h"
#include "net/stream.h"

namespace parley::net {

class SimWait {
 public:
  explicit SimWait(Loop& loop) : loop_(loop) {}
  ~SimWait();
  SimWait(const SimWait&) = delete;
  SimWait& operator=(const SimWait&) = delete;

  /// `possible` is what the object can do at this moment.
  void when(Interest wanted, std::coroutine_handle<> waiter, Interest possible);

  /// To be called whenever the object may have become able to do something.
  void offer(Interest possible);

  void wake();

  /// What `co_await ready(...)` asks for when it goes on, which is how the end of a wait is
  /// noticed.
  Interest take_result();

 private:
  enum class State : std::uint8_t { idle, waiting, queued };
  void resume(Interest possible);

  Loop& loop_;
  std::coroutine_handle<> waiter_;
  Interest wanted_ = Interest::none;
  Interest possible_ = Interest::none;
  State state_ = State::idle;
};

/// The three waiting verbs of a simulated `Base` (Stream, Acceptor, Datagrams).
template <typename Base>
class SimWaitable : public Base {
 public:
  explicit SimWaitable(Loop& loop) : wait_(loop) {}

  void when(Interest wanted, std::coroutine_handle<> waiter) final {
    wait_.when(wanted, waiter, possible());
  }
  Interest wait_result() const final { return wait_.take_result(); }
  void wake() final { wait_.wake(); }

  /// Looks anew at what is possible, for whoever waits.
  void changed() { wait_.offer(possible()); }

 protected:
  virtual Interest possible() const = 0;

 private:
  mutable SimWait wait_;
};

}  // namespace parley::net
