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

/// Where this program starts other processes. Between fork(2) and exec(2) a child holds whatever
/// this program closes meanwhile on another thread, and the open file lives on in its epoll set.
enum class Forks : std::uint8_t { on_loops_thread, on_other_threads };

class EpollLoop final : public Loop {
 public:
  explicit EpollLoop(const Clock& clock, Forks forks = Forks::on_loops_thread);
  ~EpollLoop() override;

  /// Why it cannot be used, looked at once after it was made: the system gave no descriptor.
  /// Nothing may then be waited for.
  const std::optional<Error>& trouble() const { return trouble_; }

 protected:
  void wait(std::optional<SteadyTime> until) override;
  void interrupt() override;

 private:
  friend class Watch;
  void drop_from_batch(const Watch* watch);
  void prefetch_next() const;
  int set_alarm(std::optional<SteadyTime> until);

  const Forks forks_;
  std::optional<Error> trouble_;
  Descriptor epoll_;
  Descriptor wakeup_;  // eventfd(2)
  // timerfd_create(2), for the earliest timer. A timeout of epoll_wait would set and cancel a timer
  // of the kernel for every single wait, which costs as much as another system call.
  Descriptor alarm_;
  std::optional<SteadyTime> alarm_set_;  // when it fires
  std::array<epoll_event, 256> batch_;
  int batch_next_ = 0;
  int batch_end_ = 0;
};

/// One descriptor's place in the set, and who waits for it. Owned by the object that owns the
/// descriptor, and destroyed before the descriptor is closed. What epoll cannot watch (a regular
/// file) is always ready, as it is for poll(2).
class Watch {
 public:
  /// Whether closing the descriptor takes it out of the set by itself, epoll(7) Q6. A duplicate's
  /// does not: the open file lives on. Saves a call for each connection, where `Forks` allows it.
  enum class Closing : std::uint8_t { leaves_set, stays_in_set };

  Watch(EpollLoop& loop, int descriptor, Closing closing = Closing::stays_in_set)
      : loop_(loop), descriptor_(descriptor), closing_(closing) {}
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

  bool arm(Interest wanted);
  void on_event(std::uint32_t events);

  EpollLoop& loop_;
  std::coroutine_handle<> waiter_;
  int descriptor_;
  Closing closing_;
  std::uint8_t armed_ = not_in_set;
  Interest wanted_ = Interest::none;
  Interest possible_ = Interest::none;
  mutable State state_ = State::idle;
};

}  // namespace parley::net
