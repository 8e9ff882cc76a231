#include "base/clock.h"

namespace parley {

SteadyTime SystemClock::steady() const {
  return SteadyTime{std::chrono::steady_clock::now().time_since_epoch()};
}

WallTime SystemClock::wall() const {
  return std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
}

}  // namespace parley
