// A frame takes up to so much longer or shorter than the delay, each length equally likely, but
// never less than no time. Order is kept (the lane sees to it): a frame that would overtake arrives
// with the one before. Overtaking is a fault of its own (fault_reorder.h).
#pragma once

#include <algorithm>

#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

/// One draw. `earliest` is when it would arrive without any delay.
inline void meet_jitter(Passage& passage, Duration jitter, SteadyTime earliest, Random& random) {
  constexpr std::uint64_t steps = 1'000'000;
  const auto drawn = static_cast<double>(random.up_to(2 * steps)) / steps - 1;
  const auto shift = static_cast<double>(jitter.count()) * drawn;
  passage.due += Duration{static_cast<Duration::rep>(shift)};
  passage.due = std::max(passage.due, earliest);
}

}  // namespace parley::board::link
