// The real loop: one level-triggered epoll set (epoll(7)).
//
// A descriptor is added once and re-armed only when a waiter wants what is not armed. What is armed
// but no longer wanted is left alone until it fires: a short pause, the usual one, then costs no
// system call.
#pragma once

#include <array>
#include <coroutine>
#include <cstdint>
#include <sys/epoll.h>

#include "net/descriptor.h"
#include "net/loop.h"
#include "net/stream.h"

namespace parley::net {

class Watch;

class EpollLoop final : public Loop {
 public:
  explicit EpollLoop(const Clock& clock);
  ~EpollLoop() override;

 protected:
  void wait(std::optional<SteadyTime> until) override;
  void interrupt() override;

 private:
  friend class Watch;
  void drop_from_batch(const Watch* watch);

  Descriptor epoll_;
  Descriptor wakeup_;  // eventfd(2)
  std::array<epoll_event, 256> batch_;
  int batch_next_ = 0;
  int batch_end_ = 0;
};

/// One descriptor's place in the set, and who waits for it. Owned by the object that owns the
/// descriptor, and destroyed before the descriptor is closed. What epoll cannot watch (a regular
/// file) is always ready, as it is for poll(2).
class Watch {
 public:
  Watch(EpollLoop& loop, int descriptor) : loop_(loop), descriptor_(descriptor) {}
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;

  void when(Interest wanted, std::coroutine_handle<> waiter);
  Interest wait_result() const {
    state_ = State::idle;  // the wait is over when its result is taken
    return possible_;
  }
  void wake();

 private:
  friend class EpollLoop;
  enum class State : std::uint8_t { idle, waiting, queued };
  static constexpr std::uint8_t not_in_set = 0xff;
  static constexpr std::uint8_t not_watchable = 0xfe;

  void arm(Interest wanted);
  void on_event(std::uint32_t events);

  EpollLoop& loop_;
  std::coroutine_handle<> waiter_;
  int descriptor_;
  std::uint8_t armed_ = not_in_set;
  Interest wanted_ = Interest::none;
  Interest possible_ = Interest::none;
  mutable State state_ = State::idle;
};

}  // namespace parley::net
