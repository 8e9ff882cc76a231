// A frame is held back so that those behind it overtake: 1 to 20 ms, which is many round trips
// here, and less than any retransmission timer, so that what is seen is reordering and not loss.
#pragma once

#include "board/link/passage.h"
#include "board/link/random.h"

namespace parley::board::link {

inline constexpr std::uint64_t held_back_us_least = 1'000;
inline constexpr std::uint64_t held_back_us_most = 20'000;

/// Two draws.
inline void meet_reorder(Passage& passage, double probability, Random& random) {
  const bool chosen = random.chance(probability);
  const std::uint64_t more = random.up_to(held_back_us_most - held_back_us_least);
  if (!chosen) return;
  passage.held_back = true;
  passage.due += std::chrono::microseconds{held_back_us_least + more};
}

}  // namespace parley::board::link
