// The link carries so many bits a second: a frame waits until those before it are through, and then
// takes its own time. What waits is bounded by the lane's queue, as in a real access point.
#pragma once

#include <algorithm>

#include "board/link/passage.h"

namespace parley::board::link {

/// `bits_per_second` 0 is no limit. `busy_until` is the link's own memory: when the last bit of the
/// frame before is through.
inline void meet_bandwidth(Passage& passage, std::uint64_t bits_per_second,
                           SteadyTime& busy_until) {
  if (bits_per_second == 0) return;
  constexpr std::uint64_t nanoseconds = 1'000'000'000;
  const std::uint64_t time = passage.bytes * 8 * nanoseconds / bits_per_second;
  busy_until = std::max(busy_until, passage.due) + Duration{static_cast<Duration::rep>(time)};
  passage.due = busy_until;
}

}  // namespace parley::board::link
