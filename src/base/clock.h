// Time, behind a seam: the steady clock orders and measures, the wall clock is shown to people.
#pragma once

#include <chrono>
#include <cstdint>

namespace parley {

using Duration = std::chrono::nanoseconds;

/// Steady time: never steps, has no relation to the calendar. Only differences mean anything.
struct SteadyClock {
  using duration = Duration;
  using rep = duration::rep;
  using period = duration::period;
  using time_point = std::chrono::time_point<SteadyClock>;
  static constexpr bool is_steady = true;
};
using SteadyTime = SteadyClock::time_point;

/// Calendar time, UTC, in nanoseconds since 1970.
using WallTime = std::chrono::sys_time<Duration>;

/// Where time comes from. Thread rule: `steady` and `wall` may be called from any thread.
class Clock {
 public:
  virtual ~Clock() = default;
  virtual SteadyTime steady() const = 0;
  virtual WallTime wall() const = 0;
};

/// clock_gettime(2): CLOCK_MONOTONIC and CLOCK_REALTIME.
class SystemClock final : public Clock {
 public:
  SteadyTime steady() const override;
  WallTime wall() const override;
};

}  // namespace parley
