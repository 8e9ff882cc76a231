// The one thread on which a conversation happens: its time, its timers, its turn.
//
// A turn is: run what was posted, fire the timers that are due, then wait for I/O until the next
// timer. `EpollLoop` (epoll.h) waits in epoll_wait(2); `SimLoop` (sim_loop.h) jumps its clock to
// the next timer, so that a whole conversation takes no time and repeats exactly.
//
// Timers are an ordered map, not a wheel: there is no timer per peer anywhere in the house (one
// sweep looks after all of them), so a session holds a handful.
//
// Thread rule: everything is for the loop's thread, but `post` and `stop`, which any thread may
// call.
#pragma once

#include <atomic>
#include <coroutine>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "base/clock.h"

namespace parley::net {

class Timer;

class Loop {
 public:
  explicit Loop(const Clock& clock);
  virtual ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Time at the beginning of this turn. Cheap: no system call.
  SteadyTime now() const { return now_; }

  /// The calendar at the beginning of this turn: the calendar at the loop's start plus the steady
  /// time since, so it never decreases when somebody sets the machine's clock.
  WallTime wall() const { return wall_start_ + (now_ - steady_start_); }

  /// Runs `work` on the loop's thread, in the order of the calls, never inside this call.
  void post(std::function<void()> work);

  /// Resumes a coroutine in this turn or the next, never inside this call. The caller makes sure
  /// that the frame outlives the turn, or takes the handle back with `forget`.
  void resume_soon(std::coroutine_handle<> waiter);
  void forget(std::coroutine_handle<> waiter);

  /// Turns until `stop`.
  void run();

  /// One turn; waits for I/O at most until `limit`.
  void turn(std::optional<SteadyTime> limit = std::nullopt);

  /// Makes `run` return after its present turn, or at once when it is called next. It may then be
  /// called again.
  void stop();

 protected:
  /// Waits until I/O, `interrupt`, or `until` (forever when nothing), and resumes who waited for
  /// it.
  virtual void wait(std::optional<SteadyTime> until) = 0;

  /// Ends a `wait` that is under way, or the next one. Any thread.
  virtual void interrupt() = 0;

  /// To be called when waiting ended, before anybody is resumed.
  void refresh_time();

 private:
  friend class Timer;
  using Timers = std::multimap<SteadyTime, Timer*>;

  void run_posted();
  void fire_timers();

  const Clock& clock_;
  SteadyTime now_;
  SteadyTime steady_start_;
  WallTime wall_start_;
  Timers timers_;
  std::vector<std::coroutine_handle<>> resumable_;
  std::atomic<bool> stopping_ = false;

  std::atomic<std::thread::id> thread_;        // of the present turn
  std::atomic<bool> anything_posted_ = false;  // a look without the lock: most turns have nothing
  std::mutex posted_mutex_;
  std::vector<std::function<void()>> posted_;
  std::vector<std::function<void()>> running_;  // of this turn
};

/// Calls a function once at a time. Re-armable; destroying it disarms it.
class Timer {
 public:
  Timer(Loop& loop, std::function<void()> action);
  ~Timer();
  Timer(const Timer&) = delete;
  Timer& operator=(const Timer&) = delete;

  void arm(SteadyTime when);
  void disarm();
  bool armed() const { return armed_; }

 private:
  friend class Loop;

  Loop& loop_;
  std::function<void()> action_;
  Loop::Timers::iterator place_;
  bool armed_ = false;
};

/// `co_await Sleep(loop, until)`. Destroying the frame while it sleeps is allowed.
class Sleep {
 public:
  Sleep(Loop& loop, SteadyTime until) : timer_(loop, [this] { waiter_.resume(); }), until_(until) {}
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> waiter) {
    waiter_ = waiter;
    timer_.arm(until_);
  }
  void await_resume() const noexcept {}

 private:
  Timer timer_;
  SteadyTime until_;
  std::coroutine_handle<> waiter_;
};

/// A flag that one coroutine waits for and others raise. Raising it before the wait is not lost.
class Signal {
 public:
  explicit Signal(Loop& loop) : loop_(loop) {}
  ~Signal() {
    if (waiter_) loop_.forget(waiter_);
  }
  Signal(const Signal&) = delete;
  Signal& operator=(const Signal&) = delete;

  /// The waiter runs soon, not inside this call.
  void raise() {
    if (raised_) return;
    raised_ = true;
    if (waiter_) loop_.resume_soon(waiter_);
  }

  bool await_ready() const noexcept { return raised_; }
  void await_suspend(std::coroutine_handle<> waiter) { waiter_ = waiter; }
  void await_resume() noexcept {
    waiter_ = nullptr;
    raised_ = false;
  }

 private:
  Loop& loop_;
  std::coroutine_handle<> waiter_;
  bool raised_ = false;
};

}  // namespace parley::net
