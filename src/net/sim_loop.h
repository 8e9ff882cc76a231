// Simulated time: a clock that stands still until the loop has nothing left to do, and then jumps
// to the next timer. An hour of conversation takes as long as its turns take.
//
// Whoever tests owns both (SimWorld has a pair of its own). They must outlive everything that has a
// timer. Thread rule: one thread for all of it; nothing may be posted from another.
#pragma once

#include <chrono>
#include <functional>
#include <optional>

#include "base/clock.h"
#include "net/loop.h"

namespace parley::net {

class SimClock final : public Clock {
 public:
  SteadyTime steady() const override { return steady_; }
  WallTime wall() const override { return wall_; }

  /// Moves both clocks on. Time never goes back: an earlier `when` changes nothing.
  void jump_to(SteadyTime when);

  /// What an administrator or NTP does: the calendar steps, the steady clock does not notice.
  void step_wall(Duration step) { wall_ += step; }

 private:
  // Neither begins at 0: a time that was never set must not look like now.
  SteadyTime steady_{std::chrono::hours{1}};
  WallTime wall_{std::chrono::sys_days{std::chrono::year{2026} / 1 / 1}};
};

class SimLoop final : public Loop {
 public:
  explicit SimLoop(SimClock& clock) : Loop(clock), clock_(clock) {}

  /// Turns until nothing is left that could ever happen, or until `most` of simulated time went by.
  /// True when it was the former. Returns early after `stop`.
  bool run_until_idle(Duration most);

  /// Turns until `reached` (asked after each turn), and at most as `run_until_idle` does. True when
  /// it was reached.
  bool run_until(const std::function<bool()>& reached, Duration most);

  /// Exactly this much of simulated time goes by, whether anything happens or not; what is due at
  /// its end happens still.
  void run_for(Duration duration);

  /// The last turn found no timer and nothing posted: the simulation is finished, or everybody
  /// waits for somebody else. `Loop::run` stops then.
  bool idle() const { return idle_; }

 protected:
  void wait(std::optional<SteadyTime> until) override;

  /// Nothing to do: a simulated wait does not last.
  void interrupt() override {}

 private:
  bool one_turn(SteadyTime deadline, const std::function<bool()>& reached);

  SimClock& clock_;
  // Of the run_ function under way.
  std::optional<SteadyTime> deadline_;
  const std::function<bool()>* reached_ = nullptr;
  bool idle_ = false;
  bool more_ = false;
  unsigned turns_at_this_time_ = 0;
};

}  // namespace parley::net
