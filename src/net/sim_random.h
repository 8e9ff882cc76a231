// The one source of chance in a simulation. The distributions of <random> are not used: the
// standard fixes what mt19937_64 gives, but not what they make of it, and a seed has to mean the
// same everywhere.
//
// Thread rule: the loop's thread.
#pragma once

#include <cassert>
#include <cstdint>
#include <limits>
#include <random>

#include "base/clock.h"

namespace parley::net {

class SimRandom {
 public:
  explicit SimRandom(std::uint64_t seed) : engine_(seed) {}

  /// From `least` to `most`, both included, each equally likely.
  std::uint64_t uniform(std::uint64_t least, std::uint64_t most) {
    assert(least <= most);
    const std::uint64_t count = most - least + 1;
    if (count == 0) return engine_();
    constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
    const std::uint64_t fair = largest - largest % count;
    std::uint64_t drawn = engine_();
    while (drawn >= fair)
      drawn = engine_();
    return least + drawn % count;
  }

  Duration uniform(Duration least, Duration most) {
    const auto width = static_cast<std::uint64_t>((most - least).count());
    return least + Duration{static_cast<Duration::rep>(uniform(std::uint64_t{0}, width))};
  }

  /// True with this probability. 0 and 1 draw nothing, so what is switched off changes no other
  /// draw.
  bool chance(double probability) {
    if (probability <= 0) return false;
    if (probability >= 1) return true;
    constexpr double step = 0x1p-53;  // the 53 bits that a double holds exactly
    return static_cast<double>(engine_() >> 11) * step < probability;
  }

 private:
  std::mt19937_64 engine_;
};

}  // namespace parley::net
